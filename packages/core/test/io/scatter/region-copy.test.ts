import { describe, expect, test } from "vitest";
import type { Chunk } from "../../../src/contract/index.ts";
import { copyFromChunk, copyIntoChunk } from "../../../src/io/scatter/region-copy.ts";
import type { ChunkTarget } from "../../../src/io/scatter/scatter.ts";
import type { Region } from "../../../src/selection/region.ts";

const chunk = (): Chunk => ({ elements: Uint8Array.of(0, 1, 2, 3, 4, 5), shape: [2, 3], stride: [3, 1], offset: 0 });
const target = (size: number, stride: readonly number[], clean = false): ChunkTarget => ({
  elements: new Uint8Array(size).fill(9),
  offset: 0,
  stride,
  clean,
});
const box: Region = {
  kind: "box",
  axes: [
    { kind: "run", start: 1, step: -1, count: 2, target: 0 },
    { kind: "list", positions: [2, 0], targets: [1, 3] },
  ],
};
const points: Region = {
  kind: "points",
  axes: [
    [0, 1, 0],
    [2, 0, 2],
  ],
  targets: [3, 0, 1],
};

describe("copying out of a chunk", () => {
  test("puts a box where its targets say, and nothing anywhere else", () => {
    const out = target(10, [5, 1]);
    copyFromChunk(out, box, chunk(), 1);
    expect([...(out.elements as Uint8Array)]).toEqual([9, 5, 9, 3, 9, 9, 2, 9, 0, 9]);
  });

  test("puts points one by one", () => {
    const out = target(4, [1]);
    copyFromChunk(out, points, chunk(), 1);
    expect([...(out.elements as Uint8Array)]).toEqual([3, 2, 9, 2]);
  });

  test("moves the one element of an array without axes", () => {
    const out = { ...target(3, []), offset: 1 };
    copyFromChunk(out, { kind: "box", axes: [] }, { elements: Uint8Array.of(7), shape: [], stride: [], offset: 0 }, 1);
    expect([...(out.elements as Uint8Array)]).toEqual([9, 7, 9]);
  });

  test("drops axes of stride zero", () => {
    const out = target(2, [0, 1]);
    const row: Region = {
      kind: "box",
      axes: [
        { kind: "run", start: 1, step: 1, count: 1, target: 0 },
        { kind: "run", start: 0, step: 2, count: 2, target: 0 },
      ],
    };
    copyFromChunk(out, row, chunk(), 1);
    expect([...(out.elements as Uint8Array)]).toEqual([3, 5]);
  });
});

describe("copying into a chunk", () => {
  test("is the reverse", () => {
    const into = chunk();
    copyIntoChunk({ ...target(10, [5, 1]), elements: Uint8Array.from({ length: 10 }, (_, i) => 10 + i) }, box, into, 1);
    expect([...(into.elements as Uint8Array)]).toEqual([18, 1, 16, 13, 4, 11]);
  });

  test("of points that fall together leaves the last", () => {
    const into = chunk();
    copyIntoChunk({ ...target(4, [1]), elements: Uint8Array.of(10, 11, 12, 13) }, points, into, 1);
    expect([...(into.elements as Uint8Array)]).toEqual([0, 1, 11, 10, 4, 5]);
  });

  test("repeats a value of stride zero", () => {
    const into = chunk();
    copyIntoChunk({ ...target(1, [0, 0]), elements: Uint8Array.of(8) }, box, into, 1);
    expect([...(into.elements as Uint8Array)]).toEqual([8, 1, 8, 8, 4, 8]);
  });
});
