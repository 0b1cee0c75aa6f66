import type { ArrayToArrayCodec, ArrayToBytesCodec, BytesToBytesCodec, JsonObject } from "@zarrkit/core/contract";
import { chunkOf } from "@zarrkit/testkit/codec";
import { describe, expect, test } from "vitest";
import * as numcodecs from "../src/index.ts";
import { engine } from "./engine.ts";

const { createFor, specOf } = engine;

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "hex"));
const elementsOf = (values: ArrayBufferView): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength).slice();

describe("bitround", () => {
  const round = async (dtype: string, keepbits: number, elements: Uint8Array): Promise<Uint8Array> => {
    const size = { int8: 1, uint8: 1, float16: 2, bfloat16: 2, float32: 4, uint32: 4 }[dtype] ?? 8;
    const spec = await specOf([elements.length / size], dtype);
    const codec = await createFor<ArrayToArrayCodec>(numcodecs.bitround, { keepbits }, spec);
    const chunk = await codec.encode(chunkOf(elements, spec.shape), spec);
    expect((await codec.decode(chunk, spec)).elements).toEqual(chunk.elements);
    return chunk.elements as Uint8Array;
  };

  test("the registry's float32 sample", async () => {
    const values = Float32Array.of(0, 0.1, 1.2, 12.3, 123.4, 1234.5, Number.NaN, Infinity, -Infinity);
    const rounded = await round("float32", 3, elementsOf(values));
    expect(rounded).toEqual(hex("000000000000d03d0000a03f000040410000f0420000a0440000c07f0000807f000080ff"));
  });
  test("the registry's uint8 sample", async () => {
    expect(await round("uint8", 3, Uint8Array.of(0, 1, 10, 11, 100, 123, 200, 208, 209, 255))).toEqual(
      hex("00010a0c6080c0c0e0e0"),
    );
  });
  test("zarrs' uint32 sample", async () => {
    const values = Uint32Array.of(0, 1024, 1280, 1664, 1685, 123145182, 4294967295);
    expect(await round("uint32", 3, elementsOf(values))).toEqual(
      elementsOf(Uint32Array.of(0, 1024, 1280, 1536, 1792, 117440512, 3758096384)),
    );
  });
  test("64-bit integers, by the same rule", async () => {
    const values = BigUint64Array.of(0n, 11n, 123n, 2n ** 64n - 1n, 2n ** 40n + 1n);
    expect(await round("uint64", 3, elementsOf(values))).toEqual(
      elementsOf(BigUint64Array.of(0n, 12n, 128n, 7n << 61n, 2n ** 40n)),
    );
  });
  test("a NaN stays a NaN, even one whose mantissa would overflow", async () => {
    for (const [dtype, pattern] of [
      ["float32", "ffffff7f"],
      ["float32", "0100807f"],
      ["float64", "ffffffffffffffff"],
      ["float64", "010000000000f07f"],
      ["float16", "ff7f"],
      ["bfloat16", "ffff"],
    ] as const) {
      const spec = await specOf([1], dtype);
      expect(spec.dataType.unpack(await round(dtype, 1, hex(pattern)), 0)).toBeNaN();
    }
  });
  test("the fill value is rounded, and the numcodecs spelling is stricter", async () => {
    const spec = await specOf([4], "float32", 1.2345679);
    const codec = await createFor<ArrayToArrayCodec>(numcodecs.bitround, { keepbits: 3 }, spec);
    expect(codec.encodedSpec(spec).fillValue).toEqual(elementsOf(Float32Array.of(1.25)));
    await expect(createFor(numcodecs.bitround, { keepbits: 0 }, spec)).rejects.toThrow("keepbits");
    const strict = await createFor<ArrayToArrayCodec>(numcodecs.bitround, { keepbits: 24 }, spec, "numcodecs");
    expect(() => strict.encodedSpec(spec)).toThrow("mantissa of 23 bits");
    const integers = await specOf([4], "int32");
    const numeric = await createFor<ArrayToArrayCodec>(numcodecs.bitround, { keepbits: 2 }, integers, "numcodecs");
    expect(() => numeric.encodedSpec(integers)).toThrow("int32");
  });
});

