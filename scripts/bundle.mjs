// What a browser would load of a module: esbuild's bundle of it, as one file that loads at once and others later.
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { splitSpecifier } from "./graph.mjs";
import { listPackages, repository } from "./workspace.mjs";

const packages = new Map(listPackages().map((one) => [one.name, one]));

/** The entry stands outside every package; each import of ours starts in the package it names. */
const fromOwnFolder = {
  name: "from-own-folder",
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^@zarrkit\// }, ({ path, kind, importer, pluginData }) => {
      const owner = packages.get(splitSpecifier(path).name);
      if (pluginData === "inside" || importer !== "<stdin>" || owner === undefined) return undefined;
      return resolve(path, { kind, resolveDir: owner.directory, pluginData: "inside" });
    });
  },
};

/** Bundles the text of a module. Names of files are relative to the folder of the bundle; `stdin.js` is the entry. */
export async function bundle(text) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: text, resolveDir: repository, loader: "js" },
    // Names in the report are relative to it.
    absWorkingDir: repository,
    bundle: true,
    minify: true,
    splitting: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    outdir: join(repository, "dist"),
    write: false,
    metafile: true,
    logLevel: "silent",
    plugins: [fromOwnFolder],
  });
  const fileName = (path) => path.replaceAll("\\", "/").split("/").at(-1);
  const contents = new Map(outputFiles.map((file) => [fileName(file.path), file.contents]));
  const outputs = Object.entries(metafile.outputs).map(([path, output]) => ({
    name: fileName(path),
    entryPoint: output.entryPoint,
    // Without `import()`.
    imports: output.imports.filter(({ kind }) => kind === "import-statement").map(({ path: to }) => fileName(to)),
  }));

  /** The files that load with a module: the entry, or one that is imported later, such as "core/dist/read.js". */
  function filesOf(module) {
    const start = outputs.find(({ entryPoint }) => entryPoint === module || entryPoint === `packages/${module}`);
    if (start === undefined) throw new Error(`nothing imports "${module}" later`);
    const loaded = new Set();
    const visit = (name) => {
      if (loaded.has(name)) return;
      loaded.add(name);
      for (const to of outputs.find((output) => output.name === name).imports) visit(to);
    };
    visit(start.name);
    return loaded;
  }

  return {
    contents,
    filesOf,
    entry: filesOf("<stdin>"),
    /** The modules in some files, with the bytes that are left of each, minified. */
    modulesIn: (names) =>
      Object.entries(metafile.outputs)
        .filter(([path]) => names.includes(fileName(path)))
        .flatMap(([, { inputs }]) => Object.entries(inputs))
        .map(([module, { bytesInOutput }]) => ({ module, bytes: bytesInOutput })),
    /** Bytes on the way to a browser. */
    gzipped: (names) =>
      [...names].reduce((total, name) => total + gzipSync(contents.get(name), { level: 9 }).length, 0),
  };
}
