import { describe, expect, test } from "vitest";
import type { ReadOptions } from "../../../src/contract/index.ts";
import { copyValue, hasValue, valueCopier } from "../../../src/io/coordination/copy-value.ts";
import { MapStore } from "../../support/map-store.ts";

const filled = (lengths: Readonly<Record<string, number>>): MapStore =>
  new MapStore({
    values: new Map(
      Object.entries(lengths).map(([key, length]) => [key, new Uint8Array(length).fill(key.charCodeAt(0))]),
    ),
  });

describe("valueCopier", () => {
  test("copies short and long values alike, and nothing where there is none", async () => {
    const source = filled({ a: 0, b: 1, c: 24, d: 25, e: 1000 });
    const values = new Map<string, Uint8Array>();
    const target = new MapStore({ values });
    const copy = valueCopier(source, target, { concurrency: 2, maxBytes: 100 });
    const sizes = await Promise.all(["a", "b", "c", "d", "e", "f"].map((key) => copy(key, `x/${key}`)));
    expect(sizes).toEqual([0, 1, 24, 25, 1000, undefined]);
    expect([...values.keys()].sort()).toEqual(["x/a", "x/b", "x/c", "x/d", "x/e"]);
    expect(values.get("x/e")).toEqual(new Uint8Array(1000).fill(101));
  });

  test("holds one long value at a time", async () => {
    const keys = Array.from({ length: 20 }, (_, index) => String.fromCharCode(97 + index));
    const source = filled(Object.fromEntries(keys.map((key) => [key, 60])));
    let [held, most] = [0, 0];
    const slow = {
      contract: source.contract as "zarrkit.store.v1",
      description: "slow",
      get: (key: string, options?: ReadOptions) => source.get(key, options),
      delete: () => {},
      set: async (_: string, value: Uint8Array) => {
        held += value.length;
        most = Math.max(most, held);
        await new Promise((resolve) => setTimeout(resolve, 1));
        held -= value.length;
        return true;
      },
    };
    const copy = valueCopier(source, slow, { concurrency: 4, maxBytes: 100 });
    await Promise.all(keys.map((key) => copy(key, key)));
    expect(most).toBe(60);
  });
});

test("copyValue answers the size", async () => {
  const [source, target] = [filled({ a: 3 }), filled({})];
  expect([await copyValue(source, "a", target, "b"), await copyValue(source, "x", target, "c")]).toEqual([
    3,
    undefined,
  ]);
  expect([await hasValue(target, "b"), await hasValue(target, "c")]).toEqual([true, false]);
});
