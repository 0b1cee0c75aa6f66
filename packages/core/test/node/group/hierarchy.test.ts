import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/contract/index.ts";
import {
  ContainsArrayError,
  ContainsGroupError,
  InvalidPathError,
  ReadOnlyError,
} from "../../../src/error/node-error.ts";
import { InvalidArgumentError } from "../../../src/error/usage-error.ts";
import { ZarrArray } from "../../../src/node/array/array.ts";
import { createHierarchy, ZarrGroup, type ZarrNode } from "../../../src/node/group/group.ts";
import type { CreateHierarchyOptions, HierarchyNodes } from "../../../src/node/group/hierarchy.ts";
import { withReadOnly } from "../../../src/store/read-only.ts";
import { v2Document, v3Document } from "../../support/array-document.ts";
import { caught } from "../../support/caught.ts";
import type { CountingStore } from "../../support/counting-store.ts";
import { collected, documentAt, keysOf, requestsOf, storeOf, zarrFormats } from "../../support/hierarchy.ts";
import { smallEnvironment } from "../../support/small-environment.ts";

const environment = smallEnvironment({ concurrency: 3 });
const array = { kind: "array", shape: [2, 3], dtype: "int16", fillValue: 5 } as const;
const group = { kind: "group" } as const;

/** Creates a hierarchy at a place, and answers the paths handed out, sorted. */
async function created(
  store: CountingStore,
  nodes: HierarchyNodes,
  options: CreateHierarchyOptions = {},
  path = "",
): Promise<string[]> {
  const pairs = await collected(createHierarchy({ store, path }, nodes, environment, options));
  return pairs.map(([at]) => at).sort();
}

