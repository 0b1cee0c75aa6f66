import { describe, expect, test } from "vitest";
import { StoreError } from "../../../src/error/data-error.ts";
import { MetadataValidationError, NodeTypeValidationError } from "../../../src/error/metadata-error.ts";
import {
  ArrayNotFoundError,
  ContainsArrayError,
  GroupNotFoundError,
  NodeNotFoundError,
} from "../../../src/error/node-error.ts";
import { ZarrArray } from "../../../src/node/array/array.ts";
import { openNode, ZarrGroup } from "../../../src/node/group/group.ts";
import { v2Document, v3Document } from "../../support/array-document.ts";
import { caught } from "../../support/caught.ts";
import { CountingStore } from "../../support/counting-store.ts";
import { putJson } from "../../support/json-of.ts";
import { MapStore } from "../../support/map-store.ts";
import { smallEnvironment } from "../../support/small-environment.ts";
import { turns } from "../../support/turns.ts";

const environment = smallEnvironment();
const group = { zarr_format: 3, node_type: "group" };
const holding = (documents: { readonly [key: string]: Parameters<typeof putJson>[2] }) => {
  const store = new CountingStore();
  for (const [key, document] of Object.entries(documents)) putJson(store.map, key, document);
  return store;
};
const openArray = (store: CountingStore, zarrFormat?: 2 | 3) =>
  ZarrArray.open({ store, path: "a" }, environment, { zarrFormat });
const openGroup = (store: CountingStore, zarrFormat?: 2 | 3) =>
  ZarrGroup.open({ store, path: "a" }, environment, { zarrFormat });

describe("requests", () => {
  test("opening version 3 takes one", async () => {
    const store = holding({ "a/zarr.json": v3Document() });
    await openArray(store);
    expect(store.reads).toEqual(["a/zarr.json"]);
    const groups = holding({ "a/zarr.json": group });
    await openGroup(groups, 3);
    expect(groups.reads).toEqual(["a/zarr.json"]);
  });

  test("opening version 2 takes one round more, all of its documents together", async () => {
    const store = holding({ "a/.zarray": v2Document() });
    await openArray(store);
    expect(store.reads[0]).toBe("a/zarr.json");
    expect(store.reads).toContain("a/.zarray");
    expect(store.reads).toContain("a/.zattrs");
    expect(store.mostPending).toBe(store.reads.length - 1);
  });

  test("opening version 2 by its name takes one round", async () => {
    const store = holding({ "a/.zarray": v2Document(), "a/.zattrs": { a: 1 } });
    const array = await openArray(store, 2);
    expect(array.attrs).toEqual({ a: 1 });
    expect(store.reads).not.toContain("a/zarr.json");
    expect(store.mostPending).toBe(store.reads.length);
  });

  test("opening version 3 by its name asks for nothing else when it is missing", async () => {
    const store = holding({ "a/.zarray": v2Document() });
    expect(await caught(openArray(store, 3))).toBeInstanceOf(ArrayNotFoundError);
    expect(store.reads).toEqual(["a/zarr.json"]);
  });
});

describe("what is there", () => {
  test("of two versions in one place the third wins, unless the second is asked for", async () => {
    const store = holding({ "a/zarr.json": v3Document({ shape: [3, 3] }), "a/.zarray": v2Document() });
    expect((await openArray(store)).zarrFormat).toBe(3);
    expect((await openArray(store, 2)).zarrFormat).toBe(2);
  });

  test.each([
    ["a v3 array", { "a/zarr.json": v3Document() }, "array", 3],
    ["a v3 group", { "a/zarr.json": group }, "group", 3],
    ["a v2 array", { "a/.zarray": v2Document() }, "array", 2],
    ["a v2 group", { "a/.zgroup": { zarr_format: 2 } }, "group", 2],
  ] as const)("%s opens as what it is", async (_, documents, kind, zarrFormat) => {
    const node = await openNode({ store: holding(documents), path: "a" }, environment);
    expect([node.kind, node.zarrFormat, node.path]).toEqual([kind, zarrFormat, "a"]);
  });

  test("the root may be an array", async () => {
    const store = holding({ "zarr.json": v3Document() });
    const node = await openNode({ store, path: "" }, environment);
    expect([node.kind, node.name, node.basename]).toEqual(["array", "/", ""]);
  });
});

// As zarr-python answers mode "r": `open_array` and `open_group`.
describe("asking for the other kind", () => {
  test.each([
    ["nothing", {}, ArrayNotFoundError],
    ["something else", { "a/junk": "x" }, ArrayNotFoundError],
    ["a v3 group", { "a/zarr.json": group }, NodeTypeValidationError],
    ["a v2 group", { "a/.zgroup": { zarr_format: 2 } }, ArrayNotFoundError],
    ["deeper nodes only", { "a/b/zarr.json": v3Document() }, ArrayNotFoundError],
  ])("an array where there is %s", async (_, documents, kind) => {
    const error = await caught(openArray(holding(documents)));
    expect(error).toBeInstanceOf(kind);
    expect(error).toMatchObject({ path: "a", store: "counting://test" });
  });

  test.each([
    ["nothing", {}, undefined, GroupNotFoundError],
    ["something else", { "a/junk": "x" }, undefined, GroupNotFoundError],
    ["a v3 array", { "a/zarr.json": v3Document() }, undefined, ContainsArrayError],
    ["a v2 array", { "a/.zarray": v2Document() }, undefined, GroupNotFoundError],
    ["a v2 array, by its version", { "a/.zarray": v2Document() }, 2 as const, GroupNotFoundError],
    ["a v3 group, by version 2", { "a/zarr.json": group }, 2 as const, GroupNotFoundError],
    // Groups are no longer implied by what lies below them.
    ["deeper nodes only", { "a/b/zarr.json": group }, undefined, GroupNotFoundError],
  ])("a group where there is %s", async (_, documents, zarrFormat, kind) => {
    const error = await caught(openGroup(holding(documents), zarrFormat));
    expect(error).toBeInstanceOf(kind);
    expect(error).toMatchObject({ path: "a", store: "counting://test" });
  });

  test("anything where there is nothing names every key that was tried", async () => {
    const error = await caught(openNode({ store: holding({}), path: "a" }, environment));
    expect(error).toBeInstanceOf(NodeNotFoundError);
    for (const name of ["zarr.json", ".zarray", ".zgroup"]) expect(error.message).toContain(name);
  });
});

