import { openArray, slice as zarrkitSlice } from "@zarrkit/api";
import { workerPool } from "@zarrkit/workers";
import { FetchStore, get, open, slice, withRangeCoalescing } from "zarrita";
import { sumOf } from "../checksum.ts";
import type { Measurement } from "../task.ts";
import { boxEdge } from "../task.ts";

/** Who is measured in a page. */
export type PageContender = "workers" | "inline" | "zarrita";

/** What is read: the whole array, or boxes of 32³ from these corners, one after another. */
export interface PageTask {
  readonly url: string;
  readonly corners: readonly (readonly number[])[] | undefined;
}

/** Reads a box, or the whole array. */
type Read = (corner?: readonly number[]) => Promise<Uint16Array>;

/** Opens an array and reads an element of it, untimed; then measures a task once. */
export async function measure(contender: PageContender, { url, corners }: PageTask): Promise<Measurement> {
  const read = contender === "zarrita" ? await openZarrita(url) : await openZarrkit(url, contender === "workers");
  const parts: Uint16Array[] = [];
  const start = performance.now();
  if (corners === undefined) parts.push(await read());
  else for (const corner of corners) parts.push(await read(corner));
  const milliseconds = performance.now() - start;
  const sum = parts.reduce((total, part) => (total + sumOf(part)) >>> 0, 0);
  return { milliseconds, peakBytes: undefined, sum };
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
