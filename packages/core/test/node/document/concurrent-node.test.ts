import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/contract/index.ts";
import { ZarrArray } from "../../../src/node/array/array.ts";
import { createHierarchy, ZarrGroup } from "../../../src/node/group/group.ts";
import { CountingStore } from "../../support/counting-store.ts";
import { DistantStore } from "../../support/distant-store.ts";
import { jsonOf } from "../../support/json-of.ts";
import { smallEnvironment } from "../../support/small-environment.ts";

const environment = smallEnvironment();

/** Stores over one map that share nothing else, as those of several processes. */
function storesOf(count: number): [DistantStore, ...DistantStore[]] {
  const values = new Map<string, Uint8Array>();
  return Array.from({ length: count }, () => new DistantStore({ values })) as [DistantStore, ...DistantStore[]];
}

const codeOf = (result: PromiseSettledResult<unknown>): string =>
  result.status === "fulfilled" ? "created" : result.reason.code;

describe.each([2, 3] as const)("of several who create in version %i", (zarrFormat) => {
  test("an array at one place, one succeeds, and the array is as that one wants it", async () => {
    const stores = storesOf(5);
    const create = (store: DistantStore, owner: number) =>
      ZarrArray.create({ store, path: "g/a" }, { shape: [owner + 1], attributes: { owner }, zarrFormat }, environment);
    const results = await Promise.allSettled(stores.map(create));
    expect(results.map(codeOf).sort()).toEqual([...Array(4).fill("CONTAINS_ARRAY"), "created"]);
    const owner = results.findIndex(({ status }) => status === "fulfilled");
    const array = await ZarrArray.open({ store: stores[0], path: "g/a" }, environment);
    expect([array.attrs, array.shape]).toEqual([{ owner }, [owner + 1]]);
  });

  test("a group at one place, one succeeds", async () => {
    const stores = storesOf(5);
    const create = (store: DistantStore, owner: number) =>
      ZarrGroup.create({ store, path: "g" }, { attributes: { owner }, zarrFormat }, environment);
    const results = await Promise.allSettled(stores.map(create));
    expect(results.map(codeOf).sort()).toEqual([...Array(4).fill("CONTAINS_GROUP"), "created"]);
    const owner = results.findIndex(({ status }) => status === "fulfilled");
    expect((await ZarrGroup.open({ store: stores[0], path: "g" }, environment)).attrs).toEqual({ owner });
  });

  test("what they require at one place, all get the same", async () => {
    const stores = storesOf(5);
    const location = { path: "" };
    await ZarrGroup.create({ ...location, store: stores[0] }, { zarrFormat }, environment);
    const require = async (store: DistantStore, owner: number) => {
      const group = await ZarrGroup.open({ ...location, store }, environment);
      await group.requireGroup("g", { attributes: { owner } });
      return (await group.requireArray("g/a", { shape: [3], dtype: "float64" })).shape;
    };
    expect(await Promise.all(stores.map(require))).toEqual(Array(5).fill([3]));
  });

  test("hierarchies at one place, each node is created once", async () => {
    const stores = storesOf(4);
    const created: string[] = [];
    const create = async (store: DistantStore) => {
      const nodes = { a: { kind: "group", zarrFormat }, "b/c": { kind: "array", shape: [2], zarrFormat } } as const;
      for await (const [path] of createHierarchy({ store, path: "" }, nodes, environment)) created.push(path);
    };
    const results = await Promise.allSettled(stores.map(create));
    expect(results.filter(({ status }) => status === "fulfilled").length).toBeLessThan(2);
    for (const result of results) {
      if (result.status === "rejected") expect(["CONTAINS_GROUP", "CONTAINS_ARRAY"]).toContain(result.reason.code);
    }
    expect(created.filter((path) => path === "a").length).toBeLessThan(2);
    expect(created.filter((path) => path === "b/c").length).toBeLessThan(2);
  });
});

test("a node that appeared and went while another was created there is a conflict", async () => {
  const store = new CountingStore();
  store.map.set = (key, _value, options) => !(options?.ifVersion === null && key === "a/zarr.json");
  const create = ZarrGroup.create({ store, path: "a" }, {}, environment);
  await expect(create).rejects.toMatchObject({ code: "CONFLICT", path: "a" });
});

test("an array that appears above a new node is refused", async () => {
  const store = new CountingStore();
  const array = { zarr_format: 3, node_type: "array" };
  store.before = (kind, key) => {
    if (kind === "set" && key === "a/zarr.json") {
      store.map.values.set(key, new TextEncoder().encode(JSON.stringify(array)));
    }
  };
  const create = ZarrGroup.create({ store, path: "a/b" }, {}, environment);
  await expect(create).rejects.toMatchObject({ code: "CONTAINS_ARRAY", path: "a" });
  expect(store.map.values.has("a/b/zarr.json")).toBe(false);
});

describe.each([2, 3] as const)("attributes of version %i", (zarrFormat) => {
  test("that several merge at the same time are all kept", async () => {
    const stores = storesOf(6);
    const group = await ZarrGroup.create({ store: stores[0], path: "" }, { zarrFormat }, environment);
    await group.createArray("a", { shape: [1] });
    const merge = async (store: DistantStore, writer: number) => {
      const array = await ZarrArray.open({ store, path: "a" }, environment);
      for (let step = 0; step < 3; step++) await array.updateAttributes({ [`${writer} ${step}`]: step });
    };
    await Promise.all(stores.map(merge));
    const stored = jsonOf(stores[0].map, zarrFormat === 3 ? "a/zarr.json" : "a/.zattrs") as JsonObject;
    expect(Object.keys((zarrFormat === 3 ? stored["attributes"] : stored) as JsonObject)).toHaveLength(18);
  });
});

test("a synchronizer gives the turns at documents too", async () => {
  const keys: string[] = [];
  const synchronizer = {
    withLock: <T>(key: string, work: () => Promise<T>): Promise<T> => {
      keys.push(key);
      return work();
    },
  };
  const store = new CountingStore();
  const synchronized = smallEnvironment({ synchronizer });
  const group = await ZarrGroup.create({ store, path: "" }, {}, synchronized);
  const array = await group.createArray("a", { shape: [2], chunks: [2] });
  await array.append(Float64Array.of(1));
  await array.updateAttributes({ one: 1 });
  await group.updateAttributes({ two: 2 });
  expect(keys).toEqual(["a/zarr.json", "a/c/1", "a/zarr.json", "zarr.json"]);
});
