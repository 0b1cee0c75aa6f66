import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { run } from "../src/run.ts";

/** What a run printed. */
export interface Outcome {
  readonly code: number;
  readonly bytes: Uint8Array;
  readonly output: string;
  readonly complaints: string;
}

/** Runs a command as a shell would whose output is piped. */
export function zarrkit(...parameters: string[]): Promise<Outcome> {
  return runWith(new AbortController().signal, parameters);
}

/** The same, interrupted at its beginning. */
export function interrupted(...parameters: string[]): Promise<Outcome> {
  return runWith(AbortSignal.abort(), parameters);
}

async function runWith(signal: AbortSignal, parameters: readonly string[]): Promise<Outcome> {
  const [stdout, stderr] = [new Collected(), new Collected()];
  const code = await run(parameters, { stdout, stderr, signal });
  const bytes = Buffer.concat(stdout.parts);
  return { code, bytes, output: bytes.toString(), complaints: Buffer.concat(stderr.parts).toString() };
}

class Collected extends Writable {
  readonly parts: Buffer[] = [];

  override _write(part: Buffer, _: string, done: () => void): void {
    this.parts.push(part);
    done();
  }
}

/** A folder that goes when the test has ended. */
export class Folder {
  readonly path: string = mkdtempSync(join(tmpdir(), "zarrkit-cli-"));

  at(name: string): string {
    return join(this.path, name);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
