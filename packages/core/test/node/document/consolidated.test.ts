import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/contract/index.ts";
import { MetadataValidationError } from "../../../src/error/metadata-error.ts";
import { ArrayNotFoundError, GroupNotFoundError, ReadOnlyError } from "../../../src/error/node-error.ts";
import { InvalidArgumentError, UnsupportedError } from "../../../src/error/usage-error.ts";
import { consolidateMetadata } from "../../../src/node/group/consolidate.ts";
import { openNode, ZarrGroup } from "../../../src/node/group/group.ts";
import { withReadOnly } from "../../../src/store/read-only.ts";
import { v3Document } from "../../support/array-document.ts";
import { caught } from "../../support/caught.ts";
import type { CountingStore } from "../../support/counting-store.ts";
import {
  collected,
  consolidatedKey,
  documentAt,
  ordered,
  requestsOf,
  storeOf,
  type ZarrFormat,
  zarrFormats,
} from "../../support/hierarchy.ts";
import { parseJson } from "../../support/parse-json.ts";
import { smallEnvironment } from "../../support/small-environment.ts";
import { zarrPythonV2, zarrPythonV3 } from "../group/zarr-python-hierarchy.ts";

const environment = smallEnvironment();
const theirs = { 2: zarrPythonV2, 3: zarrPythonV3 };
const jsonOf = (text: string): JsonObject => parseJson(text) as JsonObject;
const open = (store: CountingStore, path = "", options = {}) => ZarrGroup.open({ store, path }, environment, options);
const paths = async (group: ZarrGroup): Promise<string[]> =>
  (await collected(group.members({ maxDepth: null }))).map(([path]) => path);

/** `a` (group) with `a/b` (group, holding `a/b/leaf`) and `a/y` (array); `x` (array); consolidated at the root. */
async function consolidatedStore(zarrFormat: ZarrFormat): Promise<CountingStore> {
  const store = storeOf();
  const root = await ZarrGroup.create({ store, path: "" }, { zarrFormat, attributes: { title: "t" } }, environment);
  await root.createGroup("a/b/leaf", { attributes: { k: 1 } });
  await root.createArray("a/y", { shape: [4], chunks: [2], dtype: "int32", fillValue: 7 });
  await root.createArray("x", { shape: [2, 2], dtype: "int16", attributes: { u: "м" } });
  await consolidateMetadata({ store, path: "" }, environment);
  return store;
}

/** A version 3 root whose block holds these documents. */
const rootWith = (metadata: JsonObject, block: JsonObject = {}): CountingStore =>
  storeOf({
    "zarr.json": {
      zarr_format: 3,
      node_type: "group",
      consolidated_metadata: { kind: "inline", must_understand: false, metadata, ...block },
    },
  });
const subgroup: JsonObject = { zarr_format: 3, node_type: "group", attributes: {} };

describe.each(zarrFormats)("interchange with zarr-python, version %i", (zarrFormat) => {
  const { before, consolidated, subgroup, deleted } = theirs[zarrFormat];
  const key = consolidatedKey[zarrFormat];

  test("what is written is the same, key for key", async () => {
    const store = storeOf(before);
    await consolidateMetadata({ store, path: "" }, environment);
    expect(ordered(documentAt(store, key))).toEqual(ordered(jsonOf(consolidated)));
  });

  test("only one document is written", async () => {
    const store = storeOf(before);
    const requests = await requestsOf(store, () => consolidateMetadata({ store, path: "" }, environment));
    expect(requests.filter((request) => /^(set|delete)/.test(request))).toEqual([`set ${key}`]);
  });

  test("a subgroup can be consolidated by itself", async () => {
    const store = storeOf(before);
    const group = await consolidateMetadata({ store, path: "a" }, environment);
    expect(ordered(documentAt(store, `a/${key}`))).toEqual(ordered(jsonOf(subgroup)));
    expect(await paths(group)).toEqual(["b", "y", "b/leaf", "b/z"]);
  });

  test("blocks below do not count when a group above is consolidated", async () => {
    const store = storeOf(before);
    await consolidateMetadata({ store, path: "a" }, environment);
    await ZarrGroup.create({ store, path: "a/late" }, { zarrFormat }, environment);
    const group = await consolidateMetadata({ store, path: "" }, environment);
    expect(await group.has("a/late")).toBe(true);
    expect(await paths(group)).toContain("a/late");
  });

  test("what they wrote is read without another request", async () => {
    const store = storeOf({ ...before, [key]: consolidated });
    const live = await paths(await open(store, "", { useConsolidated: false }));
    const group = await open(store);
    const requests = await requestsOf(store, async () => {
      expect(await paths(group)).toEqual(live);
      expect((await group.get("a/b/leaf"))?.attrs).toEqual({ k: [] });
      expect((await group.array("x")).fillValue).toBe(7);
    });
    expect(requests).toEqual([]);
    expect(live).toHaveLength(32);
  });

  test("a deletion leaves the document that they leave", async () => {
    const store = storeOf({ ...before, [key]: consolidated });
    await (await open(store)).delete("Straße");
    expect(ordered(documentAt(store, key))).toEqual(ordered(jsonOf(deleted)));
  });
});

