import { expect, test } from "vitest";
import { type ChunkListing, isUnseen } from "../../src/panel/chunk-listing.ts";

const listing = (more: Partial<ChunkListing> = {}): ChunkListing => ({
  keys: new Map([["0,0", "a/c/0/0"]]),
  foldersLeft: new Set(),
  isCutOff: false,
  ...more,
});

test("after a whole listing everything is known", () => {
  expect(isUnseen(listing(), "a/c/0/1")).toBe(false);
});

test("without a listing, and after one that was cut off, nothing is", () => {
  expect(isUnseen(undefined, "a/c/0/1")).toBe(true);
  expect(isUnseen(listing({ isCutOff: true }), "a/c/0/1")).toBe(true);
});

test("below folders that were not looked at nothing is, at any depth", () => {
  const some = listing({ foldersLeft: new Set(["a/c/1/", "a/c/2/3/"]) });
  const keys = ["a/c/0/0/0", "a/c/1/0/0", "a/c/10/0/0", "a/c/2/3/0", "a/c/2/4/0", "0"];
  expect(keys.map((key) => isUnseen(some, key))).toEqual([false, true, false, true, false, false]);
});
