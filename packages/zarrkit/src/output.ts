import { Bar, Presets } from "cli-progress";
import pico from "picocolors";
import type { Surroundings } from "./run.ts";

type Colors = ReturnType<typeof pico.createColors>;

/** How far something has come: steps done, and in all where that is known. */
export interface Progress {
  readonly done: number;
  readonly total: number | undefined;
}

/** Work that is done sooner shows no bar. */
const patience = 1000;

/** Where a command puts its results and says how far it is. */
export class Output {
  readonly signal: AbortSignal;
  /** Colours of results; none where they are piped or NO_COLOR is set. */
  readonly colors: Colors;
  /** What the run will end with: a command that finds something wrong sets 1. */
  exitCode = 0;
  readonly #stdout: Surroundings["stdout"];
  readonly #stderr: Surroundings["stderr"];
  readonly #begun: number = performance.now();
  #bar: Bar | undefined;

  constructor({ stdout, stderr, signal }: Surroundings) {
    this.#stdout = stdout;
    this.#stderr = stderr;
    this.signal = signal;
    this.colors = pico.createColors(stdout.isTTY === true && process.env["NO_COLOR"] === undefined);
  }

  /** True when the results go to a person's terminal. */
  get isTerminal(): boolean {
    return this.#stdout.isTTY === true;
  }

  /** One line of a result. */
  line(text: string): void {
    this.write(`${text}\n`);
  }

  /** A result as JSON. Integers beyond 2^53 keep their digits. */
  json(value: unknown): void {
    this.line(formatJson(value));
  }

  /** Part of a result. */
  write(data: string | Uint8Array): void {
    this.#stdout.write(data);
  }

  /** Something to say that is no result. */
  note(text: string): void {
    this.#bar?.stop();
    this.#bar = undefined;
    this.#stderr.write(`${text}\n`);
  }

  complain(text: string): void {
    this.note(`zarrkit: ${text}`);
  }

  /** Shows how far something is, in a terminal and once it takes longer than a second. */
  readonly progress = ({ done, total }: Progress): void => {
    if (this.#stderr.isTTY !== true || performance.now() - this.#begun < patience) return;
    if (this.#bar === undefined) {
      this.#bar = new Bar(
        { format, stream: this.#stderr as unknown as NodeJS.WritableStream, hideCursor: true },
        Presets.shades_classic,
      );
      this.#bar.start(total ?? 0, done);
    }
    if (total !== undefined) this.#bar.setTotal(total);
    this.#bar.update(done);
  };

  /** Takes the bar away. */
  end(): void {
    this.#bar?.stop();
    this.#bar = undefined;
  }
}

const format = "{bar} {value}/{total} {percentage}% {eta_formatted}";

function formatJson(value: unknown): string {
  const marked = JSON.stringify(
    value,
    (_, part: unknown) => (typeof part === "bigint" ? `\u0000${part}\u0000` : part),
    2,
  );
  return marked.replace(/"\\u0000(-?\d+)\\u0000"/g, "$1");
}
