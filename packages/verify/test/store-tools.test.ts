import { copyStore, create, createArray, createGroup, openArray, openGroup, type Store, slice } from "@zarrkit/api";
import { MemoryStore } from "@zarrkit/store-memory";
import { cached, observed, prefixed, readOnly, retrying } from "@zarrkit/store-tools";
import { failingStore } from "@zarrkit/testkit/failing-store";
import { describe, expect, test } from "vitest";
import { seed } from "../src/seed.ts";

const values = Float64Array.from({ length: 64 * 64 }, (_, index) => index * 0.5 - 7);
const layouts = {
  "version 3": { chunks: [8, 8] },
  sharded: { chunks: [4, 4], shards: [16, 16] },
  "version 2": { chunks: [8, 8], zarrFormat: 2 },
} as const;

/** One call in five fails, before the store does it or after, each time others. */
function flaky(store: MemoryStore, turn: number) {
  return retrying(failingStore(store, { rate: 0.2, seed: seed + turn }), { retries: 30, pause: 0 });
}

describe("with one call in five failing", () => {
  test.each(Object.entries(layouts))("an array is written, changed, read and copied right: %s", async (_, layout) => {
    const inner = new MemoryStore();
    const store = flaky(inner, 1);
    await createGroup({ store, attributes: { title: "weather" }, zarrFormat: "zarrFormat" in layout ? 2 : 3 });
    await createArray({ store, name: "a", data: { data: values, shape: [64, 64] }, ...layout });
    const expected = values.slice();
    const array = await openArray(flaky(inner, 2), { path: "a", mode: "r+", dtype: "float64" });
    for (let step = 0; step < 20; step++) {
      const row = (step * 3) % 60;
      await array.set([slice(row, row + 3), slice(step, step + 5)], step);
      for (let y = row; y < row + 3; y++) expected.fill(step, y * 64 + step, y * 64 + step + 5);
    }
    const read = await openArray(flaky(inner, 3), { path: "a", mode: "r", dtype: "float64" });
    expect([...(await read.get()).data]).toEqual([...expected]);
    const target = new MemoryStore();
    await copyStore(flaky(inner, 4), flaky(target, 5));
    const copy = await openArray(target, { path: "a", mode: "r", dtype: "float64" });
    expect([...(await copy.get()).data]).toEqual([...expected]);
    expect((await openGroup(target, { mode: "r" })).attrs).toEqual({ title: "weather" });
  });

  test("without retries, a failure is an error and never a fill value", async () => {
    const inner = new MemoryStore();
    await createArray({ store: inner, data: { data: values, shape: [64, 64] }, chunks: [8, 8] });
    let failures = 0;
    for (let turn = 0; turn < 20; turn++) {
      const store = failingStore(inner, { rate: 0.02, seed: seed + turn });
      try {
        const array = await openArray(store, { mode: "r", dtype: "float64" });
        expect([...(await array.get()).data]).toEqual([...values]);
      } catch (error) {
        expect(error).toMatchObject({ code: "STORE" });
        failures++;
      }
    }
    expect(failures).toBeGreaterThan(0);
  });
});

describe("a cache in front of a store", () => {
  test.each(Object.entries(layouts))(
    "answers a second read alone, and shows what is written: %s",
    async (_, layout) => {
      const inner = new MemoryStore();
      await createArray({ store: inner, data: { data: values, shape: [64, 64] }, ...layout });
      let calls = 0;
      const counted = observed(inner, () => calls++);
      for (const keepIn of [undefined, new MemoryStore()]) {
        const store = cached(counted, { keepIn });
        const read = async () => (await (await openArray(store, { mode: "r", dtype: "float64" })).get()).data;
        await read();
        calls = 0;
        expect([...(await read())]).toEqual([...values]);
        expect(calls).toBe(0);
        const writer = await openArray(store, { mode: "r+" });
        await writer.set([slice(3, 9), slice(3, 9)], 5);
        const changed = await read();
        expect([changed[2 * 64 + 3], changed[3 * 64 + 3]]).toEqual([values[2 * 64 + 3], 5]);
        await writer.set(null, { data: values, shape: [64, 64] });
        expect([...(await read())]).toEqual([...values]);
      }
    },
  );

  test("over retries over failures is still right", async () => {
    const inner = new MemoryStore();
    await createArray({ store: inner, data: { data: values, shape: [64, 64] }, ...layouts.sharded });
    const array = await openArray(cached(flaky(inner, 6), { maxBytes: 20_000 }), { mode: "r+", dtype: "float64" });
    const expected = values.slice();
    for (let step = 0; step < 30; step++) {
      const [y, x] = [(step * 7) % 60, (step * 11) % 60];
      await array.set([slice(y, y + 4), slice(x, x + 4)], step);
      for (let row = y; row < y + 4; row++) expected.fill(step, row * 64 + x, row * 64 + x + 4);
      const part = await array.get([slice(y, y + 4)]);
      expect([...part.data]).toEqual([...expected.subarray(y * 64, (y + 4) * 64)]);
    }
    expect([...(await array.get()).data]).toEqual([...expected]);
  });
});

describe("a view of a part of a store", () => {
  test("holds a hierarchy of its own", async () => {
    const store = new MemoryStore();
    const part = prefixed(store, "models/b");
    await createArray({ store: part, name: "x", data: [1, 2, 3] });
    expect((await (await openArray(store, { path: "models/b/x", mode: "r" })).get()).toList()).toEqual([1, 2, 3]);
    const names: string[] = [];
    for await (const [path] of (await openGroup(part, { mode: "r" })).members({ maxDepth: null })) names.push(path);
    expect(names).toEqual(["x"]);
  });

  test("takes turns with the whole: no writer loses what the other wrote into the same chunk", async () => {
    const inner = new MemoryStore();
    // Later answers, so that turns matter, and no conditional writes, so that nothing else helps.
    const { get, set, delete: remove, contract, description } = inner;
    const late = <A extends unknown[], T>(call: (...given: A) => T) => {
      return async (...given: A) => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        return call(...given);
      };
    };
    const store: Store = Object.assign(
      { contract, description, get: late(get) },
      { set: late(set), delete: late(remove) },
    );
    await create({ store, path: "m/a", shape: [32], chunks: [32], dtype: "int32" });
    const whole = await openArray(store, { path: "m/a", mode: "r+" });
    const part = await openArray(prefixed(store, "m"), { path: "a", mode: "r+" });
    const indexes = Array.from({ length: 32 }, (_, index) => index);
    await Promise.all(indexes.map((index) => (index % 2 === 0 ? whole : part).set([index], index + 1)));
    expect((await whole.get()).toList()).toEqual(indexes.map((index) => index + 1));
  });
});

test("a read-only view can be read and not written", async () => {
  const store = new MemoryStore();
  await createArray({ store, data: [1, 2, 3] });
  const view = readOnly(store);
  expect((await (await openArray(view, { mode: "r" })).get()).toList()).toEqual([1, 2, 3]);
  await expect(openArray(view, { mode: "r+" })).rejects.toMatchObject({ code: "READ_ONLY" });
});
