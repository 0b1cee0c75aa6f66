// Which source file imports which, read from the text: enough for a house whose imports are all formatted alike.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, resolve } from "node:path";
import { resolveConditions } from "./workspace.mjs";

/** What a bundler for browsers looks for, after the condition that leads to sources. */
export const browserConditions = ["@zarrkit/source", "browser", "import"];

/** Every TypeScript file below a folder, as absolute paths. */
export function sourceFiles(folder) {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true }).map((file) => join(folder, file));
  return files.filter((file) => /\.ts$/.test(file) && !/[\\/](fixtures|node_modules)[\\/]/.test(file)).sort();
}

const token =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|\$\{[^}]*\}|[^`\\])*`|(?<=(?:[=(,:[!&|?{};\n]|return)[ \n]*)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\//g;
const isComment = (text) => text.startsWith("//") || text.startsWith("/*");

/** The text without comments, and without strings and regular expressions too when `strings` is false. */
export const code = (text, { strings }) =>
  text.replace(token, (found) => {
    if (isComment(found)) return found.replace(/[^\n]/g, " ");
    return strings ? found : '""';
  });

const fromClause =
  /^(?:import|export)\s+(type\s+)?(?:\*(?:\s+as\s+[\w$]+)?|\{[^}]*\}|[\w$]+(?:\s*,\s*(?:\{[^}]*\}|\*\s+as\s+[\w$]+))?)\s*from\s+["']([^"']+)["']/gm;
const bareImport = /^import\s+["']([^"']+)["']/gm;
const dynamicImport = /\bimport\(\s*["']([^"']+)["']\s*\)/g;
const urlImport = /\bnew URL\(\s*["'](\.[^"']+\.[jt]s)["']\s*,\s*import\.meta\.url/g;

/**
 * The imports of one file: `[{ specifier, isType, isLazy }]`. `{ type A }` counts as a value import: it stays when
 * compiled. What is loaded when a line is reached is lazy.
 */
export function importsOf(file) {
  const text = code(readFileSync(file, "utf8"), { strings: true });
  return [
    ...[...text.matchAll(fromClause)].map((match) => ({
      specifier: match[2],
      isType: match[1] !== undefined,
      isLazy: false,
    })),
    ...[bareImport, dynamicImport, urlImport].flatMap((form) =>
      [...text.matchAll(form)].map((match) => ({
        // A worker is named as it is once compiled.
        specifier: form === urlImport ? match[1].replace(/\.js$/, ".ts") : match[1],
        isType: false,
        isLazy: form !== bareImport,
      })),
    ),
  ];
}

/** Splits `@scope/name/sub` into the package and `./sub`. */
export function splitSpecifier(specifier) {
  const [, name, rest] = /^((?:@[^/]+\/)?[^/]+)(\/.*)?$/.exec(specifier);
  return { name, subpath: `.${rest ?? ""}` };
}

/** Compiled paths in a manifest stand for their sources. */
const toSource = (path) => path.replace(/^\.\/dist\//, "./src/").replace(/\.js$/, ".ts");

/** Where an import leads: `{ file }`, `{ builtin }`, `{ external }` (a package of others) or `{ missing }`. */
export function resolveImport(specifier, from, owner, packages, conditions) {
  if (specifier.startsWith("node:") || builtinModules.includes(specifier)) return { builtin: specifier };
  let target;
  if (specifier.startsWith(".")) {
    target = resolve(dirname(from), specifier);
  } else if (specifier.startsWith("#")) {
    const path = resolveConditions(owner.manifest.imports?.[specifier], conditions);
    if (path !== undefined && !path.startsWith(".")) return resolveImport(path, from, owner, packages, conditions);
    target = path && join(owner.directory, toSource(path));
  } else {
    const { name, subpath } = splitSpecifier(specifier);
    const other = packages.find((one) => one.name === name);
    if (other === undefined) return { external: name };
    const path = resolveConditions(other.manifest.exports?.[subpath], conditions);
    target = path && join(other.directory, toSource(path));
  }
  return target !== undefined && existsSync(target) ? { file: target } : { missing: specifier };
}
