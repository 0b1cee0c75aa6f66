import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { MemoryStore } from "@zarrkit/store-memory";
import { beforeEach, describe, expect, test } from "vitest";
import {
  InvalidReferenceError,
  observed,
  parquetReferences,
  referenceStore,
  type StoreEvent,
} from "../../src/index.ts";
import { collect } from "../support/collect.ts";

// Written by kerchunk: see fixtures/record.py.
const fixtures = fileURLToPath(new URL("fixtures", import.meta.url));

function filesBelow(folder: string, prefix = ""): [string, Uint8Array][] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return filesBelow(path, `${prefix}${name}/`);
    return [[prefix + name, new Uint8Array(readFileSync(path))]];
  });
}

const layout = new Map(filesBelow(join(fixtures, "layout")));
const files = new MemoryStore(
  new Map([
    ["data.bin", Uint8Array.from({ length: 96 }, (_, index) => index)],
    ["whole.bin", Uint8Array.of(8, 0, 9, 0)],
  ]),
);
const document = readFileSync(join(fixtures, "references.json"), "utf8");

let events: StoreEvent[] = [];
beforeEach(() => {
  events = [];
});
const open = async (map = layout, options = {}) => {
  const store = observed(new MemoryStore(new Map(map)), (event) => events.push(event));
  return referenceStore(await parquetReferences(store, options), { store: files });
};
const fetched = () => events.splice(0).map(({ key }) => key);

test("what kerchunk wrote as Parquet is what it wrote as JSON", async () => {
  const [parquet, json] = [await open(), referenceStore(document, { store: files })];
  const keys = await collect(json.list(""));
  expect(await collect(parquet.list(""))).toEqual(keys);
  for (const key of keys) {
    const [found, expected] = [await parquet.get(key), await json.get(key)];
    if (!key.includes(".z")) expect(found, key).toEqual(expected);
    else
      expect(JSON.parse(new TextDecoder().decode(found)), key).toEqual(JSON.parse(new TextDecoder().decode(expected)));
  }
  for (const prefix of ["", "t/", "grid/", "scalar/", "nowhere/"]) {
    expect(await collect(parquet.listDir(prefix)), prefix).toEqual(await collect(json.listDir(prefix)));
  }
});

describe("a file of references", () => {
  test("is read when a chunk in it is asked for, and once", async () => {
    const store = await open();
    expect(fetched()).toEqual([".zmetadata"]);
    await store.get("grid/.zarray");
    expect(fetched()).toEqual([]);
    await Promise.all([store.get("grid/0.0"), store.get("grid/0.3"), store.get("grid/1.0")]);
    expect(fetched()).toEqual(["grid/refs.0.parq"]);
    expect(await store.get("grid/2.3")).toHaveLength(8);
    expect(fetched()).toEqual(["grid/refs.2.parq"]);
  });

  test("makes room for others", async () => {
    const store = await open(layout, { maxFiles: 1 });
    for (const key of ["grid/0.0", "grid/1.3", "grid/0.0"]) await store.get(key);
    expect(fetched()).toEqual([".zmetadata", "grid/refs.0.parq", "grid/refs.1.parq", "grid/refs.0.parq"]);
  });

  test("that is left out holds no chunks", async () => {
    const store = await open(new Map([...layout].filter(([name]) => name !== "grid/refs.1.parq")));
    expect([await store.get("grid/1.1"), await store.get("grid/1.3")]).toEqual([undefined, undefined]);
    expect(await collect(store.listDir("grid/"))).toHaveLength(1 + 7);
  });

  test("that is damaged is an error, each time", async () => {
    const bytes = (layout.get("t/refs.0.parq") as Uint8Array).slice(0, 700);
    const store = await open(new Map([...layout, ["t/refs.0.parq", bytes]]));
    for (let time = 0; time < 2; time++) {
      await expect(store.get("t/0")).rejects.toMatchObject({
        code: "INVALID_REFERENCE",
        message: expect.stringContaining("t/refs.0.parq"),
      });
    }
  });
});

test("a key that is none of a chunk is missing, without a look into any file", async () => {
  const store = await open();
  fetched();
  const keys = [
    "t/5",
    "t/00.0",
    "t/0.0",
    "t/x",
    "t/",
    "t",
    "grid/3.0",
    "grid/0",
    "scalar/1",
    "nowhere/0",
    "0",
    "t/c/0",
  ];
  for (const key of keys.filter((one) => !one.endsWith("/"))) expect(await store.get(key), key).toBeUndefined();
  expect(fetched()).toEqual([]);
});

test.each([
  ["nothing", new Map<string, Uint8Array>()],
  ["no JSON", new Map([[".zmetadata", Uint8Array.of(1)]])],
  ["no record size", new Map([[".zmetadata", new TextEncoder().encode('{"metadata":{}}')]])],
  ["a record size of 0", new Map([[".zmetadata", new TextEncoder().encode('{"metadata":{},"record_size":0}')]])],
  ["no metadata", new Map([[".zmetadata", new TextEncoder().encode('{"record_size":5}')]])],
  [
    "an array without chunks",
    new Map([[".zmetadata", new TextEncoder().encode('{"metadata":{"a/.zarray":{"shape":[1]}},"record_size":5}')]]),
  ],
])("a store with %s holds no references", async (_, map) => {
  await expect(parquetReferences(new MemoryStore(map))).rejects.toBeInstanceOf(InvalidReferenceError);
});
