import { MemoryStore } from "@zarrkit/store-memory";
import { expect, test } from "vitest";
import {
  consolidateMetadata,
  createArray,
  createGroup,
  openArray,
  openConsolidated,
  openGroup,
  zeros,
} from "../../src/index.ts";
import { listOf } from "../support/list-of.ts";

type Keys = Map<string, Uint8Array>;

const text = (store: Keys, key: string): string => Buffer.from(store.get(key) ?? []).toString();
const document = (store: Keys, key: string): Record<string, unknown> => JSON.parse(text(store, key));
const put = (store: Keys, key: string, value: object): unknown => store.set(key, Buffer.from(JSON.stringify(value)));

/** The document of a new array, changed, in a store by itself. */
async function changed(change: object, options: object = {}): Promise<Keys> {
  const store: Keys = new Map();
  await zeros([2], { store, ...options });
  const [key = ""] = [...store.keys()].filter((one) => one === "zarr.json" || one === ".zarray");
  put(store, key, { ...document(store, key), ...change });
  return store;
}

test.each([
  [2, ".zarray"],
  [3, "zarr.json"],
] as const)("85. documents of version %d are rewritten member for member, indented by 2", async (zarrFormat, key) => {
  const store: Keys = new Map();
  const array = await createArray({ store, shape: [2], dtype: "float32", zarrFormat, attributes: { a: [1] } });
  const before = text(store, key);
  expect(before).toMatch(/^\{\n {2}"/);
  await (await array.resize([3])).resize([2]);
  expect(text(store, key)).toBe(before);
  expect(document(store, key)).toEqual(zarrFormat === 3 ? array.metadata : document(store, ".zarray"));
});

test("86. unknown members are kept where they need not be understood, and refused by name otherwise", async () => {
  const extra = { must_understand: false, more: 1 };
  const store = await changed({ extra });
  await (await openArray(store)).updateAttributes({ a: 1 });
  expect(document(store, "zarr.json")["extra"]).toEqual(extra);
  await expect(openArray(await changed({ surprise: 1 }))).rejects.toThrow("surprise");
});

test("87. names of dimensions", async () => {
  for (const dimensionNames of [["x"], [1, 2]]) {
    await expect(zeros([1, 1], { dimensionNames } as never)).rejects.toThrow();
  }
  expect((await zeros([1, 1, 1], { dimensionNames: ["x", "x", null] })).dimensionNames).toEqual(["x", "x", null]);
  expect((await zeros([1])).metadata).not.toHaveProperty("dimension_names");
});

test("88. version 2: an empty list of filters is none, unknown members are ignored", async () => {
  const array = await openArray(await changed({ filters: [], surprise: 1 }, { zarrFormat: 2 }));
  expect(array.codecs.filters).toEqual([]);
});

test("89. version 2: Zstandard's checksum is written when it is on", async () => {
  const made = async (compressor: object): Promise<unknown> =>
    (await zeros([1], { compressor: compressor as never, zarrFormat: 2 })).metadata["compressor"];
  expect(await made({ id: "zstd", level: 3, checksum: true })).toEqual({ id: "zstd", level: 3, checksum: true });
  expect(await made({ id: "zstd", level: 3 })).toEqual({ id: "zstd", level: 3 });
});

test.each([
  ["float32", Number.NaN, "NaN"],
  ["float64", Number.NEGATIVE_INFINITY, "-Infinity"],
  ["bool", true, true],
  ["float16", "0x7e00", "NaN"],
])("90. the fill value of %s, %s, is written as %j", async (dtype, fillValue, json) => {
  const store: Keys = new Map();
  await createArray({ store, shape: [1], dtype, fillValue });
  expect(document(store, "zarr.json")["fill_value"]).toBe(json);
  const array = await openArray(store);
  expect((await array.get()).item(0)).toEqual(dtype === "bool" ? true : array.fillValue);
});

test("91. consolidated documents: paths in order, empty groups, odd names", async () => {
  const store: Keys = new Map();
  for (const path of ["b", "a", 'a/é "x"']) await createGroup({ store, path });
  await consolidateMetadata(store);
  const { consolidated_metadata: consolidated } = document(store, "zarr.json") as {
    consolidated_metadata: { kind: string; must_understand: boolean; metadata: Record<string, object> };
  };
  expect(consolidated).toMatchObject({ kind: "inline", must_understand: false });
  expect(Object.keys(consolidated.metadata)).toEqual(["a", "b", 'a/é "x"']);
  await createGroup({ store, path: "v2/a", zarrFormat: 2 });
  await consolidateMetadata(store, { path: "v2", zarrFormat: 2 });
  expect(Object.keys(document(store, "v2/.zmetadata")["metadata"] as object)).toEqual(
    expect.arrayContaining([".zgroup", "a/.zgroup"]),
  );
});

test("92. consolidated metadata believed, required, ignored, or by another name", async () => {
  const store: Keys = new Map();
  await zeros([1], { store, path: "x" });
  await expect(openGroup(store, { useConsolidated: true, mode: "r" })).rejects.toThrow();
  await expect(openConsolidated(store)).rejects.toThrow();
  await consolidateMetadata(store);
  await createGroup({ store, path: "late" });
  const seen = async (useConsolidated?: boolean): Promise<string[]> =>
    (await listOf((await openGroup(store, { useConsolidated })).keys())).sort();
  expect([await seen(), await seen(true), await seen(false)]).toEqual([["x"], ["x"], ["late", "x"]]);
  await expect(openGroup(store, { useConsolidated: ".other", mode: "r" })).rejects.toThrow();
  await expect(openConsolidated(store, { useConsolidated: false } as never)).rejects.toMatchObject({
    code: "INVALID_ARGUMENT",
  });
});

test("94. stale blocks of children are left out; the order of members and the case of names make no difference", async () => {
  const store: Keys = new Map();
  await zeros([1], { store, path: "g/x" });
  await zeros([2], { store, path: "g/X" });
  await consolidateMetadata(store, { path: "g" });
  await zeros([3], { store, path: "g/late" });
  const root = await consolidateMetadata(store);
  expect((await listOf(root.members({ maxDepth: null }))).map(([path]) => path)).toContain("g/late");
  const whole = document(store, "zarr.json") as { consolidated_metadata: { metadata: object } };
  whole.consolidated_metadata.metadata = Object.fromEntries(
    Object.entries(whole.consolidated_metadata.metadata).reverse(),
  );
  put(store, "zarr.json", whole);
  const again = await openConsolidated(store);
  expect([(await again.array("g/x")).shape, (await again.array("g/X")).shape]).toEqual([[1], [2]]);
});

test("95. a store that cannot list cannot be consolidated; without, it opens", async () => {
  const map: Keys = new Map();
  await createGroup({ store: map });
  const store = { get: (key: string) => map.get(key.replace(/^\//, "")), set: () => undefined } as never;
  await expect(consolidateMetadata(store)).rejects.toMatchObject({ code: "UNSUPPORTED" });
  await expect(openGroup(store, { mode: "r", useConsolidated: true })).rejects.toThrow();
  expect((await openGroup(store, { mode: "r" })).kind).toBe("group");
});

test("96. a store that cannot be written cannot be consolidated", async () => {
  const map: Keys = new Map();
  await createGroup({ store: map });
  const store = new MemoryStore(map, { readOnly: true });
  await expect(consolidateMetadata(store)).rejects.toMatchObject({ code: "READ_ONLY" });
});

test.each([
  [{ name: "default", separator: "/" }, ["c", "c/0/1"]],
  [{ name: "default", separator: "." }, ["c", "c.0.1"]],
  [{ name: "v2", separator: "." }, ["0", "0.1"]],
  [{ name: "v2", separator: "/" }, ["0", "0/1"]],
])("97. chunk keys of %j", async (chunkKeyEncoding, expected) => {
  const [scalar, matrix] = [new Map(), new Map()] as [Keys, Keys];
  await (await zeros([], { store: scalar, chunkKeyEncoding })).set(null, 1);
  await (await zeros([1, 2], { store: matrix, chunks: [1, 1], chunkKeyEncoding })).set([0, 1], 1);
  const keys = [scalar, matrix].map((store) => [...store.keys()].find((key) => key !== "zarr.json"));
  expect(keys).toEqual(expected);
  expect(await (await openArray(matrix)).nchunksInitialized()).toBe(1);
});
