import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

// Vite rewrites the imports that it sees, and this one is of what it has made.
const html = `<!doctype html>
<title>Benchmark</title>
<link rel="icon" href="data:,">
<script type="module">import * as page from "./page.js"; globalThis.measure = page.measure;</script>`;

/** Bundles what runs in the page, as the README of the workers has it, into a folder with an `index.html`. */
export async function bundlePage(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await build({
    root: fileURLToPath(new URL(".", import.meta.url)),
    configFile: false,
    logLevel: "error",
    base: "./",
    worker: { format: "es" },
    build: {
      outDir: folder,
      rolldownOptions: {
        input: { page: fileURLToPath(new URL("page.js", import.meta.url)) },
        preserveEntrySignatures: "strict",
        output: { entryFileNames: "[name].js" },
      },
    },
  });
  writeFileSync(join(folder, "index.html"), html);
}
