import { create, open, openArray, openGroup, slice, type ZarrArray } from "@zarrkit/api";
import { describe, expect, test } from "vitest";
import { codecChains, filled } from "../../src/hostile/chunk.ts";
import { bytes, type Json } from "../../src/hostile/document.ts";
import { checkPlace, failure } from "../../src/hostile/failure.ts";
import { CountingStore } from "../../src/store/counting.ts";

describe("a store that fails", () => {
  const array = async (target: CountingStore): Promise<ZarrArray> =>
    create({
      store: target,
      shape: [4, 8],
      chunks: [2, 2],
      dtype: "int32",
      fillValue: 0,
      codecs: [bytes],
      zarrFormat: 3,
    });

  test("a failed read is an error, never the fill value", async () => {
    const target = new CountingStore();
    const one = await array(target);
    await one.set(null, 5);
    const cause = new Error("connection lost");
    target.before = (method, key) => {
      if (method.startsWith("get") && key === "c/1/2") throw cause;
    };
    const error = await failure(one.get());
    checkPlace(error, "c/1/2");
    expect(error.cause).toBe(cause);
    expect(Array.from((await one.get([slice(0, 2)])).data as Int32Array)).toEqual(new Array(16).fill(5));
  });

  test("a failed write leaves every chunk old or new, and readable", async () => {
    for (let nth = 1; nth <= 8; nth++) {
      const target = new CountingStore();
      const one = await array(target);
      await one.set(null, 5);
      const cause = new Error("disk full");
      let sets = 0;
      target.before = (method) => {
        if (method === "set" && ++sets === nth) throw cause;
      };
      const error = await failure(one.set(null, 6));
      checkPlace(error, "c/");
      expect(error.cause).toBe(cause);
      target.before = undefined;
      const after = Array.from((await (await openArray(target, { mode: "r" })).get()).data as Int32Array);
      expect(after.filter((value) => value !== 5 && value !== 6)).toEqual([]);
      expect(after.filter((value) => value === 5).length).toBeGreaterThanOrEqual(4);
      // And the array still works.
      await one.set(null, 7);
      expect(new Set((await one.get()).data as Int32Array)).toEqual(new Set([7]));
    }
  });

  test("a failed partial write leaves the old chunk", async () => {
    const target = new CountingStore();
    const one = await array(target);
    await one.set(null, 5);
    const before = new Map([...target.entries].map(([key, value]) => [key, value.slice()]));
    target.before = (method) => {
      if (method === "set") throw new Error("disk full");
    };
    await failure(one.set([1, 1], 9));
    expect(target.entries).toEqual(before);
    target.before = (method) => {
      if (method.startsWith("get")) throw new Error("connection lost");
    };
    // Without the old chunk there is nothing to merge with: the write must not go ahead.
    await failure(one.set([1, 1], 9));
    expect(target.entries).toEqual(before);
  });

  test("a failed partial write to a shard leaves the old shard", async () => {
    const target = await filled(codecChains.sharding as readonly Json[]);
    const before = (target.entries.get("c/0") as Uint8Array).slice();
    const one = await openArray(target, { mode: "r+" });
    target.before = (method) => {
      if (method === "set") throw new Error("disk full");
    };
    checkPlace(await failure(one.set([3], 9)), "c/0");
    expect(target.entries.get("c/0")).toEqual(before);
  });

  test("concurrent partial writes to one chunk are all kept", async () => {
    const target = new CountingStore();
    const one = await create({
      store: target,
      shape: [64],
      chunks: [64],
      dtype: "int32",
      fillValue: 0,
      codecs: [bytes],
      zarrFormat: 3,
    });
    target.before = () => new Promise((resolve) => setTimeout(resolve, 1));
    const other = await openArray(target, { mode: "r+" });
    await Promise.all(Array.from({ length: 64 }, (_, i) => (i % 2 === 0 ? one : other).set([i], i + 1)));
    expect(Array.from((await one.get()).data as Int32Array)).toEqual(Array.from({ length: 64 }, (_, i) => i + 1));
  });

  test("a document that cannot be read is not a missing node", async () => {
    const target = new CountingStore();
    await array(target);
    target.before = () => {
      throw new Error("connection lost");
    };
    for (const opening of [
      open(target, { mode: "r" }),
      openArray(target, { mode: "r" }),
      openGroup(target, { mode: "r" }),
    ]) {
      const error = await failure(opening);
      expect(error.code).not.toContain("NOT_FOUND");
      expect(error.cause).toBeInstanceOf(Error);
    }
  });

  test("an aborted write rejects with the reason and leaves what was there", async () => {
    const target = new CountingStore();
    const one = await array(target);
    await one.set(null, 5);
    const before = new Map([...target.entries].map(([key, value]) => [key, value.slice()]));
    const reason = new Error("changed my mind");
    await expect(one.set(null, 6, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(target.entries).toEqual(before);
  });
});
