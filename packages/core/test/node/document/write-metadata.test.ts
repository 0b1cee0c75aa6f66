import { describe, expect, test } from "vitest";
import { emptyGroup } from "../../../src/metadata/group.ts";
import { parseV2Array } from "../../../src/metadata/v2-array.ts";
import { parseV3Array } from "../../../src/metadata/v3-array.ts";
import {
  arrayDocuments,
  documentValues,
  groupDocuments,
  storeNode,
} from "../../../src/node/document/write-metadata.ts";
import { v2Document, v3Document } from "../../support/array-document.ts";
import { CountingStore } from "../../support/counting-store.ts";
import { jsonOf } from "../../support/json-of.ts";
import { MapStore } from "../../support/map-store.ts";
import { smallRegistry } from "../../support/small-environment.ts";

describe("the documents of a node", () => {
  test("of version 3 are one", async () => {
    const metadata = await parseV3Array(v3Document(), smallRegistry, {});
    expect(arrayDocuments(metadata).map(([name]) => name)).toEqual(["zarr.json"]);
    expect(groupDocuments(emptyGroup(3, {})).map(([name]) => name)).toEqual(["zarr.json"]);
  });

  test("of version 2 come with attributes, and the one that makes a node comes last", async () => {
    const metadata = await parseV2Array(v2Document(), { a: 1 }, smallRegistry, {});
    expect(arrayDocuments(metadata).map(([name]) => name)).toEqual([".zattrs", ".zarray"]);
    expect(groupDocuments(emptyGroup(2, {})).map(([name]) => name)).toEqual([".zattrs", ".zgroup"]);
  });
});

describe("a node of version 2 is stored", () => {
  const valuesOf = (owner: string) =>
    documentValues({ store: new MapStore(), path: "g" }, groupDocuments(emptyGroup(2, { owner })));

  test("with the document that makes it a node last, where it may replace another", async () => {
    const store = new CountingStore();
    expect(await storeNode(store, valuesOf("one"), { overwrite: true })).toBe(true);
    expect(store.of("set").map(({ key }) => key)).toEqual(["g/.zattrs", "g/.zgroup"]);
  });

  test("by one of several, with that one's attributes", async () => {
    const store = new CountingStore();
    const owners = ["one", "two", "three"];
    const stored = await Promise.all(owners.map((owner) => storeNode(store, valuesOf(owner), { overwrite: false })));
    expect(stored.filter(Boolean)).toHaveLength(1);
    expect(jsonOf(store.map, "g/.zattrs")).toEqual({ owner: owners[stored.indexOf(true)] });
  });
});