describe("packbits", () => {
  const check = async (
    dtype: string,
    configuration: JsonObject,
    decoded: Uint8Array,
    encoded: string,
  ): Promise<void> => {
    const probe = await specOf([1], dtype);
    const spec = await specOf([decoded.length / probe.dataType.itemSize!], dtype);
    const codec = await createFor<ArrayToBytesCodec>(numcodecs.packbits, configuration, spec);
    codec.validate?.(spec);
    const packed = await codec.encode(chunkOf(decoded, spec.shape), spec);
    expect(Buffer.from(packed).toString("hex")).toBe(encoded);
    expect(codec.encodedSize?.(spec)).toBe(packed.length);
    expect((await codec.decode(packed, spec)).elements).toEqual(decoded);
  };

  test("int4, as in the corpus", () => check("int4", {}, hex("f8ff000703"), "f87003"));
  test("bool, the first in the lowest bit", () => check("bool", {}, hex("010100000000000001"), "0301"));
  test("padding counts", async () => {
    await check("bool", { padding_encoding: "first_byte" }, hex("010100000000000001"), "070301");
    await check("bool", { padding_encoding: "last_byte" }, hex("010100000000000001"), "030107");
  });
  test("uint2 and 6-bit floats", async () => {
    await check("uint2", {}, hex("0302010003"), "1b03");
    await check("float6_e2m3fn", {}, hex("3f00152a"), "3f50a9");
  });
  test("a part of the bits: zero-extended, or sign-extended", async () => {
    await check("uint16", { first_bit: 0, last_bit: 9 }, elementsOf(Uint16Array.of(1023, 0, 513)), "ff031020");
    await check("int16", { first_bit: 0, last_bit: 9 }, elementsOf(Int16Array.of(-1, 511, -512, 3)), "ffff07e000");
    await check("int32", { first_bit: 4, last_bit: 11 }, elementsOf(Int32Array.of(-16, 1024, 16)), "ff4001");
    await check("int64", { first_bit: 0, last_bit: 8 }, elementsOf(BigInt64Array.of(-2n, 255n)), "feff01");
  });
  test("complex numbers, component by component", () =>
    check("complex64", { first_bit: 16 }, elementsOf(Float32Array.of(1.5, -2, 0, 4)), "c03f00c000008040"));
  test("what cannot be", async () => {
    const spec = await specOf([3], "uint8");
    for (const configuration of [{ last_bit: 8 }, { first_bit: 5, last_bit: 4 }, { first_bit: -1 }]) {
      const codec = await createFor<ArrayToBytesCodec>(numcodecs.packbits, configuration, spec);
      expect(() => codec.validate?.(spec)).toThrow(/bit/);
    }
    const text = await specOf([3], "string");
    const codec = await createFor<ArrayToBytesCodec>(numcodecs.packbits, {}, text);
    expect(() => codec.validate?.(text)).toThrow("string");
    const counted = await createFor<ArrayToBytesCodec>(numcodecs.packbits, { padding_encoding: "first_byte" }, spec);
    await expect((async () => counted.decode(hex("01000000"), spec))()).rejects.toThrow("unused bits");
  });
});

describe("reshape and squeeze", () => {
  test("lengths, dimensions and the rest", async () => {
    const shapes: readonly (readonly [JsonObject["shape"], readonly number[], readonly number[]])[] = [
      [
        [[0, 1], [2]],
        [2, 3, 4],
        [6, 4],
      ],
      [
        [[0, 1], 10, [3, 4]],
        [2, 3, 10, 4, 5],
        [6, 10, 20],
      ],
      [
        [-1, [2]],
        [2, 3, 4],
        [6, 4],
      ],
      [
        [4, -1],
        [2, 3, 4],
        [4, 6],
      ],
      [[1, -1, 1], [], [1, 1, 1]],
    ];
    for (const [shape, decoded, encoded] of shapes) {
      const spec = await specOf(decoded, "int16");
      const codec = await createFor<ArrayToArrayCodec>(numcodecs.reshape, { shape: shape! }, spec);
      expect(codec.encodedSpec(spec).shape).toEqual(encoded);
    }
  });
  test("shapes that do not fit", async () => {
    const spec = await specOf([2, 3, 4], "int16");
    for (const shape of [[5, -1], [23], [[0], [2]], [[0], 4, 3], [[1, 2], 2], [[3], 24], [2, [2], 3]]) {
      const codec = await createFor<ArrayToArrayCodec>(numcodecs.reshape, { shape }, spec);
      if (JSON.stringify(shape) === "[[0],4,3]") expect(codec.encodedSpec(spec).shape).toEqual([2, 4, 3]);
      else expect(() => codec.encodedSpec(spec), JSON.stringify(shape)).toThrow(RangeError);
    }
  });
  test("squeeze keeps one dimension at least", async () => {
    for (const [decoded, encoded] of [
      [[1, 3, 1], [3]],
      [[1, 1], [1]],
      [[], [1]],
      [
        [2, 3],
        [2, 3],
      ],
      [[1, 0], [0]],
    ] as const) {
      const spec = await specOf(decoded, "uint8");
      const codec = await createFor<ArrayToArrayCodec>(numcodecs.squeeze, {}, spec);
      expect(codec.encodedSpec(spec).shape).toEqual(encoded);
    }
  });
});

