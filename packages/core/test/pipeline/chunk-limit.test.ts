import { expect, test } from "vitest";
import type { ChunkSpec, DataType } from "../../src/contract/index.ts";
import { LimitExceededError } from "../../src/error/data-error.ts";
import { refuseHugeBytes, refuseHugeChunk } from "../../src/pipeline/chunk-limit.ts";
import { caught } from "../support/caught.ts";

const specOf = (itemSize: number | undefined, ...shape: number[]): ChunkSpec => {
  return { shape, dataType: { itemSize } as DataType, fillValue: [] };
};

test("a chunk may be as large as the limit and no larger", async () => {
  expect(() => refuseHugeChunk(specOf(4, 5, 5), 100)).not.toThrow();
  expect(await caught(() => refuseHugeChunk(specOf(4, 5, 5), 99))).toBeInstanceOf(LimitExceededError);
  expect(await caught(() => refuseHugeChunk(specOf(8, 2 ** 53 - 1, 2 ** 53 - 1), 2 ** 53))).toBeInstanceOf(
    LimitExceededError,
  );
});

test("elements of any length count as a pointer", async () => {
  expect(() => refuseHugeChunk(specOf(undefined, 10), 80)).not.toThrow();
  expect(await caught(() => refuseHugeChunk(specOf(undefined, 11), 80))).toBeInstanceOf(LimitExceededError);
});

test("bytes are counted as they are", async () => {
  expect(() => refuseHugeBytes(10, 10)).not.toThrow();
  expect((await caught(() => refuseHugeBytes(11, 10))).message).toMatch(/11 bytes.*chunkBytes = 10/);
});
