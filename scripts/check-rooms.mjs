// The rules of the house that a compiler does not know. Prints every broken one, and fails if there is any.
//   node scripts/check-rooms.mjs [--root <folder>]
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { argv, exit } from "node:process";
import { fileURLToPath } from "node:url";
import { browserConditions, code, importsOf, resolveImport, sourceFiles, splitSpecifier } from "./graph.mjs";
import { listPackages, readJson, repository, resolveConditions, subpaths } from "./workspace.mjs";

const root = argv[2] === "--root" ? argv[3] : repository;
const rooms = readJson(join(dirname(fileURLToPath(import.meta.url)), "rooms.json"));
const lineLimit = 400;
/** Where tests lie: those of one package, those that need services, those that need a browser. */
const testFolders = ["test", "services", "browser"];
const bannedNames = /^(utils?|helpers?|common|misc|types?|shared|managers?)$/;

const packages = listPackages(root);
const broken = [];
const report = (rule, file, message) =>
  broken.push(`${relative(root, file).replaceAll(sep, "/")}: [${rule}] ${message}`);

for (const one of packages) {
  const src = join(one.directory, "src");
  const files = sourceFiles(src);
  const tests = testFolders.flatMap((folder) => sourceFiles(join(one.directory, folder)));
  for (const file of [...files, ...tests]) {
    checkName(file, one);
    checkLength(file);
  }
  for (const file of files) {
    checkResolution(file, one);
    if (one.isPublic) checkDeclared(file, one);
    if (one.isPlugin) checkPlugin(file, one);
    checkRooms(file, src, one);
  }
  if (one.isPublic && !one.isNodeOnly) checkBrowser(one);
}
checkCycles();

if (broken.length > 0) {
  console.error([...new Set(broken)].sort().join("\n"));
  console.error(`\nBroken rules: ${new Set(broken).size}. CONTRIBUTING.md explains them.`);
  exit(1);
}
console.log(`Rooms: ${packages.length} packages in order.`);

/** A name says what is inside; an attic says nothing. */
function checkName(file, one) {
  for (const part of relative(one.directory, file).split(sep)) {
    const name = part.replace(/(\.test(-d)?)?\.ts$/, "");
    if (bannedNames.test(name)) report("name", file, `"${name}" says nothing: name the thing inside`);
  }
}

function checkLength(file) {
  const lines = readFileSync(file, "utf8").split("\n").length - 1;
  if (lines > lineLimit) report("length", file, `${lines} lines, the limit is ${lineLimit}`);
}

/** Every import leads somewhere, in Node and in browsers. */
function checkResolution(file, one) {
  for (const { specifier } of importsOf(file)) {
    for (const conditions of [browserConditions, ["@zarrkit/source", "node", "import"]]) {
      const { missing } = resolveImport(specifier, file, one, packages, conditions);
      if (missing !== undefined) report("missing", file, `imports "${missing}", which is not there`);
    }
  }
}

