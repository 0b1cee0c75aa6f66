import { CommanderError } from "commander";
import { failure, UsageError } from "./failure.ts";
import { Output } from "./output.ts";
import { createProgram } from "./program.ts";

/** Takes what is printed, as the streams of a process do. */
export interface Sink {
  readonly isTTY?: boolean;
  write(data: string | Uint8Array): unknown;
}

/** What a run is given of its process. */
export interface Surroundings {
  /** Results. */
  readonly stdout: Sink;
  /** Progress and complaints. */
  readonly stderr: Sink;
  /** Stops the run. */
  readonly signal: AbortSignal;
}

/**
 * Runs one command. Answers the exit code: 0, 1 when it failed or found something wrong, 2 when it was called in a way
 * it does not understand, 130 when it was interrupted.
 */
export async function run(parameters: readonly string[], surroundings: Surroundings): Promise<number> {
  const output = new Output(surroundings);
  try {
    await createProgram(output).parseAsync(parameters.map(bracketed), { from: "user" });
    return output.exitCode;
  } catch (error) {
    if (surroundings.signal.aborted) return 130;
    // It has said already what was wrong; help and version end that way, too.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    output.complain(failure(error));
    return error instanceof UsageError ? 2 : 1;
  } finally {
    output.end();
  }
}

/** A selection that begins with a negative index looks like an option; brackets around it say that it is none. */
function bracketed(text: string, at: number, all: readonly string[]): string {
  const isValue = all[at - 1]?.startsWith("-") === true;
  return /^-\d/.test(text) && !isValue ? `[${text}]` : text;
}
