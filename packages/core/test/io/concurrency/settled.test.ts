import { describe, expect, test } from "vitest";
import { resultsOf } from "../../../src/io/concurrency/settled.ts";
import { caught } from "../../support/caught.ts";
import { collected } from "../../support/hierarchy.ts";

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe("resultsOf", () => {
  test("hands out results as they come", async () => {
    const finish: (() => void)[] = [];
    const work = (item: number): Promise<number> =>
      new Promise((resolve) => {
        finish[item] = () => resolve(item);
      });
    const results = resultsOf([0, 1, 2], 3, work);
    const found: unknown[] = [];
    for (const item of [1, 2, 0]) {
      const next = results.next();
      finish[item]?.();
      found.push((await next).value);
    }
    expect(found).toEqual([1, 2, 0]);
    expect((await results.next()).done).toBe(true);
  });

  test.each([1, 3, 100])("works on at most %i at a time", async (limit) => {
    let running = 0;
    let most = 0;
    const work = async (item: number): Promise<number> => {
      most = Math.max(most, ++running);
      await wait(0);
      running--;
      return item;
    };
    const items = Array.from({ length: 20 }, (_, i) => i);
    expect((await collected(resultsOf(items, limit, work))).sort((a, b) => a - b)).toEqual(items);
    expect(most).toBe(Math.min(limit, 20));
  });

  test("throws the first error once all that had begun have ended, and begins no more", async () => {
    let begun = 0;
    let ended = 0;
    const work = async (item: number): Promise<number> => {
      begun++;
      await wait(item === 2 ? 1 : 10);
      ended++;
      if (item === 2) throw new Error("two");
      return item;
    };
    expect((await caught(collected(resultsOf([0, 1, 2, 3, 4, 5], 3, work)))).message).toBe("two");
    expect([begun, ended]).toEqual([3, 3]);
  });

  test("a caller who stops asking waits for what has begun", async () => {
    let ended = 0;
    const work = async (item: number): Promise<number> => {
      await wait(item);
      ended++;
      return item;
    };
    for await (const _ of resultsOf([1, 20, 30], 3, work)) break;
    expect(ended).toBe(3);
  });

  test("takes results that are there at once", async () => {
    expect(await collected(resultsOf([1, 2], 5, (item) => item * 2))).toEqual([2, 4]);
    expect(await collected(resultsOf([], 5, (item) => item))).toEqual([]);
  });
});
