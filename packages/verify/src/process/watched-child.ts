import { spawn } from "node:child_process";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";

/** How much a child may take before it is ended from outside. */
export interface ChildLimits {
  readonly heapMegabytes: number;
  /** Longest silence: each line that the child prints is a sign of life. */
  readonly seconds: number;
}

/** The lines that a child printed, and how it ended: empty when all went well. */
export interface ChildRun {
  readonly lines: readonly string[];
  readonly ending: string;
}

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

/**
 * Bundles a module of this package, given by its URL, and runs it in a process of its own with a small heap, watched
 * from outside.
 */
export async function runWatched(module: URL, parameters: readonly string[], limits: ChildLimits): Promise<ChildRun> {
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
  return watch([`--max-old-space-size=${limits.heapMegabytes}`, join(outdir, `${name}.mjs`), ...parameters], limits);
}

function watch(parameters: readonly string[], { seconds }: ChildLimits): Promise<ChildRun> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, parameters, { stdio: ["ignore", "pipe", "pipe"] });
    let text = "";
    let complaints = "";
    // Starting takes longer than a step.
    let timer = setTimeout(() => child.kill("SIGKILL"), seconds * 2000);
    child.stdout.on("data", (part: Buffer) => {
      text += part.toString();
      clearTimeout(timer);
      timer = setTimeout(() => child.kill("SIGKILL"), seconds * 1000);
    });
    child.stderr.on("data", (part: Buffer) => {
      complaints = (complaints + part.toString()).slice(-2000);
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      const lines = text.split("\n").filter((line) => line.endsWith("}"));
      resolve({ lines, ending: code === 0 ? "" : `the process ended with ${code ?? signal}: ${complaints}` });
    });
  });
}
