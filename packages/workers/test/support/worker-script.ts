import { basename } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";

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

const built = new Map<string, Promise<URL>>();

/** A module of this package as a script that a worker can run: its sources, compiled. */
export function workerScript(source = "src/worker.ts"): Promise<URL> {
  const script = built.get(source) ?? compile(source);
  built.set(source, script);
  return script;
}

async function compile(source: string): Promise<URL> {
  const name = basename(source, ".ts");
  // Each process has a folder of its own, so that none writes what another is reading.
  const outdir = new URL(`../../.vitest/${name}-${process.pid}/`, import.meta.url);
  await build({
    entryPoints: [fileURLToPath(new URL(`../../${source}`, import.meta.url))],
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    target: "node20",
    conditions: ["@zarrkit/source"],
    outdir: fileURLToPath(outdir),
    outExtension: { ".js": ".mjs" },
    plugins: [librariesInPlace],
    logLevel: "error",
  });
  return new URL(`${name}.mjs`, outdir);
}
