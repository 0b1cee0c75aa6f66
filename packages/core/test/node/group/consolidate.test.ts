import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/contract/index.ts";
import { GroupNotFoundError, ReadOnlyError } from "../../../src/error/node-error.ts";
import { UnsupportedError } from "../../../src/error/usage-error.ts";
import { consolidateMetadata } from "../../../src/node/group/consolidate.ts";
import { ZarrGroup } from "../../../src/node/group/group.ts";
import { withReadOnly } from "../../../src/store/read-only.ts";
import { v3Document } from "../../support/array-document.ts";
import { caught } from "../../support/caught.ts";
import { consolidatedStore, environment, open, paths, subgroup } from "../../support/consolidated-hierarchy.ts";
import type { CountingStore } from "../../support/counting-store.ts";
import { consolidatedKey, documentAt, ordered, requestsOf, storeOf, zarrFormats } from "../../support/hierarchy.ts";
import { parseJson } from "../../support/parse-json.ts";
import { zarrPythonV2, zarrPythonV3 } from "./zarr-python-hierarchy.ts";

const theirs = { 2: zarrPythonV2, 3: zarrPythonV3 };
const jsonOf = (text: string): JsonObject => parseJson(text) as JsonObject;

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