describe("conditional", () => {
  const gzip = { name: "gzip", configuration: { level: 5 } };

  test("the corpus: gzip applied", async () => {
    const spec = await specOf([4], "int32");
    const codec = await createFor<BytesToBytesCodec>(numcodecs.conditional, { codecs: [gzip], header_bits: 8 }, spec);
    const encoded = hex("011f8b08000000000002ff63646060f8f7ffff7f66200da4ea011b0bd0e010000000");
    const decoded = hex("01000000feffffff03000000ffffff7f");
    expect(await codec.decode(encoded, { size: 16, limit: 16 })).toEqual(decoded);
    expect(await codec.decode(Uint8Array.of(0, ...decoded), { size: 16, limit: 16 })).toEqual(decoded);
    // 16 bytes only get longer, so they are stored as they are.
    expect(await codec.encode(decoded)).toEqual(Uint8Array.of(0, ...decoded));
  });
  test("any choice of several codecs", async () => {
    const spec = await specOf([1000], "uint8");
    const codecs = [gzip, { name: "numcodecs.crc32", configuration: {} }, gzip];
    const codec = await createFor<BytesToBytesCodec>(numcodecs.conditional, { codecs, header_bits: 16 }, spec);
    const data = new Uint8Array(1000).fill(7);
    const bound = { size: 1000, limit: 1000 };
    const encoded = await codec.encode(data);
    expect(Array.from(encoded.subarray(0, 2))).toEqual([7, 0]);
    expect(encoded.length).toBeLessThan(100);
    expect(await codec.decode(encoded, bound)).toEqual(data);
    const checksum = await createFor<BytesToBytesCodec>(numcodecs.crc32, {}, spec, "numcodecs");
    const summed = await checksum.encode(data);
    expect(await codec.decode(Uint8Array.of(2, 0, ...summed), bound)).toEqual(data);
    summed[9]! ^= 1;
    await expect((async () => codec.decode(Uint8Array.of(2, 0, ...summed), bound))()).rejects.toThrow("checksum");
    await expect((async () => codec.decode(Uint8Array.of(8, 0, ...data), bound))()).rejects.toThrow("codec 3 of 3");
    await expect((async () => codec.decode(Uint8Array.of(0), bound))()).rejects.toThrow("header");
    await expect((async () => codec.decode(Uint8Array.of(0, 0, 1), bound))()).rejects.toThrow("1000");
  });
  test("data whose size a reader cannot know is stored as it is", async () => {
    for (const [name, count] of [
      ["string", 100],
      ["uint8", 99],
    ] as const) {
      const spec = await specOf([count], name);
      const codec = await createFor<BytesToBytesCodec>(numcodecs.conditional, { codecs: [gzip] }, spec);
      const data = new Uint8Array(100).fill(7);
      const encoded = await codec.encode(data);
      expect(encoded).toEqual(Uint8Array.of(0, ...data));
      expect(await codec.decode(encoded, { size: undefined, limit: 1000 })).toEqual(data);
    }
  });
  test("behind a compressor, the size is that of the plain chunk", async () => {
    const spec = await specOf([100], "uint8");
    const codec = await createFor<BytesToBytesCodec>(numcodecs.conditional, { codecs: [gzip] }, spec);
    const data = new Uint8Array(100).fill(7);
    const encoded = await codec.encode(data);
    expect(encoded.length).toBeLessThan(50);
    expect(await codec.decode(encoded, { size: undefined, limit: 1000 })).toEqual(data);
    await expect((async () => codec.decode(encoded, { size: undefined, limit: 99 }))()).rejects.toThrow("beforehand");
  });
  test("configurations that cannot be", async () => {
    const spec = await specOf([4], "int32");
    for (const configuration of [
      {},
      { codecs: [] },
      { codecs: [gzip], header_bits: 4 },
      { codecs: [gzip], header_bits: 0 },
      { codecs: [{ name: "transpose", configuration: { order: [0] } }] },
      { codecs: ["nonesuch"] },
      { codecs: [gzip], bits: 8 },
    ]) {
      await expect(createFor(numcodecs.conditional, configuration, spec)).rejects.toThrow();
    }
  });
});

