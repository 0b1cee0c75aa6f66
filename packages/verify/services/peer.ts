import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { python } from "./environment.ts";

/** An array on its way between processes: little-endian bytes in C order. */
export interface Wire {
  /** numpy's name: `"float32"`. */
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

export type Implementation = "zarr" | "zarrs" | "tensorstore";

export interface Region {
  readonly selection?: readonly (readonly [number, number])[];
  readonly values: Wire;
}

export interface PeerRead {
  readonly values: Wire;
  /** As JSON, in Python's spelling: `NaN` and `Infinity` are numbers there. */
  readonly attributes?: string;
  readonly fill?: Uint8Array;
  readonly dimensionNames?: readonly (string | null)[] | null;
}

/** What {@link Peer.probe} asks about the array in a folder. */
export interface ProbeRequest {
  readonly path: string;
  readonly format: 2 | 3;
  readonly by: readonly Prober[];
  /** Below it, each implementation makes an array in a folder of its own name. */
  readonly target: string;
  /** The codecs to ask for in version 3; the rest is taken from the array's document. */
  readonly codecs?: unknown;
  readonly selection: readonly (readonly [number, number])[];
  /** Elements to write there. */
  readonly values: readonly unknown[];
  readonly fill: unknown;
  /** What numpy's objects stand for: `"bytes"`, `"json"`, or a numpy type of small arrays. */
  readonly meaning: string | null;
  /** Fields of a struct, for a reader that takes them one by one. */
  readonly fields: readonly string[] | null;
}

/** `numcodecs` stands for chunks of version 2 that are decoded by hand. */
export type Prober = Implementation | "numcodecs";
type Attempt<Result> = { readonly ok: Result; readonly error?: undefined } | { readonly error: string };
export interface ProbeAnswer {
  readonly read: Attempt<readonly unknown[]>;
  readonly write: Attempt<null> & { readonly path: string };
}

/** A node as zarr-python sees it. */
export interface SeenNode {
  readonly kind: "array" | "group";
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly shape?: readonly number[];
  readonly dtype?: string;
  /** Hexadecimal text of little-endian bytes in C order. */
  readonly values?: string;
}

/** What zarr-python is to do to a hierarchy. */
export type Change =
  | { readonly how: "consolidate" }
  | { readonly how: "migrate"; readonly output?: string }
  | { readonly how: "resize"; readonly name: string; readonly shape: readonly number[] }
  | { readonly how: "append"; readonly name: string; readonly axis: number; readonly values: unknown }
  | { readonly how: "attributes"; readonly name: string; readonly attributes: Readonly<Record<string, unknown>> }
  | { readonly how: "delete"; readonly name: string };

type Json = Record<string, unknown>;
interface Waiting {
  readonly resolve: (value: Json) => void;
  readonly reject: (error: Error) => void;
}

const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
const fromBase64 = (text: unknown): Uint8Array => new Uint8Array(Buffer.from(String(text), "base64"));
const regionJson = ({ values, ...rest }: Region): Json => ({
  ...rest,
  values: { ...values, bytes: toBase64(values.bytes) },
});

/** A Python process that answers requests until it is closed. */
export class Peer {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #waiting = new Map<number, Waiting>();
  #next = 1;
  #complaints = "";

  /** @param environment - Variables to set for the process, such as those that tell where an S3 service is. */
  constructor(environment: Readonly<Record<string, string>> = {}) {
    const script = fileURLToPath(new URL("peer.py", import.meta.url));
    const env = { ...process.env, ...environment };
    this.#process = spawn(python, ["-W", "ignore", script], { env, stdio: ["pipe", "pipe", "pipe"] });
    this.#process.stderr.on("data", (text: Buffer) => {
      this.#complaints = (this.#complaints + text.toString()).slice(-4000);
    });
    createInterface({ input: this.#process.stdout }).on("line", (line) => this.#receive(line));
    this.#process.on("exit", (code) =>
      this.#fail(new Error(`the Python process ended (${code}): ${this.#complaints}`)),
    );
    this.#process.on("error", (error) => this.#fail(error));
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  #receive(line: string): void {
    const answer = JSON.parse(line) as { id: number; ok?: Json; error?: string; trace?: string };
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (answer.ok !== undefined) waiting?.resolve(answer.ok);
    else waiting?.reject(new Error(`${answer.error}\n${answer.trace}`));
  }

  #ask(request: Json): Promise<Json> {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#process.stdin.write(`${JSON.stringify({ id, ...request })}\n`);
    });
  }

  versions(): Promise<Json> {
    return this.#ask({ do: "versions" });
  }

  /** Reads an array, or a part of it. */
  async read(by: Implementation, path: string, format: 2 | 3, selection?: Region["selection"]): Promise<PeerRead> {
    const answer = await this.#ask({ do: "read", by, path, format, selection });
    const values = answer.values as { dtype: string; shape: number[]; bytes: string };
    return {
      values: { ...values, bytes: fromBase64(values.bytes) },
      ...(typeof answer.attributes === "string" ? { attributes: answer.attributes } : {}),
      ...(typeof answer.fill === "string" ? { fill: fromBase64(answer.fill) } : {}),
      dimensionNames: (answer.dimension_names ?? null) as readonly (string | null)[] | null,
    };
  }

  /** Creates an array with the options of `zarr.create` and writes regions of it. */
  async write(
    by: "zarr" | "zarrs",
    path: string,
    options: Json,
    fill: Wire,
    regions: readonly Region[],
  ): Promise<void> {
    const fill_value = { ...fill, bytes: toBase64(fill.bytes) };
    await this.#ask({ do: "write", by, path, options: { ...options, fill_value }, regions: regions.map(regionJson) });
  }

  /** Writes regions of an array that is there. */
  async update(by: Implementation, path: string, format: 2 | 3, regions: readonly Region[]): Promise<void> {
    await this.#ask({ do: "update", by, path, format, regions: regions.map(regionJson) });
  }

  /** What other implementations make of an array: each reads it, and writes one like it. */
  async probe(request: ProbeRequest): Promise<Readonly<Record<Prober, ProbeAnswer>>> {
    return (await this.#ask({ do: "probe", ...request })) as unknown as Record<Prober, ProbeAnswer>;
  }

  /** Attributes of every node, by path. */
  async describe(path: string, format: 2 | 3): Promise<Json> {
    return (await this.#ask({ do: "describe", path, format })).nodes as Json;
  }

  /** Creates a group below the group at `path`. */
  async extend(path: string, format: 2 | 3, name: string, attributes: Json): Promise<void> {
    await this.#ask({ do: "extend", path, format, name, attributes });
  }

  /** Every node below a group by path, the group itself as `""`. `consolidated`: from that metadata alone. */
  async inventory(path: string, format: 2 | 3, consolidated = false): Promise<Readonly<Record<string, SeenNode>>> {
    const answer = await this.#ask({ do: "inventory", path, format, consolidated });
    return answer as unknown as Record<string, SeenNode>;
  }

  async change(path: string, format: 2 | 3, change: Change): Promise<void> {
    await this.#ask({ do: "change", path, format, ...change });
  }

  /** Ends the process and waits for it. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#process.once("exit", () => resolve());
      this.#process.stdin.end();
    });
  }
}
