import fc from "fast-check";
import { expect, test } from "vitest";
import { Claims } from "../src/claims.ts";
import { calledOff } from "../src/message.ts";

const counter = (): Int32Array<SharedArrayBuffer> => new Int32Array(new SharedArrayBuffer(4));
const claims = new Claims(() => {
  throw new Error("counted claims tell nobody");
});

test("each chunk falls to one worker, whoever asks when, and positions go up", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 700 }),
      fc.integer({ min: 1, max: 9 }),
      fc.infiniteStream(fc.nat()),
      (chunks, workers, turns) => {
        const shared = counter();
        const mine = Array.from({ length: workers }, () => claims.counted(shared, chunks, workers));
        const found = mine.map((): number[] => []);
        const asking = new Set(mine.keys());
        while (asking.size > 0) {
          const worker = [...asking][(turns.next().value as number) % asking.size] as number;
          const position = mine[worker]?.next() as number;
          if (position < 0) asking.delete(worker);
          else found[worker]?.push(position);
        }
        for (const positions of found) expect(positions).toEqual(positions.toSorted((a, b) => a - b));
        expect(found.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: chunks }, (_, position) => position));
      },
    ),
  );
});

test("neighbours go together while there are many, and one by one where there are few", () => {
  const many = counter();
  const first = claims.counted(many, 512, 2);
  const second = claims.counted(many, 512, 2);
  expect([first.next(), second.next(), first.next()]).toEqual([0, 8, 1]);
  const few = counter();
  expect([claims.counted(few, 8, 2).next(), claims.counted(few, 8, 2).next()]).toEqual([0, 1]);
});

test("a job that was called off hands out nothing, not even what was taken together", () => {
  const shared = counter();
  const mine = claims.counted(shared, 512, 2);
  expect(mine.next()).toBe(0);
  Atomics.store(shared, 0, calledOff);
  expect(mine.next()).toBe(-1);
});
