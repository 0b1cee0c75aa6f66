import { expect, test } from "vitest";
import type { WorkSize } from "../../../src/contract/index.ts";
import type { ArrayCreationOptions } from "../../../src/node/creation/creation-options.ts";
import { slice } from "../../../src/selection/slice.ts";
import { CloneExecutor } from "../../support/clone-executor.ts";
import { MapStore } from "../../support/map-store.ts";
import { blocksOf, little, smallArray } from "../../support/small-array.ts";

const compressed = { name: "run_length" };

test.each<[string, ArrayCreationOptions, Omit<WorkSize, "kind">]>([
  ["chunks as they are", { shape: [7, 9], chunks: [3, 4] }, { chunks: 4, bytes: 4 * 96, isCompressed: false }],
  [
    "chunks that shrink",
    { shape: [7, 9], chunks: [3, 4], compressors: [compressed] },
    { chunks: 4, bytes: 4 * 96, isCompressed: true },
  ],
  [
    "chunks with a checksum",
    { shape: [7, 9], chunks: [3, 4], compressors: [{ name: "checksum" }] },
    { chunks: 4, bytes: 4 * 96, isCompressed: false },
  ],
  [
    "inner chunks: those that are touched",
    { shape: [7, 9], chunks: [6, 8], codecs: blocksOf([3, 2], [little, compressed]) },
    { chunks: 1, bytes: 2 * 2 * 48, isCompressed: true },
  ],
])("the size of work on %s", async (_, options, expected) => {
  const executor = new CloneExecutor(new Map(), true);
  const array = await smallArray(new MapStore(), options);
  executor.accepts = (size) => executor.sizes.push(size) < 0;
  const selection = [slice(2, 4), slice(3, 5)];
  await array.get(selection, { executor });
  await array.set(selection, 1, { executor });
  expect(executor.sizes).toEqual([
    { kind: "read", ...expected },
    { kind: "write", ...expected },
  ]);
});