describe.each(zarrFormats)("a consolidated group, version %i", (zarrFormat) => {
  const key = consolidatedKey[zarrFormat];

  test("opens with no more than one request more, and answers everything without any", async () => {
    const store = await consolidatedStore(zarrFormat);
    let root: ZarrGroup | undefined;
    const opening = await requestsOf(store, async () => {
      root = await ZarrGroup.open({ store, path: "" }, environment, { zarrFormat });
    });
    expect(opening.sort()).toEqual(
      zarrFormat === 3 ? ["get zarr.json"] : ["get .zarray", "get .zattrs", "get .zgroup", "get .zmetadata"],
    );
    const group = root as ZarrGroup;
    const requests = await requestsOf(store, async () => {
      expect(await collected(group.keys())).toEqual(["a", "x"]);
      expect(await paths(group)).toEqual(["a", "x", "a/b", "a/y", "a/b/leaf"]);
      expect((await collected(group.arrays())).map(([name]) => name)).toEqual(["x"]);
      expect((await collected(group.groups())).map(([name]) => name)).toEqual(["a"]);
      expect(await group.nmembers({ maxDepth: null })).toBe(5);
      expect(await group.has("a/b/leaf")).toBe(true);
      expect(await group.has("a/none")).toBe(false);
      expect(await group.get("none")).toBeUndefined();
      expect(await group.tree()).toContain("y (4,) int32");
      expect(group.info()).toContain("No. members : 5\nNo. arrays  : 2\nNo. groups  : 3");
      expect(await group.infoComplete()).toBe(group.info());
      const array = await group.array("a/y");
      expect([array.path, array.shape, array.fillValue]).toEqual(["a/y", [4], 7]);
      const child = await group.group("a");
      expect(await paths(child)).toEqual(["b", "y", "b/leaf"]);
      const leaf = await child.group("b/leaf");
      expect(await paths(leaf)).toEqual([]);
      expect(leaf.info()).toContain("No. members : 0");
    });
    expect(requests).toEqual([]);
  });

  test("errors for what is not there ask nobody either", async () => {
    const store = await consolidatedStore(zarrFormat);
    const group = await open(store);
    const requests = await requestsOf(store, async () => {
      expect(await caught(group.array("none"))).toBeInstanceOf(ArrayNotFoundError);
      expect(await caught(group.group("none"))).toBeInstanceOf(GroupNotFoundError);
    });
    expect(requests).toEqual([]);
  });

  test("the leaf of a leaf does not exist, nor does a node below an array", async () => {
    const group = await open(await consolidatedStore(zarrFormat));
    expect(await group.get("a/b/leaf/none")).toBeUndefined();
    expect(await group.get("x/none")).toBeUndefined();
  });

  test("is believed though nodes came and went", async () => {
    const store = await consolidatedStore(zarrFormat);
    const group = await open(store);
    await group.createGroup("late");
    expect(await group.has("late")).toBe(false);
    expect(await collected(group.keys())).toEqual(["a", "x"]);
    const fresh = await open(store, "", { useConsolidated: false });
    expect(await collected(fresh.keys())).toEqual(["a", "late", "x"]);
    await fresh.delete("x");
    expect(await (await open(store)).has("x")).toBe(true);
  });

  test("what is required is found though it came later", async () => {
    const group = await open(await consolidatedStore(zarrFormat));
    await group.createArray("late", { shape: [3], dtype: "int32" });
    expect((await group.requireArray("late", { shape: [3], dtype: "int32" })).path).toBe("late");
    await group.createGroup("later", { attributes: { a: 1 } });
    expect((await group.requireGroup("later")).attrs).toEqual({ a: 1 });
  });

  test("deleting through it, or through a group below, updates the stored document and every handle", async () => {
    const store = await consolidatedStore(zarrFormat);
    const root = await open(store);
    const child = await root.group("a");
    await child.delete("b");
    for (const group of [root, await open(store)]) {
      expect(await paths(group)).toEqual(["a", "x", "a/y"]);
    }
    expect(await paths(child)).toEqual(["y"]);
    expect(JSON.stringify(documentAt(store, key))).not.toContain("leaf");
    await root.delete("none");
    expect(await paths(await open(store))).toEqual(["a", "x", "a/y"]);
  });

  test("deleting does not bring back a document that is gone", async () => {
    const store = await consolidatedStore(zarrFormat);
    const group = await open(store);
    const before = documentAt(store, key);
    if (zarrFormat === 2) store.map.delete(key);
    else {
      const { consolidated_metadata: _, ...rest } = before;
      store.map.set(key, new TextEncoder().encode(JSON.stringify(rest)));
    }
    await group.delete("x");
    expect(await paths(await open(store))).toEqual(["a", "a/b", "a/y", "a/b/leaf"]);
    expect(store.map.get(".zmetadata")).toBeUndefined();
  });

  test("updating attributes keeps the nodes as they were", async () => {
    const store = await consolidatedStore(zarrFormat);
    const root = await open(store);
    await root.createGroup("late");
    await root.updateAttributes({ more: 1 });
    const again = await open(store);
    expect(again.attrs).toEqual({ title: "t", more: 1 });
    expect(await paths(again)).toEqual(await paths(root));
    if (zarrFormat === 2) {
      expect((documentAt(store, key)["metadata"] as JsonObject)[".zattrs"]).toEqual({ title: "t", more: 1 });
    }
  });

  test("updating a member is not seen through it", async () => {
    const store = await consolidatedStore(zarrFormat);
    await (await (await open(store)).group("a")).updateAttributes({ late: true });
    expect((await (await open(store)).group("a")).attrs).toEqual({});
    expect((await open(store, "a")).attrs).toEqual({ late: true });
  });

  test("overwriting the group leaves nothing of it", async () => {
    const store = await consolidatedStore(zarrFormat);
    await ZarrGroup.create({ store, path: "" }, { zarrFormat, overwrite: true }, environment);
    expect(await paths(await open(store))).toEqual([]);
    expect(await caught(open(store, "", { useConsolidated: true }))).toBeInstanceOf(MetadataValidationError);
  });

  test("shows its document", async () => {
    const store = await consolidatedStore(zarrFormat);
    const group = await open(store);
    expect(ordered(group.metadata)).toEqual(ordered(documentAt(store, zarrFormat === 3 ? "zarr.json" : ".zgroup")));
    if (zarrFormat === 3) {
      const child = (await group.group("a")).metadata["consolidated_metadata"] as JsonObject;
      expect(Object.keys(child["metadata"] as JsonObject)).toEqual(["b", "y", "b/leaf"]);
    }
  });

  test("of a group that holds nothing is empty, not absent", async () => {
    const store = storeOf();
    await ZarrGroup.create({ store, path: "" }, { zarrFormat }, environment);
    const written = await consolidateMetadata({ store, path: "" }, environment);
    expect(written.info()).toContain("No. members : 0");
    expect((await open(store, "", { useConsolidated: true })).info()).toContain("No. members : 0");
  });
});

