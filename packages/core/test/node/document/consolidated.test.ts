import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/contract/index.ts";
import { MetadataValidationError } from "../../../src/error/metadata-error.ts";
import { InvalidArgumentError } from "../../../src/error/usage-error.ts";
import { consolidateMetadata } from "../../../src/node/group/consolidate.ts";
import { openNode, ZarrGroup } from "../../../src/node/group/group.ts";
import { v3Document } from "../../support/array-document.ts";
import { caught } from "../../support/caught.ts";
import {
  consolidatedStore,
  environment,
  open,
  paths,
  rootWith,
  subgroup,
} from "../../support/consolidated-hierarchy.ts";
import { collected, consolidatedKey, requestsOf, storeOf, zarrFormats } from "../../support/hierarchy.ts";

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
