import type { ZarrArray } from "@zarrkit/core";
import { describe, expect, test } from "vitest";
import { replay, replayFields } from "../../core/test/numpy/replay.ts";
import { createArray, slice } from "../src/index.ts";

const dtype = {
  name: "struct",
  configuration: {
    fields: [
      { name: "id", data_type: "int16" },
      { name: "value", data_type: "float64" },
      { name: "flag", data_type: "uint8" },
    ],
  },
};

describe("in chunks", () => {
  replay(([shape, chunks], { order = "C" }) => {
    return createArray({ shape, chunks, dtype: "int32", config: { order } });
  });
  describe("of structured elements", () => {
    replayFields(([shape, chunks]) => createArray({ shape, chunks, dtype }));
  });
});

describe("in shards", () => {
  replay(([shape, chunks, shards], { kind, order = "C" }) => {
    // Blocks are recorded in units of `chunks`, which have to be the shards then.
    const [outer, inner] = kind === "blocks" ? [chunks, chunks.map(() => 1)] : [shards, chunks];
    return createArray({ shape, chunks: inner, shards: outer, dtype: "int32", config: { order } });
  });
  describe("of structured elements", () => {
    replayFields(([shape, chunks, shards]) => createArray({ shape, chunks, shards, dtype }));
  });
});

describe("in version 2", () => {
  replay(([shape, chunks], { order = "C" }) => {
    return createArray({ shape, chunks, dtype: "<i4", order: "F", zarrFormat: 2, config: { order } });
  });
  describe("of structured elements", () => {
    const fields = [
      ["id", "<i2"],
      ["value", "<f8"],
      ["flag", "|u1"],
    ];
    replayFields(
      ([shape, chunks]) => createArray<string>({ shape, chunks, dtype: fields, zarrFormat: 2 }) as Promise<ZarrArray>,
    );
  });
});

test("bytes are one value, although they look like a list of numbers", async () => {
  for (const dtype of ["variable_length_bytes", { name: "raw_bytes", configuration: { length_bytes: 3 } }]) {
    const array = await createArray({ shape: [3], dtype });
    await array.set([0], Uint8Array.of(1, 2, 3));
    await array.set([slice(1, 3)], [Uint8Array.of(4, 5, 6), Uint8Array.of(7, 8, 9)]);
    const bytes = [0, 1, 2].map(async (at) => [...((await array.item([at])) as Uint8Array)]);
    expect(await Promise.all(bytes)).toEqual([
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
    ]);
  }
});
