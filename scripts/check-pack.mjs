// Packs every public package and looks at the tarballs as a stranger's tools would: publint, are-the-types-wrong, and
// what this house promises of a package.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { exit } from "node:process";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { problemAffectsResolutionKind } from "@arethetypeswrong/core/problems";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { packAll } from "./pack.mjs";
import { repository } from "./workspace.mjs";

/** What a package has in its dist folder that another package built, and where from. */
const guests = { zarrkit: { folder: "dist/inspector/", from: "apps/inspector/dist" } };

const folder = mkdtempSync(join(tmpdir(), "zarrkit-pack-"));
const problems = [];
try {
  const packed = await packAll(folder);
  for (const { name, file } of packed) {
    const bytes = new Uint8Array(readFileSync(file));
    const tarball = createPackageFromTarballData(bytes);
    const contents = tarball.listFiles().map((path) => path.slice(`/node_modules/${name}/`.length));
    const one = { name, bytes, tarball, contents };
    const found = [...checkContents(one), ...(await lint(one)), ...(await checkTypes(one))];
    problems.push(...found.map((message) => `${one.name}: ${message}`));
    console.log(`${found.length === 0 ? "good" : "BAD "}  ${one.name}  ${one.contents.length} files`);
  }
  if (packed.length === 0) problems.push("nothing was packed");
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (problems.length > 0) {
  console.error(`\n${problems.join("\n")}`);
  exit(1);
}

/** The files and the manifest that are published. */
function checkContents({ name, tarball, contents }) {
  const found = [];
  const manifest = JSON.parse(tarball.readFile(`/node_modules/${name}/package.json`));
  for (const wanted of ["README.md", "LICENSE", "package.json"]) {
    if (!contents.includes(wanted)) found.push(`${wanted} is not in the tarball`);
  }
  const odd = contents.filter((path) => !/^(dist|src)\/|^(README\.md|LICENSE|CHANGELOG\.md|package\.json)$/.test(path));
  if (odd.length > 0) found.push(`does not belong in the tarball: ${odd.join(", ")}`);
  for (const kind of ["dependencies", "peerDependencies", "optionalDependencies", "devDependencies"]) {
    for (const [other, range] of Object.entries(manifest[kind] ?? {})) {
      if (/^(workspace|file|link|catalog):/.test(range)) found.push(`${kind} still says ${other}: ${range}`);
    }
  }
  const guest = guests[name];
  if (guest !== undefined) found.push(...checkGuest({ name, tarball, contents }, guest));
  const built = contents
    .filter((path) => /^dist\/.*\.js$/.test(path) && (guest === undefined || !path.startsWith(guest.folder)))
    .map((path) => path.slice("dist/".length, -".js".length));
  for (const name of built.filter((one) => !contents.includes(`src/${one}.ts`))) {
    found.push(`dist/${name}.js has no source: remove the dist folder and build again`);
  }
  for (const field of ["exports", "imports"]) {
    for (const path of targets(manifest[field])) {
      const isMissing = path.startsWith("./") && !contents.includes(path.slice(2));
      if (isMissing) found.push(`${field} names ${path}, which is not in the tarball`);
    }
  }
  return found;
}

/** The files of another package are all there, and as it built them. */
function checkGuest({ name, tarball, contents }, { folder, from }) {
  const built = readdirSync(join(repository, from), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(join(repository, from), join(entry.parentPath, entry.name)).replaceAll(sep, "/"));
  const packed = contents.filter((path) => path.startsWith(folder)).map((path) => path.slice(folder.length));
  if (built.length === 0) return [`${from} is empty: build again`];
  const isSame = (path) =>
    packed.includes(path) &&
    tarball.readFile(`/node_modules/${name}/${folder}${path}`) === readFileSync(join(repository, from, path), "utf8");
  return [
    ...built.filter((path) => !isSame(path)).map((path) => `${folder}${path} is not what ${from} holds: build again`),
    ...packed.filter((path) => !built.includes(path)).map((path) => `${folder}${path} is not in ${from}: build again`),
  ];
}

/** Every path that a conditional value can lead to. */
function targets(value) {
  return typeof value === "string" ? [value] : Object.values(value ?? {}).flatMap(targets);
}

async function lint({ bytes }) {
  const tarball = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const { messages, pkg } = await publint({ pack: { tarball }, strict: true, level: "suggestion" });
  return messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false })}`);
}

/** The profile "esm-only": what `import` finds in Node and in bundlers. CommonJS and older resolution are not served. */
async function checkTypes({ tarball }) {
  const result = await checkPackage(tarball);
  if (result.types === false) return ["are-the-types-wrong: no types were found"];
  return result.problems
    .filter((problem) => ["node16-esm", "bundler"].some((kind) => problemAffectsResolutionKind(problem, kind, result)))
    .map(
      ({ kind, entrypoint = "", resolutionKind = "" }) =>
        `are-the-types-wrong: ${kind} ${entrypoint} ${resolutionKind}`,
    );
}
