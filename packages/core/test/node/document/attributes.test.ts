import { describe, expect, test } from "vitest";
import { NodeNotFoundError, ReadOnlyError } from "../../../src/error/node-error.ts";
import { ZarrArray } from "../../../src/node/array/array.ts";
import { ZarrGroup } from "../../../src/node/group/group.ts";
import { withReadOnly } from "../../../src/store/read-only.ts";
import { v2Document, v3Document } from "../../support/array-document.ts";
import { caught } from "../../support/caught.ts";
import { CountingStore } from "../../support/counting-store.ts";
import { jsonOf, putJson } from "../../support/json-of.ts";
import { MapStore } from "../../support/map-store.ts";
import { openSmall, smallArray } from "../../support/small-array.ts";
import { smallEnvironment } from "../../support/small-environment.ts";

const environment = smallEnvironment();

describe("updating attributes", () => {
  test.each([2, 3] as const)(
    "of version %i merges into those stored now, not into those opened",
    async (zarrFormat) => {
      const store = new MapStore();
      const one = await smallArray(store, { shape: [1], attributes: { a: 1, b: 1 }, zarrFormat });
      const two = await openSmall(store);
      expect(await one.updateAttributes({ b: 2 })).toBe(one);
      await two.updateAttributes({ c: 3 });
      expect([one.attrs, two.attrs]).toEqual([
        { a: 1, b: 2 },
        { a: 1, b: 2, c: 3 },
      ]);
      expect((await openSmall(store)).attrs).toEqual({ a: 1, b: 2, c: 3 });
    },
  );

  test.each([2, 3] as const)("of version %i removes what is given as undefined", async (zarrFormat) => {
    const store = new MapStore();
    const one = await smallArray(store, { shape: [1], attributes: { a: 1, b: null }, zarrFormat });
    await one.updateAttributes({ a: undefined, b: null, c: undefined });
    expect(Object.keys(one.attrs)).toEqual(["b"]);
    expect((await openSmall(store)).attrs).toEqual({ b: null });
  });

  test.each([2, 3] as const)("of version %i from many sides at once loses nothing", async (zarrFormat) => {
    const values = new Map<string, Uint8Array>();
    const stores = [1, 2].map(() => new CountingStore({ values, identity: "same" }));
    const group = await ZarrGroup.create({ store: stores[0] as CountingStore, path: "g" }, { zarrFormat }, environment);
    const handles = await Promise.all(stores.map((store) => ZarrGroup.open({ store, path: "g" }, environment)));
    await Promise.all(
      Array.from({ length: 10 }, (_, i) => (handles[i % 2] ?? group).updateAttributes({ [`k${i}`]: i })),
    );
    const { attrs } = await ZarrGroup.open({ store: stores[1] as CountingStore, path: "g" }, environment);
    expect(Object.keys(attrs).sort()).toEqual(Array.from({ length: 10 }, (_, i) => `k${i}`));
  });

  test("leaves the rest of the document as it was, word for word", async () => {
    const store = new MapStore();
    const text = JSON.stringify(
      v3Document({ codecs: ["bytes"], data_type: "uint8", foo: { must_understand: false, x: [1] } }),
    ).replace(
      '"zarr_format":3',
      '"attributes":{"big":18446744073709551615,"nan":NaN,"inf":-Infinity,"neg":-0.0},"zarr_format":3',
    );
    putJson(store, "a/zarr.json", text);
    const before = jsonOf(store, "a/zarr.json");
    await (await openSmall(store)).updateAttributes({ added: [1n, 2 ** 60] });
    const after = jsonOf(store, "a/zarr.json");
    expect(after).toEqual({
      ...before,
      attributes: { big: 2n ** 64n - 1n, nan: Number.NaN, inf: Number.NEGATIVE_INFINITY, neg: -0, added: [1, 2 ** 60] },
    });
    expect(Object.keys(after ?? {})).toEqual(Object.keys(before ?? {}));
  });

  test("keeps keys that would reach a prototype as plain keys", async () => {
    const store = new MapStore();
    putJson(
      store,
      "a/zarr.json",
      JSON.stringify(v3Document()).replace("{", '{"attributes":{"__proto__":{"polluted":1}},'),
    );
    const array = await openSmall(store);
    await array.updateAttributes({ constructor: 1 });
    expect(Object.keys(jsonOf(store, "a/zarr.json")?.["attributes"] ?? {})).toEqual(["__proto__", "constructor"]);
    expect({}).not.toHaveProperty("polluted");
  });

  test("of version 2 needs no attributes to begin with", async () => {
    const store = new MapStore();
    putJson(store, "a/.zarray", v2Document());
    await (await openSmall(store)).updateAttributes({ a: 1 });
    expect(jsonOf(store, "a/.zattrs")).toEqual({ a: 1 });
    expect(jsonOf(store, "a/.zarray")).toEqual(v2Document());
  });

  test("takes one read and one write", async () => {
    const store = new CountingStore();
    const array = await smallArray(store, { shape: [1] });
    store.reset();
    await array.updateAttributes({ a: 1 });
    expect(store.requests.map(({ kind, key }) => [kind, key])).toEqual([
      ["get", "a/zarr.json"],
      ["set", "a/zarr.json"],
    ]);
  });

  test("of a node that was deleted is an error, and brings nothing back", async () => {
    const store = new MapStore();
    const array = await smallArray(store, { shape: [1] });
    store.values.clear();
    expect(await caught(array.updateAttributes({ a: 1 }))).toBeInstanceOf(NodeNotFoundError);
    expect(store.values.size).toBe(0);
  });

  test("of a read-only store is refused", async () => {
    const store = new MapStore();
    await smallArray(store, { shape: [1] });
    const array = await ZarrArray.open({ store: withReadOnly(store), path: "a" }, environment);
    expect(await caught(array.updateAttributes({ a: 1 }))).toBeInstanceOf(ReadOnlyError);
  });

  test("can be stopped", async () => {
    const store = new MapStore();
    const array = await smallArray(store, { shape: [1], attributes: { a: 1 } });
    const stopped = array.updateAttributes({ a: 2 }, { signal: AbortSignal.abort(new Error("no")) });
    expect((await caught(stopped)).message).toBe("no");
    expect(array.attrs).toEqual({ a: 1 });
  });
});
