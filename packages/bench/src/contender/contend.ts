import { readFile } from "node:fs/promises";
import { argv } from "node:process";
import { sumOf } from "../checksum.ts";
import { peakMemory } from "../peak-memory.ts";
import type { Measurement, Operation, Task } from "../task.ts";

/** Takes elements that were read, for the sum that is checked. */
export type Take = (elements: Uint16Array) => void;

/** Makes ready, untimed, and answers the work that is timed. Elements that it answers count as read. */
type Preparation = (task: Task) => Promise<(take: Take) => Promise<Uint16Array | undefined>>;

/** Measures the task of the command line once, and prints the measurement as the last line. */
export async function contend(contender: { readonly [O in Operation]: Preparation }): Promise<void> {
  const task = JSON.parse(argv.at(-1) as string) as Task;
  const work = await contender[task.operation](task);
  const taken: Uint16Array[] = [];
  const start = performance.now();
  const last = await work((elements) => void taken.push(elements));
  const milliseconds = performance.now() - start;
  const peakBytes = peakMemory();
  if (last instanceof Uint16Array) taken.push(last);
  const sum = taken.reduce((total, elements) => (total + sumOf(elements)) >>> 0, 0);
  const measurement: Measurement = { milliseconds, peakBytes, sum: taken.length === 0 ? undefined : sum };
  console.log(JSON.stringify(measurement));
}

/** The elements to write. */
export async function readSource({ source }: Task): Promise<Uint16Array> {
  const bytes = await readFile(source);
  return new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 2);
}

/** Chunks, shards and compressors of a task, as `createArray` takes them. */
export function zarrMetadata({ storage }: Task): {
  chunks: number[];
  shards: number[] | undefined;
  compressors: { name: string; configuration: { [member: string]: string | number | boolean } }[];
} {
  const cube = (edge: number): number[] => [edge, edge, edge];
  return {
    chunks: cube(storage.chunkEdge),
    shards: storage.shardEdge === undefined ? undefined : cube(storage.shardEdge),
    compressors: storage.compressors.map(({ name, configuration }) => ({ name, configuration: { ...configuration } })),
  };
}