/** What is imported is declared: a package works alone, not thanks to a neighbour's dependencies. */
function checkDeclared(file, one) {
  const { dependencies, peerDependencies, optionalDependencies } = one.manifest;
  const declared = { ...dependencies, ...peerDependencies, ...optionalDependencies, [one.name]: "" };
  for (const { specifier } of importsOf(file)) {
    if (/^[.#]|^node:/.test(specifier)) continue;
    const { name } = splitSpecifier(specifier);
    if (!(name in declared)) report("declared", file, `imports "${name}", which package.json does not declare`);
  }
}

/** A plugin takes types from core, nothing at run time, and knows no other plugin but the bases, which know none. */
function checkPlugin(file, one) {
  for (const { specifier, isType } of importsOf(file)) {
    const { name } = splitSpecifier(specifier);
    const other = packages.find((candidate) => candidate.name === name);
    if (other === undefined || other === one || (other.isBase && !one.isBase)) continue;
    if (!name.endsWith("/core"))
      report("plugin", file, `imports "${specifier}": a plugin may import the bases, and types of core only`);
    else if (!isType) report("plugin", file, `imports "${specifier}" at run time: write \`import type\``);
  }
}

/**
 * Imports point inwards: `layers` lists the rooms of a package, or of a room that has rooms itself, from the door to the
 * foundation. Inside a room, types and what is loaded later may point outwards.
 */
function checkRooms(file, src, one) {
  for (const [house, layers] of Object.entries(rooms)) {
    const [folder, ...path] = house.split("/");
    const base = join(src, ...path);
    if (folder === one.folder && file.startsWith(base + sep)) checkRoom(file, base, one, layers, path.length > 0);
  }
}

function checkRoom(file, base, one, layers, isInner) {
  const roomOf = (path) => relative(base, path).split(sep)[0].replace(/\.ts$/, "");
  const depth = (room) => layers.findIndex((layer) => layer.includes(room));
  const from = roomOf(file);
  if (depth(from) < 0) return report("rooms", file, `"${from}" is no room of scripts/rooms.json`);
  for (const { specifier, isType, isLazy } of importsOf(file)) {
    if (isInner && (isType || isLazy)) continue;
    const target = resolveImport(specifier, file, one, packages, browserConditions).file;
    if (target === undefined || relative(base, target).startsWith("..")) continue;
    const to = roomOf(target);
    if (to !== from && depth(to) <= depth(from)) report("rooms", file, `${from} may not import ${to} ("${specifier}")`);
  }
}

/** Nothing that only Node has can be reached from an entry as a browser resolves it. */
function checkBrowser(one) {
  for (const subpath of subpaths(one.manifest)) {
    const path = resolveConditions(one.manifest.exports[subpath], browserConditions);
    if (path === undefined) continue;
    const queue = [{ file: join(one.directory, path), trail: [] }];
    const seen = new Set();
    for (const { file, trail } of queue) {
      if (seen.has(file) || !existsSync(file)) continue;
      seen.add(file);
      const way = [...trail, relative(root, file).replaceAll(sep, "/")];
      const text = code(readFileSync(file, "utf8"), { strings: false });
      const found =
        /(?<![.\w$])(?:typeof\s+(process|Buffer)\b|(process)\s*\??[.[]|(Buffer)\s*\??[.([])|globalThis\??\.(process|Buffer)\b/.exec(
          text,
        );
      if (found)
        report("browser", file, `uses ${found[1] ?? found[2] ?? found[3] ?? found[4]}, reached by ${way.join(" > ")}`);
      const owner = packages.find((other) => file.startsWith(other.directory + sep));
      for (const { specifier, isType } of importsOf(file)) {
        if (isType) continue;
        const to = resolveImport(specifier, file, owner, packages, browserConditions);
        if (to.builtin) report("browser", file, `imports "${to.builtin}", reached by ${way.join(" > ")}`);
        if (to.file) queue.push({ file: to.file, trail: way });
      }
    }
  }
}

/** Modules that need each other at run time are one module, or their order is luck. */
function checkCycles() {
  const state = new Map();
  const visit = (file, trail) => {
    if (state.get(file) === "done") return;
    if (state.get(file) === "open") {
      const loop = [...trail.slice(trail.indexOf(file)), file].map((path) => relative(root, path).replaceAll(sep, "/"));
      return report("cycle", file, loop.join(" > "));
    }
    state.set(file, "open");
    const owner = packages.find((one) => file.startsWith(one.directory + sep));
    for (const { specifier, isType, isLazy } of importsOf(file)) {
      // What is loaded later finds the module that asks for it complete.
      const to = isType || isLazy ? {} : resolveImport(specifier, file, owner, packages, browserConditions);
      if (to.file) visit(to.file, [...trail, file]);
    }
    state.set(file, "done");
  };
  for (const one of packages) for (const file of sourceFiles(join(one.directory, "src"))) visit(file, []);
}
