import { describe, expect, test } from "vitest";
import { emptyGroup } from "../../src/metadata/group.ts";
import { parseV2Array } from "../../src/metadata/v2-array.ts";
import { parseV3Array } from "../../src/metadata/v3-array.ts";
import { arrayDocuments, groupDocuments, writeGroupMetadata } from "../../src/node/write-metadata.ts";
import { v2Document, v3Document } from "../support/array-document.ts";
import { CountingStore } from "../support/counting-store.ts";
import { smallRegistry } from "../support/small-environment.ts";

describe("the documents of a node", () => {
  test("of version 3 are one", async () => {
    const metadata = await parseV3Array(v3Document(), smallRegistry, {});
    expect(arrayDocuments(metadata).map(([name]) => name)).toEqual(["zarr.json"]);
    expect(groupDocuments(emptyGroup(3, {})).map(([name]) => name)).toEqual(["zarr.json"]);
  });

  test("of version 2 come with attributes, and the one that makes a node comes last", async () => {
    const metadata = await parseV2Array(v2Document(), { a: 1 }, smallRegistry, {});
    expect(arrayDocuments(metadata).map(([name]) => name)).toEqual([".zattrs", ".zarray"]);
    const store = new CountingStore();
    await writeGroupMetadata({ store, path: "g" }, emptyGroup(2, { a: 1 }));
    expect(store.of("set").map(({ key }) => key)).toEqual(["g/.zattrs", "g/.zgroup"]);
  });
});
