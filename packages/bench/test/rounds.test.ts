import { expect, test } from "vitest";
import { inTurns, orderOf } from "../src/rounds.ts";

test.each([2, 4, 8, 10])("of %i contenders each follows each other once, and has each turn once", (count) => {
  const contenders = Array.from({ length: count }, (_, index) => index);
  const orders = contenders.map((round) => orderOf(contenders, round));
  const pairs = orders.flatMap((order) => order.slice(1).map((name, turn) => `${order[turn]} ${name}`));
  expect(new Set(pairs).size).toBe(count * (count - 1));
  for (const turn of contenders) expect(new Set(orders.map((order) => order[turn])).size).toBe(count);
});

test.each([1, 3, 9])("of %i contenders each has a turn in each round", (count) => {
  const contenders = Array.from({ length: count }, (_, index) => index);
  for (let round = 0; round < 3 * count; round++) {
    expect(orderOf(contenders, round).toSorted((a, b) => a - b)).toEqual(contenders);
  }
});

test("who fails or answers something else is named, and not measured again", async () => {
  const calls: string[] = [];
  const contenders = [{ name: "right" }, { name: "wrong" }, { name: "broken" }, { name: "silent", answers: false }];
  const rows = await inTurns(contenders, "read raw", 3, async ({ name }) => {
    calls.push(name);
    if (name === "broken") throw new Error("out of order");
    return { milliseconds: calls.length, peakBytes: undefined, sum: name === "right" ? 1 : 2 };
  });
  expect(rows.map(({ contender, failure }) => [contender, failure])).toEqual([
    ["right", undefined],
    ["wrong", "read a sum of 2, others 1"],
    ["broken", "out of order"],
    ["silent", undefined],
  ]);
  expect(rows.map(({ milliseconds }) => milliseconds.length)).toEqual([3, 0, 0, 3]);
  expect(calls.filter((name) => name === "wrong" || name === "broken")).toHaveLength(2);
});
