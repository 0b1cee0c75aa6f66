import { spawn } from "node:child_process";
import { bundled } from "./bundled.ts";

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

/**
 * Bundles a module of this package, given by its URL, and runs it in a process of its own with a small heap, watched
 * from outside.
 */
export async function runWatched(module: URL, parameters: readonly string[], limits: ChildLimits): Promise<ChildRun> {
  return watch([`--max-old-space-size=${limits.heapMegabytes}`, await bundled(module), ...parameters], limits);
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
