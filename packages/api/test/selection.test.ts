import type { ZarrArray } from "@zarrkit/core";
import { describe } from "vitest";
import { replay, replayFields } from "../../core/test/numpy/replay.ts";
import { createArray } from "../src/index.ts";

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
