// One measurement of this library in a process of its own: node zarrkit.js <inline|workers> <task as JSON>
import { createArray, openArray, slice } from "@zarrkit/api";
import { LocalStore } from "@zarrkit/store-fs";
import { boxEdge, elements, openings, plannedChunks } from "../task.ts";
import { contend, readSource, zarrMetadata } from "./contend.ts";
import { openExecutor } from "./executor.ts";

const [threading] = process.argv.slice(2);
const executor = threading === "workers" ? await openExecutor() : undefined;

await contend({
  async read({ path }) {
    const array = await openArray<"uint16">(path, { mode: "r", executor });
    await array.item([0, 0, 0]);
    // Starts the pool, and lets each worker open the array.
    if (executor !== undefined) await array.get([slice(0, array.shards?.[0] ?? array.chunks[0])]);
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
