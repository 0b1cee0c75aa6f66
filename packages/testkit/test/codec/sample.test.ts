import { expect, test } from "vitest";
import { chunkOf } from "../../src/codec.ts";

test("elements become a chunk in C order", () => {
  expect(chunkOf(["a", "b", "c", "d", "e", "f"], [2, 3])).toMatchObject({ shape: [2, 3], stride: [3, 1], offset: 0 });
  expect(chunkOf(["a"], [])).toMatchObject({ shape: [], stride: [], offset: 0 });
});
