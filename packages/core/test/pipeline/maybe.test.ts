import { expect, test } from "vitest";
import { chained } from "../../src/pipeline/maybe.ts";

test("a value goes on at once, a promise later", async () => {
  expect(chained(2, (value) => value * 3)).toBe(6);
  const later = chained(Promise.resolve(2), (value) => value * 3);
  expect(later).toBeInstanceOf(Promise);
  expect(await later).toBe(6);
});