describe.each(zarrFormats)("useConsolidated, version %i", (zarrFormat) => {
  test("true requires it", async () => {
    const store = storeOf();
    const place = { store, path: "" };
    await ZarrGroup.create(place, { zarrFormat }, environment);
    for (const opening of [
      open(store, "", { useConsolidated: true }),
      openNode(place, environment, { useConsolidated: true }),
    ]) {
      const error = await caught(opening);
      expect(error).toBeInstanceOf(MetadataValidationError);
      expect(error.key).toBe(consolidatedKey[zarrFormat]);
    }
    await consolidateMetadata(place, environment);
    expect((await open(store, "", { useConsolidated: true })).info()).toContain("No. members");
    expect((await openNode(place, environment, { useConsolidated: true })).info()).toContain("No. members");
  });

  test("false asks the store", async () => {
    const store = await consolidatedStore(zarrFormat);
    const opening = await requestsOf(store, () => open(store, "", { useConsolidated: false }));
    expect(opening).not.toContain("get .zmetadata");
    const group = await open(store, "", { useConsolidated: false });
    expect(group.info()).not.toContain("No. members");
    expect(await requestsOf(store, () => group.get("x"))).not.toEqual([]);
    expect(group.metadata["consolidated_metadata"]).toBeUndefined();
  });

  test("a name is that of a version 2 document", async () => {
    const store = await consolidatedStore(zarrFormat);
    if (zarrFormat === 3) {
      expect(await caught(open(store, "", { useConsolidated: "meta" }))).toBeInstanceOf(InvalidArgumentError);
      return;
    }
    store.map.set("meta", store.map.get(".zmetadata") as Uint8Array);
    store.map.delete(".zmetadata");
    const group = await open(store, "", { useConsolidated: "meta" });
    expect(await requestsOf(store, () => paths(group))).toEqual([]);
    await group.delete("x");
    expect(await paths(await open(store, "", { useConsolidated: "meta" }))).toEqual(["a", "a/b", "a/y", "a/b/leaf"]);
    expect(store.map.get(".zmetadata")).toBeUndefined();
    expect(await caught(open(store, "", { useConsolidated: "other" }))).toBeInstanceOf(MetadataValidationError);
  });
});

