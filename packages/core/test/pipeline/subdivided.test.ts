import { describe, expect, test } from "vitest";
import { contiguousStride } from "../../src/buffer/stride.ts";
import type { Chunk, ChunkSpec, InnerChunkIndex, JsonValue } from "../../src/contract/index.ts";
import { CodecError } from "../../src/error/data-error.ts";
import { parseV3Codecs } from "../../src/metadata/v3-array.ts";
import { buildChain } from "../../src/pipeline/build.ts";
import {
  decodeSubdivided,
  encodeSubdivided,
  innerBytes,
  memorySource,
  storedRange,
} from "../../src/pipeline/subdivided.ts";
import { caught } from "../support/caught.ts";
import { loadSubdivided } from "../support/load-subdivided.ts";
import { numberType } from "../support/number-type.ts";
import { smallRegistry } from "../support/small-environment.ts";

const uint8 = numberType({ name: "uint8", itemSize: 1, kind: "u" });
const spec: ChunkSpec = { shape: [2, 4], dataType: uint8, fillValue: Uint8Array.of(9) };
const subdivision = async (codecs: JsonValue[] = ["bytes"], chunkShape = [1, 2]) => {
  const list = parseV3Codecs([{ name: "blocks", configuration: { chunk_shape: chunkShape, codecs } }], {});
  const chain = await buildChain(list, spec, {
    registry: smallRegistry,
    place: {},
    chunkBytesLimit: 1000,
    loadSubdivided,
  });
  return chain.subdivision(spec) ?? expect.unreachable();
};
const chunkOf = (...values: number[]): Chunk => ({
  elements: Uint8Array.from(values),
  shape: spec.shape,
  stride: contiguousStride(spec.shape),
  offset: 0,
});

describe("a whole chunk", () => {
  test("is stored inner chunk by inner chunk in C order, without those that hold nothing but the fill value", async () => {
    const parts = await subdivision();
    const bytes = await encodeSubdivided(chunkOf(1, 2, 9, 9, 5, 6, 7, 8), spec, parts);
    expect([...bytes.subarray(0, 6)]).toEqual([1, 2, 5, 6, 7, 8]);
    expect(bytes.length).toBe(6 + 4 * 8);
    const whole = await decodeSubdivided(bytes, spec, parts);
    expect(whole).toEqual(chunkOf(1, 2, 9, 9, 5, 6, 7, 8));
  });

  test.each([
    ["codecs that answer at once", ["bytes", "checksum"]],
    ["codecs that answer later", ["bytes", "run_length"]],
    ["inner chunks divided again", [{ name: "blocks", configuration: { chunk_shape: [1, 1], codecs: ["bytes"] } }]],
    ["inner chunks turned around", [{ name: "transpose", configuration: { order: [1, 0] } }, "bytes"]],
  ])("survives %s", async (_, codecs) => {
    const parts = await subdivision(codecs, [2, 2]);
    const chunk = chunkOf(1, 2, 3, 4, 5, 6, 7, 8);
    expect(await decodeSubdivided(await encodeSubdivided(chunk, spec, parts), spec, parts)).toEqual(chunk);
  });

  test("with a damaged index is an error of the codec", async () => {
    const parts = await subdivision();
    const bytes = await encodeSubdivided(chunkOf(1, 2, 3, 4, 5, 6, 7, 8), spec, parts);
    const beyond = bytes.slice();
    beyond[8 + 4] = 99;
    const half = bytes.slice();
    half.fill(255, 8 + 4, 8 + 8);
    for (const damaged of [beyond, half, bytes.subarray(0, 20)]) {
      expect(await caught(async () => decodeSubdivided(damaged, spec, parts))).toBeInstanceOf(CodecError);
    }
  });
});

describe("memorySource", () => {
  const bytes = Uint8Array.of(0, 1, 2, 3, 4);

  test("serves ranges, clipped to what is there", async () => {
    const source = memorySource(bytes);
    const read = async (range?: Parameters<typeof source.get>[0]) => [...((await source.get(range)) ?? [])];
    expect(await read()).toEqual([0, 1, 2, 3, 4]);
    expect(await read({ offset: 3 })).toEqual([3, 4]);
    expect(await read({ offset: 1, length: 2 })).toEqual([1, 2]);
    expect(await read({ offset: 4, length: 9 })).toEqual([4]);
    expect(await read({ offset: 9, length: 9 })).toEqual([]);
    expect(await read({ suffix: 2 })).toEqual([3, 4]);
    expect(await read({ suffix: 9 })).toEqual([0, 1, 2, 3, 4]);
    expect(await read({ suffix: 0 })).toEqual([]);
  });

  test("of nothing has nothing", () => {
    expect(memorySource(undefined).get({ suffix: 2 })).toBeUndefined();
  });
});

describe("storedRange", () => {
  const index = (offset: number, length: number): InnerChunkIndex => ({
    byteLength: 16,
    range: (position) => (position === 0 ? { offset, length } : undefined),
  });

  test("takes ranges inside the chunk only", async () => {
    expect(storedRange(index(1, 3), 0, 4)).toEqual({ offset: 1, length: 3 });
    expect(storedRange(index(1, 3), 1, 4)).toBeUndefined();
    expect(await caught(() => storedRange(index(1, 4), 0, 4))).toBeInstanceOf(CodecError);
    expect(await caught(() => storedRange(index(2 ** 52, 1), 0, 4))).toBeInstanceOf(CodecError);
  });

  test("says that an index is damaged when it throws", async () => {
    const broken: InnerChunkIndex = { byteLength: 0, range: () => expect.fail("half an entry") };
    const error = await caught(() => storedRange(broken, 0));
    expect(error).toBeInstanceOf(CodecError);
    expect(error.message).toContain("half an entry");
  });
});

test("innerBytes are a view of the chunk's own", () => {
  const bytes = Uint8Array.of(0, 1, 2, 3);
  const part = innerBytes(bytes, { offset: 1, length: 3 });
  expect([part.buffer === bytes.buffer, ...part]).toEqual([true, 1, 2, 3]);
});
