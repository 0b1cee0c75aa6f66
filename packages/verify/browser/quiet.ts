import { afterEach, expect } from "vitest";

// A library that complains on a page's console, or leaves a rejection unhandled, is broken. The runner sees the rejections.
const complaints: unknown[][] = [];
for (const level of ["error", "warn"] as const) {
  const original = console[level];
  console[level] = (...words: unknown[]) => {
    complaints.push([level, ...words]);
    original.apply(console, words);
  };
}

afterEach(() => {
  expect(complaints.splice(0)).toEqual([]);
});
