import { describe, expect, test } from "vitest";
import { flatValues, nestedListShape, toNestedList } from "../../../src/node/value/nested-list.ts";

describe("nestedListShape", () => {
  test.each<[unknown, number[]]>([
    [5, []],
    [[], [0]],
    [[1, 2, 3], [3]],
    [
      [[1], [2]],
      [2, 1],
    ],
    [
      [[], []],
      [2, 0],
    ],
    [["ab", "c"], [2]],
  ])("of %j is %j", (list, shape) => {
    expect(nestedListShape(list)).toEqual(shape);
  });

  test("goes no deeper than asked", () => {
    expect(nestedListShape([[[1, 2]], [[3, 4]]], 2)).toEqual([2, 1]);
    expect(nestedListShape([[1], [2, 3]], 1)).toEqual([2]);
  });

  test.each([[[[1], [2, 3]]], [[[1], 2]], [[1, [2]]], [[[1, 2], []]], [[[[1]], [[2, 3]]]]])("of %j is none", (list) => {
    expect(() => nestedListShape(list)).toThrow(TypeError);
  });
});

test("values are read in C order, however deep", () => {
  expect([
    ...flatValues(
      [
        [1, 2],
        [3, 4],
      ],
      2,
    ),
  ]).toEqual([1, 2, 3, 4]);
  expect([
    ...flatValues(
      [
        [1, 2],
        [3, 4],
      ],
      1,
    ),
  ]).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect([...flatValues(7, 0)]).toEqual([7]);
});

test("lists are made from any strides", () => {
  expect(toNestedList([2, 2], [1, -2], 2, (at) => at)).toEqual([
    [2, 0],
    [3, 1],
  ]);
  expect(toNestedList([], [], 4, (at) => at)).toBe(4);
  expect(toNestedList([0, 5], [5, 1], 0, () => expect.unreachable())).toEqual([]);
});
