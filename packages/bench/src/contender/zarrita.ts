// One measurement of zarrita in a process of its own: node zarrita.js <task as JSON>
import { FileSystemStore } from "@zarrita/storage";
import { create, get, open, set, slice } from "zarrita";
import { boxEdge, elements, openings, plannedChunks } from "../task.ts";
import { contend, readSource } from "./contend.ts";

await contend({
  async read({ path }) {
    const array = await open.v3(new FileSystemStore(path), { kind: "array" });
    await get(array, [0, 0, 0]);
    return async () => (await get(array)).data as Uint16Array;
  },

  async random({ path, corners }) {
    const array = await open.v3(new FileSystemStore(path), { kind: "array" });
    await get(array, [0, 0, 0]);
    return async (take) => {
      for (const corner of corners) {
        take(
          (
            await get(
              array,
              corner.map((start) => slice(start, start + boxEdge)),
            )
          ).data as Uint16Array,
        );
      }
    };
  },

  async open({ path }) {
    await open.v3(new FileSystemStore(path), { kind: "array" });
    return async () => {
      for (let opening = 0; opening < openings; opening++) await open.v3(new FileSystemStore(path), { kind: "array" });
    };
  },

  async element({ path, corners }) {
    const array = await open.v3(new FileSystemStore(path), { kind: "array" });
    await get(array, [0, 0, 0]);
    return async () => {
      const found = new Uint16Array(elements);
      for (let index = 0; index < elements; index++) {
        found[index] = (await get(array, [...(corners[index % corners.length] as readonly number[])])) as number;
      }
      return found;
    };
  },

  async plan() {
    const array = await create(new Map(), {
      shape: [plannedChunks],
      chunkShape: [1],
      dtype: "uint16",
      fillValue: 1,
      codecs: [{ name: "bytes", configuration: { endian: "little" } }],
    });
    return async () => (await get(array)).data as Uint16Array;
  },

  async write(task) {
    const { edge, path, storage } = task;
    const data = await readSource(task);
    const array = await create(new FileSystemStore(path), {
      shape: [edge, edge, edge],
      chunkShape: [storage.chunkEdge, storage.chunkEdge, storage.chunkEdge],
      dtype: "uint16",
      fillValue: 0,
      codecs: [{ name: "bytes", configuration: { endian: "little" } }, ...storage.compressors] as never,
    });
    return async () => {
      await set(array, null, { data, shape: [edge, edge, edge], stride: [edge * edge, edge, 1] });
    };
  },
});