describe.each(zarrFormats)("createHierarchy, version %i", (zarrFormat) => {
  const inFormat = { ...group, zarrFormat };
  const one = zarrFormat === 3 ? ["zarr.json"] : [".zattrs", ".zgroup"];

  test("makes the groups above the nodes, the root included, and hands them out", async () => {
    const store = storeOf();
    const nodes = { "a/b/c": { ...array, zarrFormat }, d: { ...group, attributes: { n: 1 } } };
    expect(await created(store, nodes)).toEqual(["", "a", "a/b", "a/b/c", "d"]);
    const root = await ZarrGroup.open({ store, path: "" }, environment, { zarrFormat });
    expect((await root.group("d")).attrs).toEqual({ n: 1 });
    expect((await root.group("a/b")).attrs).toEqual({});
    const made = await root.array("a/b/c");
    expect([made.shape, made.dtype, made.fillValue]).toEqual([[2, 3], "int16", 5]);
  });

  test("hands out nodes that work", async () => {
    const store = storeOf();
    const nodes = new Map<string, ZarrNode>();
    for await (const [path, node] of createHierarchy(
      { store, path: "" },
      { x: { ...array, zarrFormat } },
      environment,
    )) {
      nodes.set(path, node);
    }
    const made = nodes.get("x") as ZarrArray;
    await made.set(null, 9);
    expect((await made.get()).toList()).toEqual([
      [9, 9, 9],
      [9, 9, 9],
    ]);
    expect(nodes.get("")).toBeInstanceOf(ZarrGroup);
  });

  test("without nodes does nothing", async () => {
    const store = storeOf();
    expect(await created(store, {})).toEqual([]);
    expect(store.requests).toEqual([]);
  });

  test("the root alone", async () => {
    const store = storeOf();
    expect(await created(store, { "": { ...inFormat, attributes: { r: 1 } } })).toEqual([""]);
    expect(keysOf(store)).toEqual(one);
    expect((await ZarrGroup.open({ store, path: "" }, environment)).attrs).toEqual({ r: 1 });
  });

  test("takes an array as the root", async () => {
    const store = storeOf();
    expect(await created(store, { "": { ...array, zarrFormat } })).toEqual([""]);
    expect((await ZarrArray.open({ store, path: "" }, environment)).shape).toEqual([2, 3]);
  });

  test("leaves groups alone that exist and were not asked for", async () => {
    const store = storeOf();
    await created(store, { a: { ...inFormat, attributes: { mine: 1 } } });
    for (const overwrite of [false, true]) {
      expect(await created(store, { [`a/${overwrite}`]: inFormat }, { overwrite })).toEqual([`a/${overwrite}`]);
    }
    expect((await ZarrGroup.open({ store, path: "a" }, environment)).attrs).toEqual({ mine: 1 });
  });

  test("does not write an implied group over one that appeared meanwhile", async () => {
    const store = storeOf();
    store.before = (kind) => {
      if (kind !== "set" || store.map.values.has("a/mine")) return;
      store.map.set("a/mine", Uint8Array.of(1));
      for (const name of one) store.map.set(`a/${name}`, Uint8Array.of(1));
    };
    expect(await created(store, { "a/b": inFormat })).toEqual(["", "a/b"]);
    for (const name of one) expect(store.map.get(`a/${name}`)).toEqual(Uint8Array.of(1));
  });

  test("refuses nodes that exist, before anything is written", async () => {
    const store = storeOf();
    await created(store, { a: inFormat, x: { ...array, zarrFormat } });
    const before = keysOf(store);
    expect(await caught(created(store, { new: inFormat, a: inFormat }))).toBeInstanceOf(ContainsGroupError);
    expect(await caught(created(store, { new: inFormat, x: inFormat }))).toBeInstanceOf(ContainsArrayError);
    expect(await caught(created(store, { new: inFormat, "x/y": inFormat }))).toBeInstanceOf(ContainsArrayError);
    expect(await caught(created(store, { "": inFormat }))).toBeInstanceOf(ContainsGroupError);
    expect(keysOf(store)).toEqual(before);
  });

  test("overwrite deletes what lies below the nodes given, and nothing else", async () => {
    const store = storeOf();
    await created(store, { "a/old": inFormat, "a/b/old": inFormat, "ab/kept": inFormat });
    expect(await created(store, { "a/b": { ...array, zarrFormat } }, { overwrite: true })).toEqual(["a/b"]);
    const root = await ZarrGroup.open({ store, path: "" }, environment);
    expect((await collected(root.members({ maxDepth: null }))).map(([path]) => path)).toEqual([
      "a",
      "ab",
      "a/b",
      "a/old",
      "ab/kept",
    ]);
    expect((await root.get("a/b"))?.kind).toBe("array");
  });

  test("overwrite keeps what lies below a group that has to be made", async () => {
    const store = storeOf();
    await created(store, { "a/kept": inFormat });
    for (const name of one) store.map.delete(`a/${name}`);
    expect(await created(store, { "a/b": inFormat }, { overwrite: true })).toEqual(["a", "a/b"]);
    expect(await collected((await ZarrGroup.open({ store, path: "a" }, environment)).keys())).toEqual(["b", "kept"]);
  });

  test("overwriting a group replaces an array below it by a group that is implied", async () => {
    const store = storeOf();
    await created(store, { "a/x": { ...array, zarrFormat } });
    const nodes = { a: inFormat, "a/x/y": inFormat };
    expect(await created(store, nodes, { overwrite: true })).toEqual(["a", "a/x", "a/x/y"]);
    expect((await (await ZarrGroup.open({ store, path: "a" }, environment)).get("x"))?.kind).toBe("group");
    // Not so where nothing above was given.
    await created(store, { "b/x": { ...array, zarrFormat } });
    expect(await caught(created(store, { "b/x/y": inFormat }, { overwrite: true }))).toBeInstanceOf(ContainsArrayError);
  });

  test("starts anywhere; groups above that place are made and not handed out", async () => {
    const store = storeOf();
    expect(await created(store, { "a/b": inFormat }, {}, "x/y")).toEqual(["", "a", "a/b"]);
    expect(keysOf(store)).toEqual(
      ["", "x/", "x/y/", "x/y/a/", "x/y/a/b/"].flatMap((at) => one.map((name) => at + name)).sort(),
    );
  });

  test("takes documents", async () => {
    const store = storeOf();
    const document = zarrFormat === 3 ? v3Document({ attributes: { u: 1 } }) : v2Document({ attributes: { u: 1 } });
    const node = zarrFormat === 3 ? { node_type: "group" } : {};
    const nodes = { x: document, g: { zarr_format: zarrFormat, ...node, attributes: { v: 2 } }, k: group };
    expect(await created(store, nodes)).toEqual(["", "g", "k", "x"]);
    const root = await ZarrGroup.open({ store, path: "" }, environment, { zarrFormat });
    expect((await root.array("x")).attrs).toEqual({ u: 1 });
    expect((await root.array("x")).chunks).toEqual([2, 3]);
    expect((await root.group("g")).attrs).toEqual({ v: 2 });
    if (zarrFormat === 2) expect(Object.keys(documentAt(store, "x/.zarray"))).not.toContain("attributes");
  });

  test("never has more requests under way than the concurrency", async () => {
    const store = storeOf();
    const nodes = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`g${i % 5}/n${i}`, inFormat]));
    expect(await created(store, nodes)).toHaveLength(46);
    expect(store.mostPending).toBe(3);
    store.reset();
    await created(store, nodes, { overwrite: true });
    expect(store.mostPending).toBe(3);
  });

  test("hands a node out once it is complete", async () => {
    const store = storeOf();
    for await (const [path] of createHierarchy({ store, path: "" }, { a: inFormat, b: inFormat }, environment)) {
      const at = path === "" ? "" : `${path}/`;
      for (const name of one) expect(store.map.values.has(at + name)).toBe(true);
    }
  });
});

