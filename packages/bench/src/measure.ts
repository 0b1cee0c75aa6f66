import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Contender } from "./contender.ts";
import type { Measurement, Task } from "./task.ts";
import type { TileTask } from "./tiles/tile.ts";

const run = promisify(execFile);
const minutes = 60_000;

/** Runs one task of one contender once. Throws what the process said when it fails. */
export async function measure(
  { command, environment }: Pick<Contender, "command" | "environment">,
  task: Task | TileTask,
): Promise<Measurement> {
  const [program, ...parameters] = command;
  const options = { timeout: 10 * minutes, maxBuffer: 2 ** 26, env: { ...process.env, ...environment } };
  const { stdout } = await run(program as string, [...parameters, JSON.stringify(task)], options).catch(explain);
  return JSON.parse(stdout.trimEnd().split("\n").at(-1) as string) as Measurement;
}

/** The call that failed carries the whole task; what matters is what the process said last. */
function explain(error: { readonly stderr?: string; readonly message: string }): never {
  const lines = (error.stderr || error.message).trim().split("\n");
  const said = lines.filter((line) => /^\s*\w*(Error|Exception)\b/.test(line)).at(-1) ?? lines.at(-1);
  throw new Error(said?.slice(0, 300));
}
