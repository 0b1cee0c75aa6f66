import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/contract/index.ts";
import { MetadataValidationError } from "../../../src/error/metadata-error.ts";
import { ArrayNotFoundError, GroupNotFoundError } from "../../../src/error/node-error.ts";
import { consolidateMetadata } from "../../../src/node/group/consolidate.ts";
import { ZarrGroup } from "../../../src/node/group/group.ts";
import { caught } from "../../support/caught.ts";
import { consolidatedStore, environment, open, paths } from "../../support/consolidated-hierarchy.ts";
import {
  collected,
  consolidatedKey,
  documentAt,
  ordered,
  requestsOf,
  storeOf,
  zarrFormats,
} from "../../support/hierarchy.ts";

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
