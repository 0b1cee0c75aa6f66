import { build } from "esbuild";
import { libraryFile } from "./library-file.ts";

/** Bundles entries for pages, each as a module of its own beside the modules that they have in common. */
export async function bundleLibrary(specifiers: readonly string[], folder: string): Promise<void> {
  await build({
    entryPoints: specifiers.map((specifier) => ({ in: specifier, out: libraryFile(specifier).replace(/\.js$/, "") })),
    outdir: folder,
    bundle: true,
    minify: true,
    // Errors say what they are by the name of their class.
    keepNames: true,
    splitting: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    chunkNames: "part-[hash]",
    logLevel: "warning",
  });
}
