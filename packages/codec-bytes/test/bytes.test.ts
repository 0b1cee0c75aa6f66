import type { ArrayToBytesCodec } from "@zarrkit/core/contract";
import { codecConformance, createCodec, sampleChunk, sampleDataType, sampleSpec } from "@zarrkit/testkit/codec";
import { assert, describe, expect, test } from "vitest";
import { bytes } from "../src/index.ts";

const int32 = sampleDataType("int32", 4);
const hostIsLittle = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
const host = hostIsLittle ? "little" : "big";
const other = hostIsLittle ? "big" : "little";

codecConformance(
  { test },
  {
    extension: bytes,
    kind: "array_to_bytes",
    configurations: [{ configuration: { endian: "little" } }, { configuration: { endian: "big" } }],
    invalid: [
      { configuration: undefined, spec: sampleSpec([4], int32) },
      { configuration: {}, spec: sampleSpec([4], int32) },
      { configuration: { endian: "middle" }, spec: sampleSpec([4], int32) },
      { configuration: { endian: null }, spec: sampleSpec([4], int32) },
      { configuration: { endian: 1 } },
      { configuration: { endian: "little", extra: true } },
      { configuration: { endian: "little" }, spec: sampleSpec([4], sampleDataType("string", undefined)) },
      { configuration: undefined, spelling: "numcodecs", spec: sampleSpec([4], int32) },
    ],
    golden: hostIsLittle
      ? [
          {
            name: "int32 1, -2 big-endian",
            configuration: { endian: "big" },
            spec: sampleSpec([2], int32),
            encoded: Uint8Array.of(0, 0, 0, 1, 255, 255, 255, 254),
            decoded: Uint8Array.of(1, 0, 0, 0, 254, 255, 255, 255),
          },
          {
            name: "complex64 1-2j big-endian swaps each part by itself",
            configuration: { endian: "big" },
            spec: sampleSpec([1], sampleDataType("complex64", 8, 4)),
            encoded: Uint8Array.of(0x3f, 0x80, 0, 0, 0xc0, 0, 0, 0),
            decoded: Uint8Array.of(0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0),
          },
          {
            name: "three odd 16-bit words",
            configuration: { endian: "big" },
            spec: sampleSpec([3], sampleDataType("uint16", 2)),
            encoded: Uint8Array.of(1, 2, 3, 4, 5, 6),
            decoded: Uint8Array.of(2, 1, 4, 3, 6, 5),
          },
          {
            name: "struct of a byte, a 32-bit and a 16-bit word, twice",
            configuration: { endian: "big" },
            spec: sampleSpec([2], sampleDataType("struct", 7, [1, 4, 2])),
            encoded: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 11, 12, 13, 14, 15, 16, 17),
            decoded: Uint8Array.of(1, 5, 4, 3, 2, 7, 6, 11, 15, 14, 13, 12, 17, 16),
          },
          {
            name: "a word of 16 bytes",
            configuration: { endian: "big" },
            spec: sampleSpec([1], sampleDataType("uint128", 16)),
            encoded: Uint8Array.from({ length: 16 }, (_, i) => i),
            decoded: Uint8Array.from({ length: 16 }, (_, i) => 15 - i),
          },
        ]
      : [],
  },
);

async function create(configuration: { endian: string } | undefined, dataType = int32): Promise<ArrayToBytesCodec> {
  const codec = await createCodec(bytes, { configuration, spec: sampleSpec([2], dataType) });
  assert(codec.kind === "array_to_bytes");
  return codec;
}

describe("configuration", () => {
  test("a byte order is dropped where there is none", async () => {
    const uint8 = sampleDataType("uint8", 1);
    expect((await create({ endian: "big" }, uint8)).configuration).toBeUndefined();
    expect((await create(undefined, uint8)).configuration).toBeUndefined();
    expect((await create(undefined, sampleDataType("r24", 3, 1))).configuration).toBeUndefined();
  });

  test("structures are little-endian when nothing is said", async () => {
    const struct = { ...sampleDataType("struct", 5, [1, 4]), fields: [] };
    expect((await create(undefined, struct)).configuration).toEqual({ endian: "little" });
  });

  test("a version 2 structure of both byte orders swaps the words that are not in the host's", async () => {
    const struct = { ...sampleDataType("struct", 6, [2, 4]), fields: [], foreignWordSizes: [1, 1, 4] };
    const spec = sampleSpec([1], struct);
    const codec = await createCodec(bytes, { configuration: undefined, spelling: "numcodecs", spec });
    assert(codec.kind === "array_to_bytes");
    expect(codec.configuration).toBeUndefined();
    const { elements } = await codec.decode(Uint8Array.of(1, 2, 3, 4, 5, 6), spec);
    expect(elements).toEqual(Uint8Array.of(1, 2, 6, 5, 4, 3));
    expect(await codec.encode({ elements, shape: [1], stride: [1], offset: 0 }, spec)).toEqual(
      Uint8Array.of(1, 2, 3, 4, 5, 6),
    );
  });

  test("a version 2 data type brings its own byte order", async () => {
    const spec = sampleSpec([2], { ...int32, endian: "big" });
    const codec = await createCodec(bytes, { configuration: undefined, spelling: "numcodecs", spec });
    expect(codec.configuration).toEqual({ endian: "big" });
    await expect(createCodec(bytes, { configuration: undefined, spelling: "zarr", spec })).rejects.toThrow(/endian/);
  });

  test("validate refuses what the codec was not made for", async () => {
    const codec = await create(undefined, sampleDataType("uint8", 1));
    expect(() => codec.validate?.(sampleSpec([2], int32))).toThrow(/endian/);
    expect(() => codec.validate?.(sampleSpec([2], sampleDataType("string", undefined)))).toThrow(/variable length/);
  });
});

describe("memory", () => {
  test("bytes in the order of the host are handed over as they are", async () => {
    const spec = sampleSpec([2], int32);
    const codec = await create({ endian: host });
    const input = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    expect((await codec.decode(input, spec)).elements).toBe(input);
    expect(await codec.encode({ elements: input, shape: [2], stride: [1], offset: 0 }, spec)).toBe(input);
  });

  test("bytes in the other order are copied, never changed", async () => {
    const spec = sampleSpec([2], int32);
    const codec = await create({ endian: other });
    const input = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    const { elements } = await codec.decode(input, spec);
    expect(Array.from(elements as Uint8Array)).toEqual([4, 3, 2, 1, 8, 7, 6, 5]);
    expect(Array.from(input)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
});

describe("length", () => {
  test("an error names what was expected and found", async () => {
    const codec = await create({ endian: "little" });
    expect(() => codec.decode(new Uint8Array(7), sampleSpec([2], int32))).toThrow(/takes 8 bytes; found 7/);
    expect(() => codec.decode(new Uint8Array(9), sampleSpec([2], int32))).toThrow(/takes 8 bytes; found 9/);
    expect(() => codec.encode(sampleChunk(sampleSpec([3], int32), 1), sampleSpec([2], int32))).toThrow(
      /8 bytes; found 12/,
    );
  });

  test("a shape beyond memory is refused before any allocation", async () => {
    const codec = await create({ endian: "big" });
    expect(() => codec.decode(new Uint8Array(8), sampleSpec([2 ** 40, 2 ** 40], int32))).toThrow(/does not fit/);
  });

  test("encodedSize is the size of the elements", async () => {
    expect((await create({ endian: "big" })).encodedSize?.(sampleSpec([3, 5], int32))).toBe(60);
  });
});