describe("createHierarchy", () => {
  const store = storeOf();
  const fails = (nodes: HierarchyNodes) => caught(created(store, nodes));

  test.each<[string, HierarchyNodes]>([
    ["paths that are one", { "a/b": group, "/a//b/": group }],
    ["both versions", { a: { ...group, zarrFormat: 2 }, b: { ...group, zarrFormat: 3 } }],
    ["both versions, in documents", { a: v2Document(), b: v3Document() }],
    ["a node below an array", { a: array, "a/b": group }],
    ["a node far below an array", { "a/b/c": group, a: array }],
    ["another kind", { a: { kind: "dataset" } as never }],
    ["no kind", { a: {} }],
    ["another format", { a: { zarr_format: 4 } }],
    ["what is no object", { a: null as never }],
  ])("refuses %s", async (_, nodes) => {
    expect(await fails(nodes)).toBeInstanceOf(InvalidArgumentError);
  });

  test.each(["../a", "a/../b", "__x", "a/zarr.json", "..."])("refuses the path %j", async (path) => {
    expect(await fails({ [path]: group })).toBeInstanceOf(InvalidPathError);
  });

  test("refuses documents, options and attributes that are not valid before anything is written", async () => {
    expect((await fails({ a: group, b: v3Document({ shape: [-1] }) })).code).toBe("INVALID_METADATA");
    expect((await fails({ a: group, b: { ...array, dtype: "nobody" } })).code).toBe("INVALID_DATA_TYPE");
    const attributes = { when: new Date(0) } as unknown as JsonObject;
    expect((await fails({ a: group, b: { ...group, attributes } })).code).toBe("INVALID_METADATA");
    expect(keysOf(store)).toEqual([]);
  });

  test("refuses a read-only store", async () => {
    const readOnly = withReadOnly(store) as unknown as CountingStore;
    expect(await caught(created(readOnly, { a: group }))).toBeInstanceOf(ReadOnlyError);
  });

  test("nodes that leave their format open follow the others", async () => {
    const empty = storeOf();
    await created(empty, { a: group, b: { ...array, zarrFormat: 2 } });
    expect(keysOf(empty)).toEqual([".zattrs", ".zgroup", "a/.zattrs", "a/.zgroup", "b/.zarray", "b/.zattrs"]);
  });

  test("takes a map", async () => {
    const empty = storeOf();
    expect(await created(empty, new Map([["a", group]]))).toEqual(["", "a"]);
  });

  test("stops at the first failure of the store", async () => {
    const failing = storeOf();
    failing.before = (kind, key) => {
      if (kind === "set" && key === "n5/zarr.json") throw new Error("disk full");
    };
    const nodes = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`n${i}`, group]));
    const error = await caught(created(failing, nodes));
    expect(error).toMatchObject({ code: "STORE", key: "n5/zarr.json" });
    expect(failing.pending).toBe(0);
    expect(failing.of("set").length).toBeLessThan(12);
  });
});

describe.each(zarrFormats)("ZarrGroup.createHierarchy, version %i", (zarrFormat) => {
  const start = async (): Promise<[CountingStore, ZarrGroup]> => {
    const store = storeOf();
    return [store, await ZarrGroup.create({ store, path: "top/g" }, { zarrFormat }, environment)];
  };

  test("takes paths from the group and its format, and hands both out so", async () => {
    const [store, parent] = await start();
    const pairs = await collected(parent.createHierarchy({ "a/x": array }));
    expect(pairs.map(([path, node]) => [path, node.path, node.zarrFormat]).sort()).toEqual([
      ["a", "top/g/a", zarrFormat],
      ["a/x", "top/g/a/x", zarrFormat],
    ]);
    expect((await ZarrArray.open({ store, path: "top/g/a/x" }, environment)).shape).toEqual([2, 3]);
  });

  test("refuses the group itself, and the other format", async () => {
    const [store, parent] = await start();
    const requests = await requestsOf(store, async () => {
      for (const path of ["", "/"]) {
        expect(await caught(collected(parent.createHierarchy({ [path]: group })))).toBeInstanceOf(InvalidArgumentError);
      }
      const other = zarrFormat === 2 ? 3 : 2;
      for (const node of [{ ...group, zarrFormat: other } as const, other === 3 ? v3Document() : v2Document()]) {
        expect(await caught(collected(parent.createHierarchy({ a: node })))).toBeInstanceOf(InvalidArgumentError);
      }
    });
    expect(requests).toEqual([]);
  });
});
