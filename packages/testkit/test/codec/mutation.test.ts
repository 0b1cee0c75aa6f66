import { expect, test } from "vitest";
import { mutations } from "../../src/codec.ts";

test("mutations are the same for equal seeds, and leave the bytes alone", () => {
  const bytes = Uint8Array.from({ length: 50 }, (_, index) => index);
  const before = bytes.slice();
  const [one, two, other] = [mutations(bytes, 1, 20), mutations(bytes, 1, 20), mutations(bytes, 2, 20)].map((list) => [
    ...list,
  ]);
  expect(one).toHaveLength(20);
  expect(one).toEqual(two);
  expect(one).not.toEqual(other);
  expect(bytes).toEqual(before);
});
