import { openArray, slice as zarrkitSlice } from "@zarrkit/api";
import { workerPool } from "@zarrkit/workers";
import { FetchStore, get, open, slice, withRangeCoalescing } from "zarrita";
import { sumOf } from "../checksum.ts";
import type { Measurement } from "../task.ts";
import { boxEdge } from "../task.ts";

/** Who is measured in a page: readers, and what it takes to get the bytes. */
export type PageContender = "workers" | "inline" | "zarrita" | "requests";

/** What is read: the whole array, or boxes of 32³ from these corners, one after another. */
export interface PageTask {
  readonly url: string;
  readonly corners: readonly (readonly number[])[] | undefined;
  /** Where the array's values are, below its address. */
  readonly keys: readonly string[];
}

/** More requests at a time make the page no faster. */
const requestsAtOnce = 32;

/** Reads a box, or the whole array. */
type Read = (corner?: readonly number[]) => Promise<Uint16Array>;

/** Opens an array and reads an element of it, untimed; then measures a task once. */
export async function measure(contender: PageContender, task: PageTask): Promise<Measurement> {
  const { url, corners } = task;
  if (contender === "requests") return measureRequests(task);
  const read = contender === "zarrita" ? await openZarrita(url) : await openZarrkit(url, contender === "workers");
  const parts: Uint16Array[] = [];
  const start = performance.now();
  if (corners === undefined) parts.push(await read());
  else for (const corner of corners) parts.push(await read(corner));
  const milliseconds = performance.now() - start;
  const sum = parts.reduce((total, part) => (total + sumOf(part)) >>> 0, 0);
  return { milliseconds, peakBytes: undefined, sum };
}

/** Gets all values, and does nothing with them: no reader can take less. */
async function measureRequests({ url, keys }: PageTask): Promise<Measurement> {
  await (await fetch(`${url}/zarr.json`)).arrayBuffer();
  const left = [...keys];
  const start = performance.now();
  const get = async (): Promise<void> => {
    for (let key = left.pop(); key !== undefined; key = left.pop()) await (await fetch(`${url}/${key}`)).arrayBuffer();
  };
  await Promise.all(Array.from({ length: requestsAtOnce }, get));
  return { milliseconds: performance.now() - start, peakBytes: undefined, sum: undefined };
}

async function openZarrita(url: string): Promise<Read> {
  const store = withRangeCoalescing(new FetchStore(url, { useSuffixRequest: true }));
  const array = await open.v3(store, { kind: "array" });
  await get(array, [0, 0, 0]);
  return async (corner) =>
    (
      await get(
        array,
        corner?.map((from) => slice(from, from + boxEdge)),
      )
    ).data as Uint16Array;
}

async function openZarrkit(url: string, inWorkers: boolean): Promise<Read> {
  const worker = (): Worker => new Worker(new URL("./zarrkit.worker.js", import.meta.url), { type: "module" });
  const executor = inWorkers ? await workerPool({ worker }) : undefined;
  const array = await openArray<"uint16">(url, { mode: "r", executor });
  await array.item([0, 0, 0]);
  // Starts the pool, and lets each worker open the array.
  if (executor !== undefined) await array.get([zarrkitSlice(0, array.shards?.[0] ?? array.chunks[0])]);
  return async (corner) => (await array.get(corner?.map((from) => zarrkitSlice(from, from + boxEdge)))).data;
}
