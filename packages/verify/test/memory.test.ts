import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Cost } from "../src/corpus/child.ts";
import { temporaryFolder } from "../src/corpus/files.ts";
import { cases } from "../src/corpus/manifest.ts";

// Every hostile input of the corpus again, in a process with a small heap, watched from outside.
const hostile = cases.filter((one) => one.family.startsWith("error-") || /huge|bomb|proto/.test(one.id));

const heapMegabytes = 96;
/** What one case may add to the resident size: room for lazily loaded codecs, far below what the inputs promise. */
const growthMegabytes = 64;
const secondsForOne = 5;

const scratch = temporaryFolder();
// Two levels below the package, so that the bundle finds the corpus where the source does.
const bundle = fileURLToPath(new URL("../.vitest/child/", import.meta.url));
const costs = new Map<string, Cost>();
let ending = "";

/** Third-party code is imported from where it is: some of it loads files that lie beside it. */
const librariesInPlace: Plugin = {
  name: "libraries-in-place",
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^[^.#/]/ }, async ({ path, pluginData, ...from }) => {
      if (pluginData === "asked" || /^(@zarrkit\/|node:)/.test(path) || from.kind === "entry-point") return undefined;
      const { importer, kind, namespace, resolveDir } = from;
      const found = await resolve(path, { importer, kind, namespace, resolveDir, pluginData: "asked" });
      return found.external ? found : { path: pathToFileURL(found.path).href, external: true };
    });
  },
};

beforeAll(async () => {
  await build({
    entryPoints: [fileURLToPath(new URL("../src/corpus/child.ts", import.meta.url))],
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    target: "node20",
    conditions: ["@zarrkit/source"],
    outdir: bundle,
    outExtension: { ".js": ".mjs" },
    plugins: [librariesInPlace],
    logLevel: "error",
  });
  ending = await new Promise<string>((resolve) => {
    const options = [
      `--max-old-space-size=${heapMegabytes}`,
      join(bundle, "child.mjs"),
      scratch,
      ...hostile.map((one) => one.id),
    ];
    const child = spawn(process.execPath, options, { stdio: ["ignore", "pipe", "pipe"] });
    let text = "";
    let complaints = "";
    let timer = setTimeout(() => child.kill("SIGKILL"), secondsForOne * 2000);
    child.stdout.on("data", (part: Buffer) => {
      text += part.toString();
      clearTimeout(timer);
      timer = setTimeout(() => child.kill("SIGKILL"), secondsForOne * 1000);
    });
    child.stderr.on("data", (part: Buffer) => {
      complaints = (complaints + part.toString()).slice(-2000);
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      for (const line of text.split("\n").filter((one) => one.endsWith("}"))) {
        const cost = JSON.parse(line) as Cost;
        costs.set(cost.id, cost);
      }
      resolve(code === 0 ? "" : `the process ended with ${code ?? signal}: ${complaints}`);
    });
  });
}, 120_000);

afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

describe("hostile input in a process of its own", () => {
  test("the process lives to the end", () => {
    expect(ending).toBe("");
  });
  for (const { id } of hostile) {
    test(id, () => {
      const cost = costs.get(id);
      // The first case without an answer is the one that ended the process, or hung.
      expect(cost, ending).toBeDefined();
      expect(cost?.failure).toBeUndefined();
      expect(cost?.milliseconds).toBeLessThan(secondsForOne * 1000);
      expect((cost?.grownBytes ?? 0) / 2 ** 20).toBeLessThan(growthMegabytes);
    });
  }
});
