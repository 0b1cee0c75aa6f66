import { describe, expect, test } from "vitest";
import { CodecError } from "../../../src/error/data-error.ts";
import { slice } from "../../../src/selection/slice.ts";
import { caught } from "../../support/caught.ts";
import { CountingStore, RangesStore } from "../../support/counting-store.ts";
import { runLength } from "../../support/run-length-codec.ts";
import { blocksOf, counting, little, openSmall, smallArray } from "../../support/small-array.ts";

async function sharded<S extends CountingStore>(store: S, config: object = {}) {
  const codecs = blocksOf([2], [little, "run_length"]);
  await (await smallArray(store, { shape: [16], chunks: [16], codecs })).set(null, counting(16));
  const array = await openSmall(store, config);
  await array.get([0]);
  store.reset();
  runLength.decoded = 0;
  return { store, array };
}

describe("readers of one inner chunk", () => {
  test("share one fetch and one decode", async () => {
    const { store, array } = await sharded(new CountingStore());
    const reads = await Promise.all([array.get([4]), array.get([5]), array.get([slice(4, 6)])]);
    expect(reads.map((read) => read.toList())).toEqual([4, 5, [4, 5]]);
    expect(store.requests).toHaveLength(1);
    expect(runLength.decoded).toBe(1);
  });

  test("who want others beside it fetch only those", async () => {
    const { array } = await sharded(new CountingStore());
    const [one, both] = await Promise.all([array.get([4]), array.get([slice(4, 8)])]);
    expect([one.item(), both.toList()]).toEqual([4, [4, 5, 6, 7]]);
    expect(runLength.decoded).toBe(2);
  });

  test("do not lose it when the one who began leaves", async () => {
    const { store, array } = await sharded(new CountingStore());
    const controller = new AbortController();
    const leaving = array.get([slice(4, 8)], { signal: controller.signal });
    const staying = array.get([6]);
    await new Promise((resolve) => setTimeout(resolve, 0));
    controller.abort();
    expect((await caught(leaving)).name).toBe("AbortError");
    expect((await staying).item()).toBe(6);
    expect(store.pending).toBe(0);
  });

  test("own what they get", async () => {
    const { array } = await sharded(new CountingStore());
    const [one, two] = await Promise.all([array.get([slice(4, 6)]), array.get([slice(4, 6)])]);
    one.data[0] = -1;
    expect([...two.data]).toEqual([4, 5]);
  });
});

describe("a store that serves several ranges at once", () => {
  test("is asked once for what cannot be merged", async () => {
    const { store, array } = await sharded(new RangesStore(), { coalesceMaxGapBytes: 0 });
    expect((await array.get([slice(0, 16, 4)])).toList()).toEqual([0, 4, 8, 12]);
    expect(store.requests).toHaveLength(1);
    expect(store.of("getRanges")[0]?.ranges).toHaveLength(4);
  });

  test("is asked with a plain request for a single range", async () => {
    const { store, array } = await sharded(new RangesStore());
    await array.get([slice(2, 6)]);
    expect(store.requests.map(({ kind }) => kind)).toEqual(["get"]);
  });

  test("that lost the value, or answers too little, is an error", async () => {
    const { store, array } = await sharded(new RangesStore(), { coalesceMaxGapBytes: 0 });
    const value = store.map.values.get("a/c/0") as Uint8Array;
    store.map.values.set("a/c/0", value.subarray(0, 10));
    expect(await caught(array.get([slice(0, 16, 4)]))).toBeInstanceOf(CodecError);
    store.map.delete("a/c/0");
    expect(await caught(array.get([slice(0, 16, 4)]))).toBeInstanceOf(CodecError);
  });
});

test("a damaged inner chunk says which chunk it is in, and leaves the others readable", async () => {
  const { store, array } = await sharded(new CountingStore());
  const value = store.map.values.get("a/c/0") as Uint8Array;
  // The runs of the first inner chunk grow longer than it can be.
  value[0] = 200;
  const error = await caught(array.get([slice(0, 4)]));
  expect(error).toBeInstanceOf(CodecError);
  expect(error).toMatchObject({ path: "a", key: "a/c/0", chunk: [0] });
  expect((await array.get([slice(2, 8)])).toList()).toEqual([2, 3, 4, 5, 6, 7]);
});