describe("consolidateMetadata", () => {
  test("refuses a read-only store, a missing group, an array and a store that cannot list", async () => {
    const store = await consolidatedStore(3);
    const at = (path: string, of: object = store) =>
      caught(consolidateMetadata({ store: of as CountingStore, path }, environment));
    expect(await at("", withReadOnly(store))).toBeInstanceOf(ReadOnlyError);
    expect(await at("none")).toBeInstanceOf(GroupNotFoundError);
    expect((await at("x")).code).toBe("CONTAINS_ARRAY");
    const { contract, description } = store;
    const get = store.get.bind(store);
    const deaf = { contract, description, get, set: store.set.bind(store), delete: store.delete.bind(store) };
    expect(await at("", deaf)).toBeInstanceOf(UnsupportedError);
  });

  test("writes down what it does not understand", async () => {
    const odd = v3Document({ codecs: [{ name: "nobody.knows", configuration: { a: 1 } }] });
    const store = storeOf({ "zarr.json": subgroup, "a/zarr.json": odd, "b/zarr.json": subgroup });
    const group = await consolidateMetadata({ store, path: "" }, environment);
    const block = documentAt(store, "zarr.json")["consolidated_metadata"] as JsonObject;
    expect((block["metadata"] as JsonObject)["a"]).toEqual(odd);
    expect(await group.has("a")).toBe(true);
    expect((await caught(group.get("a"))).code).toBe("UNKNOWN_CODEC");
    expect((await group.get("b"))?.kind).toBe("group");
  });

  test("keeps members of the root's document that it does not know", async () => {
    const store = storeOf({ "zarr.json": { ...subgroup, extra: { must_understand: false } } });
    await consolidateMetadata({ store, path: "" }, environment);
    expect(Object.keys(documentAt(store, "zarr.json"))).toEqual([
      "attributes",
      "zarr_format",
      "consolidated_metadata",
      "node_type",
      "extra",
    ]);
  });

  test("can be aborted", async () => {
    const store = await consolidatedStore(3);
    const controller = new AbortController();
    store.before = () => controller.abort(new Error("enough"));
    const error = await caught(consolidateMetadata({ store, path: "" }, environment, { signal: controller.signal }));
    expect(error.message).toBe("enough");
  });
});

