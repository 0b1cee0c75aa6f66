import { describe, expect, test } from "vitest";
import { createGate, forEachConcurrently } from "../../../src/io/concurrency/concurrency.ts";
import { caught } from "../../support/caught.ts";

const later = (milliseconds = 1) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

describe("forEachConcurrently", () => {
  test("visits every item once, at most so many at a time", async () => {
    const visited: number[] = [];
    let running = 0;
    let most = 0;
    await forEachConcurrently([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
      most = Math.max(most, ++running);
      await later();
      running--;
      visited.push(item);
    });
    expect(visited.sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(most).toBe(3);
  });

  test("visits in order one after the other when visits end at once", async () => {
    const visited: number[] = [];
    const done = forEachConcurrently([1, 2, 3], 2, (item) => void visited.push(item));
    expect(visited).toEqual([1, 2, 3]);
    await done;
  });

  test("lets the event loop turn when visits that end at once take long", async () => {
    let turns = 0;
    const turn = (): void => {
      turns++;
      timer = setTimeout(turn);
    };
    let timer = setTimeout(turn);
    const seen: number[] = [];
    await forEachConcurrently([1, 2, 3, 4, 5, 6], 3, () => {
      seen.push(turns);
      for (const end = performance.now() + 10; performance.now() < end; );
    });
    clearTimeout(timer);
    expect(new Set(seen).size).toBeGreaterThan(2);
  });

  test("takes items as they come", async () => {
    async function* items() {
      yield 1;
      await later();
      yield 2;
    }
    const visited: number[] = [];
    await forEachConcurrently(items(), 4, (item) => void visited.push(item));
    expect(visited).toEqual([1, 2]);
  });

  test("asks for an item only when there is room for it", async () => {
    let asked = 0;
    function* items() {
      for (;;) yield ++asked;
    }
    const error = await caught(
      forEachConcurrently(items(), 2, async (item) => {
        await later();
        if (item === 3) throw new Error("three");
      }),
    );
    expect(error.message).toBe("three");
    expect(asked).toBeLessThanOrEqual(5);
  });

  test("throws the first error when all that had started have ended, and starts nothing more", async () => {
    const ended: number[] = [];
    let closed = false;
    function* items() {
      try {
        yield* [1, 2, 3, 4, 5];
      } finally {
        closed = true;
      }
    }
    const error = await caught(
      forEachConcurrently(items(), 3, async (item) => {
        await later(item === 1 ? 1 : 10);
        if (item < 3) throw new Error(`item ${item}`);
        ended.push(item);
      }),
    );
    expect(error.message).toBe("item 1");
    expect(ended).toEqual([3]);
    expect(closed).toBe(true);
  });

  test("fails with what the items fail with", async () => {
    const broken = (function* () {
      yield 1;
      throw new Error("no more");
    })();
    expect((await caught(forEachConcurrently(broken, 2, () => {}))).message).toBe("no more");
  });

  test("starts nothing once its signal is aborted", async () => {
    const controller = new AbortController();
    let visits = 0;
    const visit = async () => {
      visits++;
      controller.abort(new Error("enough"));
      await later();
    };
    const error = await caught(forEachConcurrently([1, 2, 3], 1, visit, controller.signal));
    expect([error.message, visits]).toEqual(["enough", 1]);
  });
});

describe("a gate", () => {
  test("lets so many in at a time, the others in order", async () => {
    const gate = createGate(2);
    const order: number[] = [];
    let running = 0;
    let most = 0;
    const results = await Promise.all(
      [1, 2, 3, 4, 5].map((item) =>
        gate.run(async () => {
          most = Math.max(most, ++running);
          order.push(item);
          await later();
          running--;
          return item * 10;
        }),
      ),
    );
    expect(results).toEqual([10, 20, 30, 40, 50]);
    expect(order).toEqual([1, 2, 3, 4, 5]);
    expect(most).toBe(2);
  });

  test("costs no promise for work that ends at once", () => {
    expect(createGate(1).run(() => 7)).toBe(7);
  });

  test("stays open after a failure", async () => {
    const gate = createGate(1);
    for (const fail of [async () => Promise.reject(new Error("x")), () => expect.fail("x")]) {
      expect((await caught(async () => gate.run(fail))).message).toContain("x");
      expect(await gate.run(() => 1)).toBe(1);
    }
    const waited = gate.run(later);
    expect(await gate.run(() => 2)).toBe(2);
    await waited;
  });
});
