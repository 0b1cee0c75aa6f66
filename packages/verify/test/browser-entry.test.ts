import { build, type Plugin } from "esbuild";
import { describe, expect, test } from "vitest";
import { entriesOf, listPackages } from "../src/process/package-list.ts";

// Bundles what was built as a browser's bundler would: it has no idea of `node:` modules.
const packages = listPackages().filter((one) => one.isPublic && !one.isNodeOnly);

describe.each(packages)("$name", (one) => {
  test.each(entriesOf(one))("%s needs nothing that only Node has", async (entry) => {
    const found: string[] = [];
    const builtins: Plugin = {
      name: "builtins",
      setup({ onResolve }) {
        onResolve({ filter: /^node:/ }, ({ path, importer }) => {
          found.push(`${importer} imports ${path}`);
          return { path, external: true };
        });
      },
    };
    const { errors, outputFiles } = await build({
      stdin: { contents: `export * from ${JSON.stringify(entry)};`, resolveDir: one.directory, loader: "js" },
      bundle: true,
      splitting: true,
      format: "esm",
      platform: "browser",
      outdir: "bundle",
      write: false,
      logLevel: "silent",
      plugins: [builtins],
    });
    expect(errors).toEqual([]);
    expect(found).toEqual([]);
    expect(outputFiles.length).toBeGreaterThan(0);
  });
});
