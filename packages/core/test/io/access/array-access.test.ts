import { describe, expect, test } from "vitest";
import { CodecError, LimitExceededError, StoreError } from "../../../src/error/data-error.ts";
import { type ArrayAccess, arrayAccess, atChunk, validShape } from "../../../src/io/access/array-access.ts";
import { defaultArrayConfig } from "../../../src/io/access/config.ts";
import { loadSpecialReads } from "../../../src/io/delegate/load-special-reads.ts";
import { parseV3Array } from "../../../src/metadata/v3-array.ts";
import { buildChain } from "../../../src/pipeline/build.ts";
import { v3Document } from "../../support/array-document.ts";
import { loadSubdivided } from "../../support/load-subdivided.ts";
import { MapStore } from "../../support/map-store.ts";
import { smallRegistry } from "../../support/small-environment.ts";

async function accessTo(members: Parameters<typeof v3Document>[0], path = "g/a"): Promise<ArrayAccess> {
  const metadata = await parseV3Array(v3Document(members), smallRegistry, {});
  const spec = { shape: [2, 3], dataType: metadata.dataType, fillValue: metadata.fillValue };
  const chain = await buildChain(metadata.codecs, spec, {
    registry: smallRegistry,
    place: {},
    chunkBytesLimit: 1000,
    loadSubdivided,
  });
  return arrayAccess(new MapStore(), path, metadata, chain, defaultArrayConfig, { loadSpecialReads });
}

const rectilinear = { name: "rectilinear", configuration: { kind: "inline", chunk_shapes: [[1, 3], 4] } };

describe("a chunk", () => {
  test("has its key below the path", async () => {
    expect((await accessTo({})).keyOf([1, 0])).toBe("g/a/c/1/0");
    expect((await accessTo({}, "")).keyOf([1, 0])).toBe("c/1/0");
  });

  test("is stored whole, and lies in the array in part", async () => {
    const access = await accessTo({ shape: [3, 6] });
    expect(access.specOf([1, 1]).shape).toEqual([2, 3]);
    expect(validShape(access, [1, 1])).toEqual([1, 3]);
    const uneven = await accessTo({ chunk_grid: rectilinear });
    expect([uneven.specOf([0, 1]).shape, uneven.specOf([1, 0]).shape]).toEqual([
      [1, 4],
      [3, 4],
    ]);
    expect(validShape(uneven, [1, 1])).toEqual([3, 2]);
  });

  test("shares its spec with others of its shape, which chains remember", async () => {
    const even = await accessTo({});
    expect(even.specOf([0, 0])).toBe(even.specOf([1, 1]));
    const uneven = await accessTo({ chunk_grid: rectilinear });
    expect(uneven.specOf([0, 0])).toBe(uneven.specOf([0, 1]));
  });
});

describe("what goes wrong with a chunk", () => {
  test("says where, once", async () => {
    const access = await accessTo({});
    for (const Kind of [CodecError, LimitExceededError]) {
      const cause = new Error("deep down");
      const error = atChunk(new Kind("It broke", { cause }), access, "g/a/c/0/1", [0, 1]);
      expect(error).toBeInstanceOf(Kind);
      expect(error).toMatchObject({ store: "map://test", path: "g/a", key: "g/a/c/0/1", chunk: [0, 1], cause });
      expect(atChunk(error, access, "other", [9])).toBe(error);
    }
  });

  test("is left as it is when it is of another kind", async () => {
    const access = await accessTo({});
    for (const error of [new StoreError("x", { key: "k" }), new RangeError("x"), "x"]) {
      expect(atChunk(error, access, "g/a/c/0/1", [0, 1])).toBe(error);
    }
  });
});