describe("what goes wrong", () => {
  test("a v2 document that cannot be read is the error, not that v3 is missing", async () => {
    const store = holding({ "a/.zarray": v2Document({ dtype: "<q7" }) });
    const error = await caught(openArray(store));
    expect(error).toBeInstanceOf(MetadataValidationError);
    expect(error.message).toContain("<q7");
    expect(error.path).toBe("a");
  });

  test("a broken document says which it is", async () => {
    const error = await caught(openArray(holding({ "a/zarr.json": "{" })));
    expect(error).toBeInstanceOf(MetadataValidationError);
    expect(error.key).toBe("a/zarr.json");
  });

  test("a document of neither kind is refused", async () => {
    for (const nodeType of ["dataset", 1, undefined]) {
      const store = holding({ "a/zarr.json": v3Document({ node_type: nodeType }) });
      expect(await caught(openNode({ store, path: "a" }, environment))).toBeInstanceOf(NodeTypeValidationError);
      expect(await caught(openGroup(store))).toBeInstanceOf(NodeTypeValidationError);
    }
  });

  test("a store that fails is no missing node", async () => {
    const store = holding({});
    store.before = () => {
      throw new Error("403");
    };
    for (const open of [openArray, openGroup]) {
      const error = await caught(open(store));
      expect(error).toBeInstanceOf(StoreError);
      expect(error.key).toBe("a/zarr.json");
    }
  });

  test("opening can be stopped", async () => {
    const store = holding({ "a/zarr.json": v3Document() });
    const controller = new AbortController();
    store.before = () => controller.abort(new Error("enough"));
    const opened = ZarrArray.open({ store, path: "a" }, environment, { signal: controller.signal });
    expect((await caught(opened)).message).toBe("enough");
  });

  test("a store of nothing but get is enough", async () => {
    const map = new MapStore();
    putJson(map, "a/zarr.json", v3Document());
    const store = { contract: "zarrkit.store.v1", description: "plain", get: (key: string) => map.get(key) } as const;
    const array = await ZarrArray.open({ store, path: "a" }, environment);
    expect([array.readOnly, (await array.get()).shape]).toEqual([true, [4, 6]]);
  });
});

describe("those who open a node at the same time", () => {
  const held = () => {
    const store = holding({ "a/zarr.json": v3Document() });
    let letGo = (): void => {};
    const waiting = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    store.before = () => waiting;
    return { store, letGo };
  };
  const openWith = (store: CountingStore, signal?: AbortSignal) =>
    ZarrArray.open({ store, path: "a" }, environment, { signal });

  test("share its documents", async () => {
    const { store, letGo } = held();
    const opened = [openArray(store), openArray(store), openNode({ store, path: "a" }, environment)];
    letGo();
    for (const node of await Promise.all(opened)) expect(node.kind).toBe("array");
    expect(store.reads).toEqual(["a/zarr.json"]);
  });

  test("do not lose them when some leave", async () => {
    const { store, letGo } = held();
    const controller = new AbortController();
    const reason = new Error("enough");
    const leaving = [openWith(store, controller.signal), openWith(store, controller.signal)].map(caught);
    const staying = openWith(store);
    await Promise.resolve();
    controller.abort(reason);
    for (const left of leaving) expect(await left).toBe(reason);
    letGo();
    expect((await staying).shape).toEqual((await openWith(store)).shape);
    expect(store.reads).toHaveLength(2);
  });

  test("stop the request when the last one has left", async () => {
    const { store } = held();
    let seen: AbortSignal | undefined;
    const get = store.get.bind(store);
    store.get = (key, options) => {
      seen = options?.signal;
      return get(key, options);
    };
    const controllers = [new AbortController(), new AbortController()];
    const leaving = controllers.map(({ signal }) => caught(openWith(store, signal)));
    await Promise.resolve();
    controllers[0]?.abort();
    expect(seen?.aborted).toBe(false);
    controllers[1]?.abort();
    expect(seen?.aborted).toBe(true);
    await Promise.all(leaving);
  });

  test("see what was written before they came", async () => {
    const { store, letGo } = held();
    const { before } = store;
    store.before = () => {};
    const array = await openArray(store);
    store.before = before;
    const early = openArray(store);
    await turns();
    store.before = () => {};
    await array.updateAttributes({ now: true });
    expect((await openArray(store)).attrs).toMatchObject({ now: true });
    letGo();
    await early;
  });
});
