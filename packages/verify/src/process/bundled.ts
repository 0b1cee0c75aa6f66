import { basename, join } from "node:path";
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

/** Bundles a module of this package, given by its URL, for a process of its own. Answers the path of the bundle. */
export async function bundled(module: URL): Promise<string> {
  const entry = fileURLToPath(module);
  const name = basename(entry, ".ts");
  // Two levels below the package, so that the bundle finds the corpus where the source does.
  const outdir = fileURLToPath(new URL(`../../.vitest/${name}/`, import.meta.url));
  await build({
    entryPoints: [entry],
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    target: "node20",
    conditions: ["@zarrkit/source"],
    outdir,
    outExtension: { ".js": ".mjs" },
    plugins: [librariesInPlace],
    logLevel: "error",
  });
  return join(outdir, `${name}.mjs`);
}
