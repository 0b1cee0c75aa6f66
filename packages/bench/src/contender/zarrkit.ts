// One measurement of this library in a process of its own: node zarrkit.js <inline|workers> <task as JSON>
import { rm } from "node:fs/promises";
import { createArray, type Executor, openArray, slice } from "@zarrkit/api";
import { LocalStore } from "@zarrkit/store-fs";
import { boxEdge, elements, openings, plannedChunks } from "../task.ts";
import { contend, readSource, zarrMetadata } from "./contend.ts";
import { openExecutor } from "./executor.ts";

/** Bytes from which on a pool takes part in writing. */
const leastBytes = 2 ** 23;

/** Starts the pool by writing a few chunks of the same kind elsewhere. */
async function warm(
  path: string,
  data: Uint16Array,
  metadata: ReturnType<typeof zarrMetadata>,
  executor: Executor,
): Promise<void> {
  const stored = metadata.shards ?? metadata.chunks;
  const size = stored.reduce((product, edge) => product * edge, 2);
  const shape = [...stored.slice(0, -1), (stored.at(-1) as number) * Math.max(2, Math.ceil(leastBytes / size))];
  const store = new LocalStore(path);
  const array = await createArray({ store, shape, dtype: "uint16", fillValue: 0, ...metadata, executor });
  await array.set(null, data.subarray(0, array.size));
  await rm(path, { recursive: true });
}

const [threading] = process.argv.slice(2);
const executor = threading === "workers" ? await openExecutor() : undefined;

await contend({
  async read({ path }) {
    const array = await openArray<"uint16">(path, { mode: "r", executor });
    await array.item([0, 0, 0]);
    // Starts the pool, and lets each worker open the array. No more than that takes: its memory counts at the peak, too.
    if (executor !== undefined) await array.get([slice(0, array.chunks[0])]);
    return async () => (await array.get()).data;
  },

  async random({ path, corners }) {
    const array = await openArray<"uint16">(path, { mode: "r", executor });
    await array.item([0, 0, 0]);
    return async (take) => {
      for (const corner of corners) {
        take((await array.get(corner.map((start) => slice(start, start + boxEdge)))).data);
      }
    };
  },

  async open({ path }) {
    await openArray(path, { mode: "r" });
    return async () => {
      for (let opening = 0; opening < openings; opening++) await openArray(path, { mode: "r" });
    };
  },

  async element({ path, corners }) {
    const array = await openArray<"uint16">(path, { mode: "r", executor });
    await array.item([0, 0, 0]);
    return async () => {
      const found = new Uint16Array(elements);
      for (let index = 0; index < elements; index++) {
        found[index] = await array.item(corners[index % corners.length] as readonly number[]);
      }
      return found;
    };
  },

  async plan() {
    const array = await createArray({
      store: new Map(),
      shape: [plannedChunks],
      dtype: "uint16",
      chunks: [1],
      fillValue: 1,
    });
    return async () => (await array.get()).data as Uint16Array;
  },

  async write(task) {
    const { edge, path, fsync } = task;
    const data = await readSource(task);
    const metadata = zarrMetadata(task);
    if (executor !== undefined) await warm(`${path}.warm`, data, metadata, executor);
    const array = await createArray({
      store: new LocalStore(path, { fsync }),
      shape: [edge, edge, edge],
      dtype: "uint16",
      fillValue: 0,
      overwrite: true,
      ...metadata,
      executor,
    });
    return async () => {
      await array.set(null, data);
    };
  },
});
await executor?.[Symbol.asyncDispose]();
