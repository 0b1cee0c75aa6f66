import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type Printed, printedOf } from "./run-module.ts";

const prelude = `import json as _json
def _printed(line, *values): print(_json.dumps([line, " ".join(map(str, values))]))
`;

/**
 * Runs a snippet in Python to its end.
 *
 * @throws when it fails, with what it said.
 */
export async function runPython(text: string, python: string, cwd: string): Promise<Printed> {
  const marked = text.split("\n").map((line, i) => line.replace(/^(\s*)print\(/, `$1_printed(${i + 1}, `));
  const { stdout } = await promisify(execFile)(python, ["-c", prelude + marked.join("\n")], { cwd });
  return printedOf(stdout);
}