describe("n5_default", () => {
  const inner = [
    { name: "transpose", configuration: { order: [1, 0] } },
    { name: "bytes", configuration: { endian: "big" } },
  ];
  // A block as the N5 text has it: mode, rank, lengths, then elements with the first dimension fastest.
  const block = hex("000000020000000200000003000100030002000400050006");

  test("a whole block", async () => {
    const spec = await specOf([2, 3], "int16");
    const codec = await createFor<ArrayToBytesCodec>(numcodecs.n5Default, { codecs: inner }, spec);
    codec.validate?.(spec);
    const chunk = await codec.decode(block, spec);
    expect(chunk).toEqual(chunkOf(elementsOf(Int16Array.of(1, 2, 5, 3, 4, 6)), [2, 3]));
    expect(await codec.encode(chunk, spec)).toEqual(block);
  });
  test("a block at the edge, shorter than the chunk, and one that is longer", async () => {
    const larger = await specOf([3, 3], "int16", 9);
    const codec = await createFor<ArrayToBytesCodec>(numcodecs.n5Default, { codecs: inner }, larger);
    expect((await codec.decode(block, larger)).elements).toEqual(elementsOf(Int16Array.of(1, 2, 5, 3, 4, 6, 9, 9, 9)));
    const smaller = await specOf([1, 2], "int16");
    expect((await codec.decode(block, smaller)).elements).toEqual(elementsOf(Int16Array.of(1, 2)));
  });
  test("a compressor inside", async () => {
    const spec = await specOf([4, 5], "float64");
    const codecs = [...inner, { name: "gzip", configuration: { level: 1 } }];
    const codec = await createFor<ArrayToBytesCodec>(numcodecs.n5Default, { codecs }, spec);
    const chunk = chunkOf(elementsOf(Float64Array.from({ length: 20 }, (_, index) => index / 3)), [4, 5]);
    expect(await codec.decode(await codec.encode(chunk, spec), spec)).toEqual(chunk);
  });
  test("blocks and configurations that are refused", async () => {
    const spec = await specOf([2, 3], "int16");
    const codec = await createFor<ArrayToBytesCodec>(numcodecs.n5Default, { codecs: inner }, spec);
    const decode = async (change: (bytes: Uint8Array) => Uint8Array): Promise<unknown> =>
      codec.decode(change(block.slice()), spec);
    await expect(decode((bytes) => bytes.fill(1, 1, 2))).rejects.toThrow("mode 1");
    await expect(decode((bytes) => bytes.fill(3, 3, 4))).rejects.toThrow("3 dimensions");
    await expect(decode((bytes) => bytes.fill(0xff, 4, 8))).rejects.toThrow("far larger");
    await expect(decode((bytes) => bytes.subarray(0, 9))).rejects.toThrow("header");
    await expect(decode((bytes) => bytes.subarray(0, 20))).rejects.toThrow();
    for (const codecs of [
      [inner[0]!],
      [inner[1]!, inner[0]!],
      [{ name: "transpose", configuration: { order: [0, 1] } }, inner[1]!],
      [inner[0]!, { name: "bytes", configuration: { endian: "little" } }],
      [...inner, "gzip", "gzip"],
    ]) {
      await expect(createFor(numcodecs.n5Default, { codecs }, spec)).rejects.toThrow();
    }
    const texts = await specOf([2, 3], "bool");
    expect(() => codec.validate?.(texts)).toThrow("bool");
  });
});
