import { MemoryStore } from "@zarrkit/store-memory";
import { describe, expect, test } from "vitest";
import { consolidateMetadata, createGroup, open, openConsolidated, openGroup, zeros } from "../src/index.ts";
import { listOf } from "./support/list-of.ts";

async function hierarchy(zarrFormat: 2 | 3): Promise<Map<string, Uint8Array>> {
  const store = new Map<string, Uint8Array>();
  const root = await createGroup({ store, zarrFormat, attributes: { mark: 1 } });
  await root.createArray("a", { shape: [2] });
  await root.createArray("g/b", { shape: [3], attributes: { unit: "m" } });
  return store;
}

/** The keys that were asked for. */
class CountingStore extends MemoryStore {
  readonly asked: string[] = [];
  constructor(map: Map<string, Uint8Array>) {
    super(map);
    const { get } = this;
    this.get = (key, options) => {
      this.asked.push(key);
      return get(key, options);
    };
  }
}

describe.each([2, 3] as const)("consolidated metadata of version %d", (zarrFormat) => {
  test("answers for the nodes below without asking the store", async () => {
    const map = await hierarchy(zarrFormat);
    const consolidated = await consolidateMetadata(map);
    expect([consolidated.attrs, consolidated.zarrFormat]).toEqual([{ mark: 1 }, zarrFormat]);
    const store = new CountingStore(map);
    const root = await openConsolidated(store);
    store.asked.length = 0;
    expect((await listOf(root.members({ maxDepth: null }))).map(([path]) => path)).toEqual(["a", "g", "g/b"]);
    expect((await root.array("g/b")).attrs).toEqual({ unit: "m" });
    expect(store.asked).toEqual([]);
  });

  test("is used when it is there, required by true, and ignored by false", async () => {
    const store = await hierarchy(zarrFormat);
    await expect(openConsolidated(store)).rejects.toMatchObject({ name: "MetadataValidationError" });
    await consolidateMetadata(store);
    await zeros([1], { store, path: "late", zarrFormat });
    const names = async (useConsolidated?: boolean): Promise<string[]> =>
      listOf((await openGroup(store, { useConsolidated, mode: "r" })).keys());
    expect(await names()).toEqual(["a", "g"]);
    expect(await names(true)).toEqual(["a", "g"]);
    expect(await names(false)).toEqual(["a", "g", "late"]);
    const node = await open(store, { mode: "r" });
    expect(node.kind === "group" && (await listOf(node.keys()))).toEqual(["a", "g"]);
    await consolidateMetadata(store);
    expect(await names()).toEqual(["a", "g", "late"]);
  });

  test("of a group that is not the root", async () => {
    const store = await hierarchy(zarrFormat);
    await consolidateMetadata(store, { path: "g" });
    expect(await listOf((await openConsolidated(store, { path: "g" })).keys())).toEqual(["b"]);
    await expect(openConsolidated(store)).rejects.toMatchObject({ name: "MetadataValidationError" });
  });
});

test("where no group is, or the store cannot be written, it is refused", async () => {
  await expect(consolidateMetadata(new Map())).rejects.toMatchObject({ code: "GROUP_NOT_FOUND" });
  const map = await hierarchy(3);
  await expect(consolidateMetadata(new MemoryStore(map, { readOnly: true }))).rejects.toMatchObject({
    code: "READ_ONLY",
  });
});

test("version 2 documents may have another name", async () => {
  const store = await hierarchy(2);
  await consolidateMetadata(store);
  store.set("meta/.all", store.get(".zmetadata") as Uint8Array);
  store.delete(".zmetadata");
  expect(await listOf((await openConsolidated(store, { useConsolidated: "meta/.all" })).keys())).toEqual(["a", "g"]);
  await expect(openConsolidated(store)).rejects.toThrow();
});
