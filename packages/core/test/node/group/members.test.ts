import { describe, expect, test } from "vitest";
import type { Store } from "../../../src/contract/index.ts";
import { MetadataValidationError } from "../../../src/error/metadata-error.ts";
import { InvalidArgumentError, UnsupportedError } from "../../../src/error/usage-error.ts";
import { ZarrGroup } from "../../../src/node/group/group.ts";
import { caught } from "../../support/caught.ts";
import type { CountingStore } from "../../support/counting-store.ts";
import { collected, requestsOf, storeOf, zarrFormats } from "../../support/hierarchy.ts";
import { smallEnvironment } from "../../support/small-environment.ts";

const environment = smallEnvironment({ concurrency: 4 });

describe.each(zarrFormats)("members, version %i", (zarrFormat) => {
  async function start(): Promise<[CountingStore, ZarrGroup]> {
    const store = storeOf();
    const root = await ZarrGroup.create({ store, path: "" }, { zarrFormat }, environment);
    const array = { kind: "array", shape: [1], dtype: "int16" } as const;
    await collected(root.createHierarchy({ "g/h/i": { kind: "group" }, "g/x": array, "g/h/x": array, x: array }));
    store.reset();
    return [store, root];
  }

  test.each<[number | null | undefined, string[]]>([
    [undefined, ["g", "x"]],
    [0, ["g", "x"]],
    [1, ["g", "x", "g/h", "g/x"]],
    [2, ["g", "x", "g/h", "g/x", "g/h/i", "g/h/x"]],
    [null, ["g", "x", "g/h", "g/x", "g/h/i", "g/h/x"]],
  ])("maxDepth %j", async (maxDepth, expected) => {
    const [, root] = await start();
    const members = await collected(root.members({ maxDepth }));
    expect(members.map(([path]) => path)).toEqual(expected);
    expect(members.map(([, node]) => node.path)).toEqual(expected);
    expect(await root.nmembers({ maxDepth })).toBe(expected.length);
  });

  test("a subgroup names its own", async () => {
    const [, root] = await start();
    const group = await root.group("g/h");
    expect((await collected(group.members())).map(([path, node]) => [path, node.path])).toEqual([
      ["i", "g/h/i"],
      ["x", "g/h/x"],
    ]);
  });

  test("arrays and groups by themselves", async () => {
    const [, root] = await start();
    const group = await root.group("g");
    expect((await collected(group.arrays())).map(([name, node]) => [name, node.kind])).toEqual([["x", "array"]]);
    expect((await collected(group.groups())).map(([name, node]) => [name, node.kind])).toEqual([["h", "group"]]);
    expect(await collected(group.keys())).toEqual(["h", "x"]);
  });

  test("the report counts them when asked to", async () => {
    const [, root] = await start();
    expect(root.info()).not.toContain("No. members");
    expect(await root.infoComplete()).toBe(`${root.info()}\nNo. members : 6\nNo. arrays  : 3\nNo. groups  : 3`);
  });

  test.each([-1, 1.5, Number.NaN, "1" as unknown as number])("maxDepth %j is refused", async (maxDepth) => {
    const [, root] = await start();
    expect(await caught(collected(root.members({ maxDepth })))).toBeInstanceOf(InvalidArgumentError);
    expect(await caught(root.nmembers({ maxDepth }))).toBeInstanceOf(InvalidArgumentError);
  });

  test("what is no node of this format is left out", async () => {
    const [store, root] = await start();
    for (const key of ["stray.txt", "folder/file.txt", "g/.DS_Store", "g/c/0"]) store.map.set(key, Uint8Array.of(1));
    await ZarrGroup.create({ store, path: "other" }, { zarrFormat: zarrFormat === 2 ? 3 : 2 }, environment);
    expect(await collected(root.keys())).toEqual(["g", "x"]);
    expect(await root.nmembers({ maxDepth: null })).toBe(6);
    expect(await root.get("folder")).toBeUndefined();
    expect(await root.get("other")).toBeUndefined();
  });

  test("never more requests under way than the concurrency", async () => {
    const [store, root] = await start();
    const nodes = Array.from({ length: 60 }, (_, i) => [`n${i % 6}/m${i}`, { kind: "group" }] as const);
    await collected(root.createHierarchy(Object.fromEntries(nodes)));
    store.reset();
    expect(await root.nmembers({ maxDepth: null })).toBe(72);
    expect(store.mostPending).toBe(4);
  });

  test("each node is read once, and arrays are not looked into", async () => {
    const [store, root] = await start();
    const requests = await requestsOf(store, () => collected(root.members({ maxDepth: null })));
    expect(new Set(requests).size).toBe(requests.length);
    expect(requests.filter((request) => request.startsWith("list"))).toEqual([
      "list ",
      "list g/",
      "list g/h/",
      "list g/h/i/",
    ]);
  });

  test("names alone need nothing but the documents", async () => {
    const [store, root] = await start();
    const key = zarrFormat === 3 ? "x/zarr.json" : "x/.zarray";
    const odd = zarrFormat === 3 ? { zarr_format: 3, node_type: "array" } : { zarr_format: 2 };
    store.map.set(key, new TextEncoder().encode(JSON.stringify(odd)));
    expect(await collected(root.keys())).toEqual(["g", "x"]);
    expect(await root.has("x")).toBe(true);
    expect(await caught(collected(root.members()))).toBeInstanceOf(MetadataValidationError);
  });

  test("a store that cannot list says so", async () => {
    const [store] = await start();
    const deaf: Store = {
      contract: store.contract,
      description: store.description,
      get: store.get.bind(store),
    };
    const root = await ZarrGroup.open({ store: deaf, path: "" }, environment);
    expect(await caught(collected(root.members()))).toBeInstanceOf(UnsupportedError);
    expect((await root.get("g/x"))?.kind).toBe("array");
  });

  test("walking can be aborted", async () => {
    const [store, root] = await start();
    const controller = new AbortController();
    store.before = () => controller.abort(new Error("enough"));
    const error = await caught(collected(root.members({ maxDepth: null, signal: controller.signal })));
    expect(error.message).toBe("enough");
  });
});
