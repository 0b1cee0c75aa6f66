import { describe, expect, test } from "vitest";
import { StoreError } from "../../../src/error/data-error.ts";
import { slice } from "../../../src/selection/slice.ts";
import { caught } from "../../support/caught.ts";
import { CountingStore } from "../../support/counting-store.ts";
import { runLength } from "../../support/run-length-codec.ts";
import { counting, openSmall, smallArray } from "../../support/small-array.ts";
import { turns } from "../../support/turns.ts";

/** A store whose next read of a chunk waits until it is let go. */
async function heldStore() {
  const store = new CountingStore();
  const array = await smallArray(store, { shape: [8], chunks: [4], compressors: "run_length" });
  await array.set(null, counting(8));
  store.reset();
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  store.before = () => held;
  return { store, array, letGo };
}

describe("readers of one chunk", () => {
  test("share one fetch and one decode, whatever they want of it", async () => {
    const { store, array, letGo } = await heldStore();
    runLength.decoded = 0;
    const reads = [array.get([slice(0, 4)]), array.get([2]), array.get([slice(3, null, -1)]), array.getChunk([0])];
    letGo();
    const results = await Promise.all(reads);
    expect(results.map((result) => result.toList())).toEqual([[0, 1, 2, 3], 2, [3, 2, 1, 0], [0, 1, 2, 3]]);
    expect(store.reads).toEqual(["a/c/0"]);
    expect(runLength.decoded).toBe(1);
  });

  test("who come later fetch it again", async () => {
    const { store, array, letGo } = await heldStore();
    letGo();
    await array.get([0]);
    await array.get([0]);
    expect(store.reads).toEqual(["a/c/0", "a/c/0"]);
  });

  test("all fail when the fetch fails, and the next one tries again", async () => {
    const { store, array } = await heldStore();
    store.before = () => {
      throw new Error("connection lost");
    };
    const reads = [array.get([0]), array.get([1])];
    for (const error of await Promise.all(reads.map(caught))) expect(error).toBeInstanceOf(StoreError);
    store.before = () => {};
    expect((await array.get([1])).item()).toBe(1);
  });
});

describe("a reader who leaves", () => {
  test("takes nobody else along", async () => {
    const { store, array, letGo } = await heldStore();
    const controller = new AbortController();
    const leaving = array.get([0], { signal: controller.signal });
    const staying = array.get([1]);
    const alsoStaying = array.get([2], { signal: new AbortController().signal });
    await turns();
    controller.abort(new Error("enough"));
    expect((await caught(leaving)).message).toBe("enough");
    letGo();
    expect([(await staying).item(), (await alsoStaying).item()]).toEqual([1, 2]);
    expect(store.reads).toEqual(["a/c/0"]);
  });

  test("is told at once, also by a store that never answers", async () => {
    const { array } = await heldStore();
    const controller = new AbortController();
    const read = array.get(null, { signal: controller.signal });
    await turns();
    controller.abort();
    expect((await caught(read)).name).toBe("AbortError");
  });

  test("stops the fetch when the last one has left, and whoever comes then starts afresh", async () => {
    const { store, array, letGo } = await heldStore();
    const controllers = [new AbortController(), new AbortController()];
    const reads = controllers.map(({ signal }, index) => array.get([index], { signal }));
    await turns();
    for (const controller of controllers) controller.abort();
    expect((await Promise.all(reads.map(caught))).map((error) => error.name)).toEqual(["AbortError", "AbortError"]);
    const afresh = array.get([3]);
    letGo();
    expect((await afresh).item()).toBe(3);
    expect(store.reads).toEqual(["a/c/0", "a/c/0"]);
    expect(store.pending).toBe(0);
  });

  test("before it starts asks for nothing", async () => {
    const { store, array } = await heldStore();
    expect((await caught(array.get(null, { signal: AbortSignal.abort(new Error("no")) }))).message).toBe("no");
    expect(store.requests).toEqual([]);
  });
});

describe("a read that starts after a write", () => {
  test("sees it, even while an older fetch is under way", async () => {
    const { store, array, letGo } = await heldStore();
    const older = array.get([0]);
    await turns();
    store.before = () => {};
    await array.set([slice(0, 4)], 9);
    const newer = await array.get([0]);
    letGo();
    await older;
    expect(newer.item()).toBe(9);
  });

  test("sees it also through another handle, and another store over the same values", async () => {
    const first = new CountingStore({ identity: "same" });
    const second = new CountingStore({ identity: "same", values: first.map.values });
    const writer = await smallArray(first, { shape: [4], chunks: [4] });
    const reader = await openSmall(second);
    const older = reader.get();
    await Promise.resolve();
    await writer.set(null, 7);
    expect((await reader.get()).toList()).toEqual([7, 7, 7, 7]);
    await older;
  });
});