describe("documents of others", () => {
  test("siblings that differ in case, in any order of keys, both count", async () => {
    const store = rootWith({ "b/c/d": subgroup, "b/c": subgroup, B: subgroup, "B/c": subgroup, b: subgroup });
    expect(await paths(await open(store))).toEqual(["B", "b", "B/c", "b/c", "b/c/d"]);
  });

  test("null is none", async () => {
    const store = storeOf({ "zarr.json": { ...subgroup, consolidated_metadata: null } });
    expect((await open(store)).info()).not.toContain("No. members");
    expect(await caught(open(store, "", { useConsolidated: true }))).toBeInstanceOf(MetadataValidationError);
  });

  test.each<[string, JsonObject]>([
    ["an unknown kind", { kind: "external" }],
    ["no kind", { kind: null }],
    ["metadata that is a list", { metadata: [] }],
    ["a member that is no object", { metadata: { a: 1 } }],
    ["a path that leaves the group", { metadata: { "../outside": subgroup } }],
    ["a path that leaves the group midway", { metadata: { "a/../../outside": subgroup } }],
    ["a path from the root", { metadata: { "/outside": subgroup } }],
    ["a path that ends in a slash", { metadata: { "a/": subgroup } }],
    ["a path that is empty", { metadata: { "": subgroup } }],
    ["a path of dots", { metadata: { "./a": subgroup } }],
  ])("refuses %s, unless told to ignore it", async (_, block) => {
    const store = rootWith({}, block);
    const error = await caught(open(store));
    expect(error).toBeInstanceOf(MetadataValidationError);
    expect(error).toMatchObject({ path: "", key: "zarr.json" });
    expect((await open(store, "", { useConsolidated: false })).path).toBe("");
  });

  test("passes over names that no node may have", async () => {
    const names = ["__proto__", "__x", "...", "zarr.json", "a\\b", "ok"];
    const store = rootWith(Object.fromEntries(names.map((name) => [name, subgroup])));
    expect(await paths(await open(store))).toEqual(["ok"]);
  });

  test("a node whose parent is not listed is reached by its path only", async () => {
    const group = await open(rootWith({ "a/b": subgroup }));
    expect(await paths(group)).toEqual([]);
    expect(await group.has("a/b")).toBe(true);
  });

  test("one member that is not understood does not hide the others", async () => {
    const group = await open(rootWith({ bad: v3Document({ data_type: "nobody.knows" }), good: v3Document() }));
    expect(await collected(group.keys())).toEqual(["bad", "good"]);
    expect((await caught(group.get("bad"))).code).toBe("INVALID_DATA_TYPE");
    expect((await group.array("good")).shape).toEqual([4, 6]);
  });

  test("what a member's own block says does not count", async () => {
    for (const kind of ["inline", "external"]) {
      const lying = { ...subgroup, consolidated_metadata: { kind, metadata: { ghost: subgroup } } };
      const group = await open(rootWith({ a: lying }));
      expect(await paths(group)).toEqual(["a"]);
    }
  });

  test("version 2: groups without a block, attributes without a node and missing attributes", async () => {
    const zgroup = { zarr_format: 2 };
    const metadata = { ".zgroup": zgroup, "a/.zgroup": zgroup, "a/b/.zgroup": zgroup, "b/.zattrs": { lost: 1 } };
    const store = storeOf({ ".zgroup": zgroup, ".zmetadata": { zarr_consolidated_format: 1, metadata } });
    const group = await open(store);
    expect(await requestsOf(store, async () => expect(await paths(group)).toEqual(["a", "a/b"]))).toEqual([]);
    expect((await group.group("a/b")).attrs).toEqual({});
  });

  test.each<[string, JsonObject]>([
    ["an unknown kind of entry", { metadata: { "a/.zother": {} } }],
    ["a path that leaves the group", { metadata: { "../a/.zgroup": { zarr_format: 2 } } }],
    ["a path from the root", { metadata: { "/.zgroup": { zarr_format: 2 } } }],
    ["an entry that is no object", { metadata: { "a/.zgroup": 1 } }],
    ["no entries", {}],
    ["another format", { zarr_consolidated_format: 2, metadata: {} }],
  ])("version 2: refuses %s", async (_, document) => {
    const store = storeOf({ ".zgroup": { zarr_format: 2 }, ".zmetadata": document });
    const error = await caught(open(store));
    expect(error).toBeInstanceOf(MetadataValidationError);
    expect(error.key).toBe(".zmetadata");
    expect((await open(store, "", { useConsolidated: false })).zarrFormat).toBe(2);
  });

  test("a member with its own block answers from it, unless told otherwise", async () => {
    const store = await consolidatedStore(3);
    await consolidateMetadata({ store, path: "a" }, environment);
    await ZarrGroup.create({ store, path: "a/late" }, {}, environment);
    const root = await open(store, "", { useConsolidated: false });
    expect(await paths(root)).not.toContain("a/late");
    const all = await collected(root.members({ maxDepth: null, useConsolidatedForChildren: false }));
    expect(all.map(([path]) => path)).toContain("a/late");
    expect(await (await root.group("a")).has("late")).toBe(false);
  });
});
