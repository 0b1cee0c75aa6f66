import { copy, createGroup, openArray, openGroup, slice } from "@zarrkit/api";
import { DirectoryStore } from "@zarrkit/store-web-fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { newFolder, removeFolder } from "./folder.ts";

let folder: FileSystemDirectoryHandle;
beforeEach(async () => {
  folder = await newFolder();
});
afterEach(() => removeFolder(folder));

const values = Float64Array.from({ length: 30 * 40 }, (_, i) => i / 4);

for (const zarrFormat of [3, 2] as const) {
  test(`a hierarchy of version ${zarrFormat}, from its creation to its end`, async () => {
    const store = await DirectoryStore.open(folder);
    const root = await createGroup({ store, zarrFormat, attributes: { title: "größe" } });
    const shards = zarrFormat === 3 ? { shards: [10, 20] } : {};
    const array = await root.createArray("a/b", { shape: [30, 40], chunks: [5, 10], dtype: "float64", ...shards });
    await array.set(null, values);
    await array.set([slice(3, 12), 7], -1);
    await array.append({ data: new Float64Array(40).fill(9), shape: [1, 40] });
    await copy(array, root, { name: "c" });

    const again = await openGroup(await DirectoryStore.open(folder), { mode: "r+" });
    expect(again.attrs).toEqual({ title: "größe" });
    const names: string[] = [];
    for await (const [path] of again.members({ maxDepth: null })) names.push(path);
    expect(names.sort()).toEqual(["a", "a/b", "c"]);
    const read = await openArray(store, { mode: "r", path: "c", dtype: "float64" });
    expect(read.shape).toEqual([31, 40]);
    const expected = new Float64Array(31 * 40).fill(9);
    expected.set(values);
    for (let y = 3; y < 12; y++) expected[y * 40 + 7] = -1;
    expect((await read.get()).data).toEqual(expected);

    await again.delete("a");
    expect(await again.has("a/b")).toBe(false);
    expect(await store.get(zarrFormat === 3 ? "a/zarr.json" : "a/.zgroup")).toBeUndefined();
    expect((await openArray(store, { mode: "r", path: "c" })).shape).toEqual([31, 40]);
  });
}

test("writers of parts of one chunk, through handles of their own, lose nothing", async () => {
  const store = await DirectoryStore.open(folder);
  const whole = await (await createGroup({ store })).createArray("x", { shape: [40], chunks: [40], dtype: "int16" });
  const origin = await navigator.storage.getDirectory();
  await Promise.all(
    Array.from({ length: 40 }, async (_, i) => {
      const other = await DirectoryStore.open(await origin.getDirectoryHandle(folder.name));
      await (await openArray(other, { mode: "r+", path: "x" })).set([i], i + 1);
    }),
  );
  expect((await whole.get()).data).toEqual(Int16Array.from({ length: 40 }, (_, i) => i + 1));
});
