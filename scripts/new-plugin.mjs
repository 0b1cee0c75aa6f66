// Writes a new plugin package: `npm run new:plugin -- codec-foo`. The first word says its kind: codec, store or dtype.
//   node scripts/new-plugin.mjs <name> [--root <folder>]
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { argv, exit } from "node:process";
import { repository } from "./workspace.mjs";

const [name = "", flag, folder] = argv.slice(2);
const [, kind, file] = /^(codec|store|dtype)-([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/.exec(name) ?? [];
if (kind === undefined) {
  console.error("Say what to make: codec-<name>, store-<name> or dtype-<name>, in small letters, digits and dashes.");
  exit(2);
}
const root = flag === "--root" ? folder : repository;
const target = join(root, "packages", name);
if (existsSync(target)) {
  console.error(`packages/${name} is already there.`);
  exit(1);
}

const className = file.replace(/(?:^|-)(.)/g, (_, letter) => letter.toUpperCase());
const plugin = {
  file,
  className,
  identifier: className[0].toLowerCase() + className.slice(1),
  zarrName: file.replaceAll("-", "_"),
  packageName: `@zarrkit/${name}`,
};
const template = await import(`./plugin/${kind}.mjs`);

const manifest = {
  name: plugin.packageName,
  version: "0.0.0",
  description: template.describe(plugin).replaceAll("`", ""),
  license: "MIT",
  type: "module",
  sideEffects: false,
  engines: { node: ">=20.19" },
  files: ["dist", "src"],
  exports: {
    ".": { "@zarrkit/source": "./src/index.ts", types: "./dist/index.d.ts", default: "./dist/index.js" },
    "./package.json": "./package.json",
  },
  peerDependencies: { "@zarrkit/core": "workspace:^" },
  devDependencies: { "@zarrkit/core": "workspace:^" },
  scripts: {
    build: "node ../../scripts/clear-dist.mjs && tsc -p tsconfig.build.json",
    typecheck: "tsc -p tsconfig.json",
    test: "vitest run --config ../../vitest.config.ts",
  },
};
const base = { extends: "../../tsconfig.base.json" };
const source = { customConditions: ["@zarrkit/source"], allowImportingTsExtensions: true };
const build = { ...base, compilerOptions: { rootDir: "src", outDir: "dist" }, include: ["src"] };
const check = { ...base, compilerOptions: { noEmit: true, ...source }, include: ["src", "test"] };
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
const readme = `# ${plugin.packageName}

${template.describe(plugin)}

\`\`\`sh
npm install ${plugin.packageName}
\`\`\`
${template.readme(plugin)}`;

const files = {
  "package.json": json(manifest),
  "tsconfig.json": json(check).replace(/\[\s+("[^\]]+")\s+\]/g, (_, list) => `[${list.replace(/\s+/g, " ")}]`),
  "tsconfig.build.json": json(build).replace(/\[\s+("[^\]]+")\s+\]/g, "[$1]"),
  "README.md": readme,
  "src/index.ts": template.index(plugin),
  [`src/${file}.ts`]: template.implementation(plugin),
  [`test/${file}.test.ts`]: template.test(plugin),
};
const changeset = `---\n"${plugin.packageName}": minor\n---\n\n${template.describe(plugin)}\n`;
const write = (path, text) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  console.log(path);
};
for (const [path, text] of Object.entries(files)) write(`packages/${name}/${path}`, text);
write(`.changeset/new-${name}.md`, changeset);
console.log(`
Next:
  npm run pnpm -- install                            links the package and updates the lockfile
  npm test -- --filter=${plugin.packageName}   builds, checks and tests it`);
