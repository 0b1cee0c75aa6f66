import cliProgress, { type Bar, type GenericFormatter } from "cli-progress";
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
  #progress: Progress = { done: 0, total: undefined };
  readonly #clock: NodeJS.Timeout;

  constructor({ stdout, stderr, signal }: Surroundings) {
    this.#stdout = stdout;
    this.#stderr = stderr;
    this.signal = signal;
    this.#clock = setInterval(() => this.#draw(), patience).unref();
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

  /** A result as JSON. */
  json(value: unknown): void {
    this.line(formatJson(value, 2));
  }

  /** Part of a result, which needs no bar any more. */
  write(data: string | Uint8Array): void {
    this.end();
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

  /** Takes note of how far something is; shown in a terminal, once it takes longer than a second. */
  readonly progress = (progress: Progress): void => {
    this.#progress = progress;
    this.#draw();
  };

  /** Takes the bar away. */
  end(): void {
    clearInterval(this.#clock);
    this.#bar?.stop();
    this.#bar = undefined;
  }

  #draw(): void {
    const { done, total = 0 } = this.#progress;
    if (this.#stderr.isTTY !== true || performance.now() - this.#begun < patience) return;
    if (this.#bar === undefined) {
      const stream = this.#stderr as unknown as NodeJS.WritableStream;
      this.#bar = new cliProgress.Bar(
        { format, stream, hideCursor: true, clearOnComplete: true },
        cliProgress.Presets.shades_classic,
      );
      this.#bar.start(total, done);
    }
    this.#bar.setTotal(total);
    this.#bar.update(done);
  }
}

/** A bar where the end is known, otherwise what is done, and at the least how long it has taken. */
const format: GenericFormatter = (options, parameters, payload) => {
  const { total, value } = parameters;
  const steps = value > 0 ? "{value} done, {duration_formatted}" : "{duration_formatted}";
  const text = total > 0 ? "{bar} {value}/{total} {percentage}% {eta_formatted}" : steps;
  return cliProgress.Format.Formatter({ ...options, format: text }, parameters, payload);
};

/** JSON in which integers beyond 2^53 keep their digits. */
export function formatJson(value: unknown, indent = 0): string {
  const marked = JSON.stringify(
    value,
    (_, part: unknown) => (typeof part === "bigint" ? `\u0000${part}\u0000` : part),
    indent,
  );
  return marked.replace(/"\\u0000(-?\d+)\\u0000"/g, "$1");
}
