// What the test of workers bundles with Vite, beside the files of the recipe in the README of @zarrkit/workers.
import { createArray, type NDArray, openArray, slice } from "@zarrkit/api";
import { type WorkerPool, type WorkerPoolOptions, workerPool } from "@zarrkit/workers";
import { registry } from "./odd-codec.ts";

/** A pool whose workers know odd codecs; it takes any work. */
export function oddPool(options: WorkerPoolOptions = {}): Promise<WorkerPool> {
  const worker = () => new Worker(new URL("./odd.worker.ts", import.meta.url), { type: "module" });
  return workerPool({ worker, threads: 2, minBytes: 0, ...options });
}

/** A pool whose workers run the script of the package itself. */
export const usualPool = (): Promise<WorkerPool> => workerPool({ threads: 2, minBytes: 0 });

const isEqual = (one: NDArray, other: NDArray): boolean => {
  const [a, b] = [one.toBytes(), other.toBytes()];
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
};

export interface ReadTwice {
  /** For how many chunks the page itself asked the server. */
  readonly asked: number;
  /** What kind of memory the result of workers lies in. */
  readonly memory: string | false;
  readonly isEqual: boolean;
  readonly isPartEqual: boolean;
}

/** Reads an array, and a part of it, with a pool and without. */
export async function readBoth(address: string, executor: WorkerPool): Promise<ReadTwice> {
  const there = await (await openArray(address, { mode: "r", executor })).get();
  const asked = performance.getEntriesByType("resource").filter(({ name }) => name.startsWith(`${address}/c/`)).length;
  const array = await openArray(address, { mode: "r" });
  const part = array.shape.map((size) => slice(1, size, 2));
  return {
    asked,
    memory: there.elements instanceof Uint8Array && there.elements.buffer.constructor.name,
    isEqual: isEqual(there, await array.get()),
    isPartEqual: isEqual(await array.get(part, { executor }), await array.get(part)),
  };
}

/** Writes and reads arrays in the page's memory by workers, one for each codec; answers those that are not what they should be. */
export async function roundTrips(codecs: readonly string[], executor: WorkerPool): Promise<string[]> {
  const wrong: string[] = [];
  for (const codec of codecs) {
    const store = new Map<string, Uint8Array>();
    const values = Int32Array.from({ length: 40 * 40 }, (_, at) => (at * at) % 1000);
    const layout = { shape: [40, 40], chunks: [10, 10], dtype: "int32", compressors: codec, registry } as const;
    const array = await createArray({ store, ...layout, executor });
    await array.set(null, values);
    await array.set([slice(5, 15), 3], -1);
    for (let row = 5; row < 15; row++) values[row * 40 + 3] = -1;
    const expected = new Uint8Array(values.buffer);
    for (const one of [array, await openArray(store, { registry })]) {
      const bytes = (await one.get()).toBytes();
      if (bytes.some((byte, at) => byte !== expected[at])) wrong.push(codec);
    }
  }
  return wrong;
}

export interface Failure {
  readonly code: string | undefined;
  readonly key: string | undefined;
  readonly message: string;
}

/** Calls off what {@link readOdd} is at. */
export const leaving: AbortController = new AbortController();

/** Reads an array of odd codecs. Answers the values, or what was thrown. */
export async function readOdd(address: string, executor: WorkerPool): Promise<number[] | Failure> {
  try {
    const array = await openArray<"uint8">(address, { mode: "r", registry, executor });
    return [...(await array.get(undefined, { signal: leaving.signal })).data];
  } catch (error) {
    const { code, key, message } = error as Error & { code?: string; key?: string };
    return { code, key, message };
  }
}
