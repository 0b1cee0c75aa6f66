import { describe, expect, test } from "vitest";
import { MetadataValidationError } from "../../../src/error/metadata-error.ts";
import {
  ArrayNotFoundError,
  ContainsArrayError,
  ContainsGroupError,
  GroupNotFoundError,
} from "../../../src/error/node-error.ts";
import { ReadableArray } from "../../../src/node/array/readable-array.ts";
import { consolidateMetadata } from "../../../src/node/group/consolidate.ts";
import { ZarrGroup } from "../../../src/node/group/group.ts";
import { openGroup } from "../../../src/node/group/open-group.ts";
import { ReadableGroup } from "../../../src/node/group/readable-group.ts";
import { v3Document } from "../../support/array-document.ts";
import { caught } from "../../support/caught.ts";
import { CountingStore } from "../../support/counting-store.ts";
import { putJson } from "../../support/json-of.ts";
import { MapStore } from "../../support/map-store.ts";
import { smallEnvironment } from "../../support/small-environment.ts";

const environment = smallEnvironment();

async function listOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** A group with an array `a` and a group `g` with an array `b`. */
async function hierarchy(store: CountingStore, zarrFormat: 2 | 3): Promise<void> {
  const root = await ZarrGroup.create(
    { store: store.map, path: "" },
    { zarrFormat, attributes: { n: 1 } },
    environment,
  );
  const a = await root.createArray("a", { shape: [3], dtype: "int16" });
  await a.set(null, [1, 2, 3]);
  const g = await root.createGroup("g");
  await g.createArray("b", { shape: [2], dtype: "int16" });
  store.reset();
}

describe.each([2, 3] as const)("a group of version %i that is only read", (zarrFormat) => {
  test("asks at once, and answers with nodes that are only read", async () => {
    const store = new CountingStore();
    await hierarchy(store, zarrFormat);
    const opening = openGroup({ store, path: "" }, environment, { useConsolidated: false });
    expect(store.reads).toEqual(["zarr.json"]);
    const group = await opening;
    expect(group).toMatchObject({ kind: "group", zarrFormat, attrs: { n: 1 } });
    const array = await group.array("a");
    expect(array).toBeInstanceOf(ReadableArray);
    expect((await array.get()).toList()).toEqual([1, 2, 3]);
    const below = await group.group("g");
    expect(below).toBeInstanceOf(ReadableGroup);
    expect((await below.array("b")).path).toBe("g/b");
    expect(await group.get("g/b")).toBeInstanceOf(ReadableArray);
    expect(await group.get("")).toBe(group);
    expect([await group.has("g/b"), await group.has("g/c")]).toEqual([true, false]);
  });

  test("lists what it holds", async () => {
    const store = new CountingStore();
    await hierarchy(store, zarrFormat);
    const group = await openGroup({ store: store.map, path: "" }, environment);
    const members = await listOf(group.members({ maxDepth: null }));
    expect(members.map(([path, { kind }]) => [path, kind])).toEqual([
      ["a", "array"],
      ["g", "group"],
      ["g/b", "array"],
    ]);
    expect(await listOf(group.keys())).toEqual(["a", "g"]);
    expect((await listOf(group.arrays())).map(([name]) => name)).toEqual(["a"]);
    expect((await listOf(group.groups())).map(([name]) => name)).toEqual(["g"]);
    expect(await group.nmembers({ maxDepth: null })).toBe(3);
  });

  test("answers from consolidated metadata alone", async () => {
    const store = new CountingStore();
    await hierarchy(store, zarrFormat);
    await consolidateMetadata({ store: store.map, path: "" }, environment, { zarrFormat });
    const group = await openGroup({ store, path: "" }, environment);
    store.reset();
    expect((await group.array("g/b")).shape).toEqual([2]);
    expect(await group.has("gone")).toBe(false);
    expect(store.reads).toEqual([]);
    expect(await (await openGroup({ store, path: "" }, environment, { useConsolidated: false })).has("g")).toBe(true);
  });

  test("says what is missing or something else", async () => {
    const store = new CountingStore();
    await hierarchy(store, zarrFormat);
    const group = await openGroup({ store, path: "" }, environment);
    expect(await caught(group.array("x"))).toBeInstanceOf(ArrayNotFoundError);
    expect(await caught(group.group("x"))).toBeInstanceOf(GroupNotFoundError);
    expect(await caught(group.array("g"))).toBeInstanceOf(ContainsGroupError);
    expect(await caught(group.group("a"))).toBeInstanceOf(ContainsArrayError);
  });
});

test("opening a group says what is not there, and what cannot be read", async () => {
  const store = new MapStore();
  expect(await caught(openGroup({ store, path: "a" }, environment))).toBeInstanceOf(GroupNotFoundError);
  putJson(store, "a/zarr.json", v3Document());
  expect(await caught(openGroup({ store, path: "a" }, environment))).toBeInstanceOf(ContainsArrayError);
  putJson(store, "a/zarr.json", { zarr_format: 3, node_type: "group", attributes: 1 });
  expect(await caught(openGroup({ store, path: "a" }, environment))).toBeInstanceOf(MetadataValidationError);
});
