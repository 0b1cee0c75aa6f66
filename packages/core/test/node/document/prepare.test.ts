import { describe, expect, test } from "vitest";
import {
  ContainsArrayAndGroupError,
  ContainsArrayError,
  ContainsGroupError,
  InvalidPathError,
  ReadOnlyError,
} from "../../../src/error/node-error.ts";
import { ZarrArray } from "../../../src/node/array/array.ts";
import { ZarrGroup } from "../../../src/node/group/group.ts";
import { withReadOnly } from "../../../src/store/read-only.ts";
import { v2Document, v3Document } from "../../support/array-document.ts";
import { caught } from "../../support/caught.ts";
import { CountingStore } from "../../support/counting-store.ts";
import { jsonOf, putJson } from "../../support/json-of.ts";
import { MapStore } from "../../support/map-store.ts";
import { smallEnvironment } from "../../support/small-environment.ts";

const environment = smallEnvironment();
const group = { zarr_format: 3, node_type: "group" };
const createArray = (store: MapStore, path: string, options: object = {}) =>
  ZarrArray.create({ store, path }, { shape: [2], ...options }, environment);
const createGroup = (store: MapStore, path: string, options: object = {}) =>
  ZarrGroup.create({ store, path }, options, environment);

describe("the groups above a new node", () => {
  test("are written where they are missing, up to the root", async () => {
    const store = new MapStore();
    await createArray(store, "a/b/c");
    expect([...store.values.keys()].sort()).toEqual(["a/b/c/zarr.json", "a/b/zarr.json", "a/zarr.json", "zarr.json"]);
    expect(jsonOf(store, "a/b/zarr.json")).toEqual({ attributes: {}, zarr_format: 3, node_type: "group" });
  });

  test("of version 2 are those of version 2", async () => {
    const store = new MapStore();
    await createGroup(store, "a/b", { zarrFormat: 2 });
    expect([...store.values.keys()].sort()).toEqual([
      ".zattrs",
      ".zgroup",
      "a/.zattrs",
      "a/.zgroup",
      "a/b/.zattrs",
      "a/b/.zgroup",
    ]);
    expect(jsonOf(store, "a/.zgroup")).toEqual({ zarr_format: 2 });
  });

  test("are left alone where they exist", async () => {
    const store = new MapStore();
    await createGroup(store, "a", { attributes: { mine: 1 } });
    await createArray(store, "a/b");
    expect(jsonOf(store, "a/zarr.json")?.["attributes"]).toEqual({ mine: 1 });
  });

  test("are not written over one that appeared meanwhile", async () => {
    const store = new CountingStore();
    let appeared = false;
    store.before = (kind) => {
      if (kind !== "set" || appeared) return;
      appeared = true;
      putJson(store.map, "a/zarr.json", { ...group, attributes: { mine: 1 } });
    };
    await ZarrArray.create({ store, path: "a/b" }, { shape: [2] }, environment);
    expect(jsonOf(store.map, "a/zarr.json")?.["attributes"]).toEqual({ mine: 1 });
  });

  test.each([2, 3] as const)("must not be arrays of version %i", async (zarrFormat) => {
    const store = new MapStore();
    await createArray(store, "a", { zarrFormat });
    const before = [...store.values.keys()];
    for (const overwrite of [false, true]) {
      const error = await caught(createArray(store, "a/b/c", { zarrFormat, overwrite }));
      expect(error).toBeInstanceOf(ContainsArrayError);
      expect(error.path).toBe("a");
    }
    expect([...store.values.keys()]).toEqual(before);
  });
});

describe("a node in the way", () => {
  test.each([
    ["a v3 array", { "a/zarr.json": v3Document() }, 3, ContainsArrayError],
    ["a v3 group", { "a/zarr.json": group }, 3, ContainsGroupError],
    ["a v2 array", { "a/.zarray": v2Document() }, 2, ContainsArrayError],
    ["a v2 group", { "a/.zgroup": { zarr_format: 2 } }, 2, ContainsGroupError],
    [
      "a v2 array and group",
      { "a/.zarray": v2Document(), "a/.zgroup": { zarr_format: 2 } },
      2,
      ContainsArrayAndGroupError,
    ],
  ])("is refused: %s", async (_, documents, zarrFormat, kind) => {
    const store = new MapStore();
    for (const [key, document] of Object.entries(documents)) putJson(store, key, document);
    const before = new Map(store.values);
    for (const create of [createArray, createGroup]) {
      const error = await caught(create(store, "a", { zarrFormat }));
      expect(error).toBeInstanceOf(kind);
      expect(error.message).toMatch(/overwrite: true/);
      expect(error.path).toBe("a");
    }
    expect(store.values).toEqual(before);
  });

  test("is deleted with everything below it when it is to be overwritten", async () => {
    const store = new MapStore();
    await createArray(store, "a/b");
    putJson(store, "a/junk", "x");
    putJson(store, "ab/zarr.json", group);
    await createArray(store, "a", { overwrite: true });
    expect([...store.values.keys()].sort()).toEqual(["a/zarr.json", "ab/zarr.json", "zarr.json"]);
  });

  test("of the other version is not noticed", async () => {
    const store = new MapStore();
    putJson(store, "a/.zarray", v2Document());
    await createArray(store, "a");
    expect(store.values.has("a/.zarray")).toBe(true);
  });

  test("stays when the new one is not valid", async () => {
    const store = new MapStore();
    await createArray(store, "a");
    const before = new Map(store.values);
    for (const bad of [
      { dtype: "nothing" },
      { shape: [-1] },
      { codecs: [] },
      { compressors: "zopfli" },
      { chunks: [0] },
    ]) {
      await caught(createArray(store, "a", { ...bad, overwrite: true }));
    }
    expect(store.values).toEqual(before);
  });
});

describe("a place", () => {
  test.each(["__a", "a/...", "zarr.json"])("must not be called %s", async (path) => {
    const store = new MapStore();
    expect(await caught(createArray(store, path))).toBeInstanceOf(InvalidPathError);
    expect(await caught(createGroup(store, path))).toBeInstanceOf(InvalidPathError);
    expect(store.values.size).toBe(0);
  });

  test("in a read-only store is refused", async () => {
    const store = new CountingStore();
    for (const create of [ZarrArray.create, ZarrGroup.create] as const) {
      const location = { store: withReadOnly(store), path: "a" };
      expect(await caught(create(location, { shape: [1] }, environment))).toBeInstanceOf(ReadOnlyError);
    }
    expect(store.map.values.size).toBe(0);
  });
});
