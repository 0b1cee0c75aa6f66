import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { transform } from "esbuild";

/** Where snippets find the sample data: what `npx zarrkit serve .` beside it listens on. */
export const sampleOrigin = "http://localhost:8080";

/** What a snippet printed, by the line that printed it. */
export type Printed = ReadonlyMap<number, string>;

/** The first line of every compiled snippet: what is printed goes out with the line of the call. */
const prelude = `import { format } from "node:util";
const printed = (line, ...values) => process.stdout.write(JSON.stringify([line, format(...values)]) + "\\n");
`;

/** Compiles the snippets below a folder to modules in another one, from where packages are found. */
export async function compileSnippets(from: string, to: string, sampleUrl: string): Promise<void> {
  for (const name of readdirSync(from, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".ts")) continue;
    const text = markCalls(readFileSync(join(from, name), "utf8"))
      .replaceAll(sampleOrigin, sampleUrl)
      .replace(/"(\.{1,2}\/[^"]+)\.ts"/g, '"$1.mjs"');
    const { code } = await transform(text, { loader: "ts", target: "es2022" });
    const file = join(to, name.replace(/\.ts$/, ".mjs"));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, prelude + code);
  }
}

function markCalls(text: string): string {
  return text
    .split("\n")
    .map((line, i) => line.replace(/\bconsole\.log\(/g, `printed(${i + 1}, `))
    .join("\n");
}

/**
 * Runs a compiled snippet to its end, in a process of its own, with further variables in its environment.
 *
 * @throws when it fails, with what it said.
 */
export async function runModule(
  file: string,
  cwd: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Printed> {
  const env = { ...process.env, ...environment, NO_COLOR: "1" };
  const { stdout } = await promisify(execFile)(process.execPath, [file], { cwd, env });
  return printedOf(stdout);
}

/** Reads records of a line and what it printed, each as JSON in a line of its own. */
export function printedOf(records: string): Printed {
  const printed = new Map<number, string>();
  for (const record of records.split("\n").filter((text) => text !== "")) {
    const [line, text] = JSON.parse(record) as [number, string];
    const before = printed.get(line);
    printed.set(line, before === undefined ? text : `${before}\n${text}`);
  }
  return printed;
}
