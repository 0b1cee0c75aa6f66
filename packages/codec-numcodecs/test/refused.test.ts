import type { ArrayToArrayCodec, ArrayToBytesCodec, BytesToBytesCodec } from "@zarrkit/core/contract";
import { chunkOf, mutations, randomBytes } from "@zarrkit/testkit/codec";
import { describe, expect, test } from "vitest";
import * as numcodecs from "../src/index.ts";
import { engine } from "./engine.ts";

const { createFor, specOf } = engine;

describe("what is refused", () => {
  test("pickle, by name", async () => {
    const spec = await specOf([4], "string");
    await expect(createFor(numcodecs.pickle, { protocol: 2 }, spec, "numcodecs")).rejects.toThrow(
      /pickle.*running code/,
    );
  });
  test("configurations with wrong members or types", async () => {
    const spec = await specOf([4], "float32");
    const refused = [
      [numcodecs.delta, { dtype: "<f4", as_type: "<f4" }],
      [numcodecs.delta, { dtype: "|b1" }],
      [numcodecs.delta, { dtype: "nonsense" }],
      [numcodecs.delta, { dtype: "<M8[s]" }],
      [numcodecs.astype, { decode_dtype: "<f4" }],
      [numcodecs.quantize, { digits: 1.5, dtype: "<f4" }],
      [numcodecs.quantize, { digits: 1, dtype: "<i4" }],
      [numcodecs.fixedScaleOffset, { scale: 1, dtype: "<f4" }],
      [numcodecs.fixedScaleOffset, { scale: "1", offset: 0, dtype: "<f4" }],
      [numcodecs.fixedScaleOffset, { scale: 1, offset: 1000, dtype: "|u1" }],
      [numcodecs.numcodecsPackbits, { bits: 1 }],
      [numcodecs.categorize, { labels: "ab", dtype: "|O" }],
      [numcodecs.categorize, { labels: ["a"], dtype: "|O", astype: "<f4" }],
      [numcodecs.categorize, { labels: Array.from({ length: 128 }, String), dtype: "|O", astype: "|i1" }],
      [numcodecs.json2, { encoding: "utf-16" }],
      [numcodecs.json2, { separators: [";", ":"] }],
      [numcodecs.json2, { indent: 1e9 }],
      [numcodecs.msgpack2, { raw: 1 }],
    ] as const;
    for (const [extension, configuration] of refused) {
      const making = createFor(extension, configuration, spec, "numcodecs");
      await expect(making, `${extension.name} ${JSON.stringify(configuration)}`).rejects.toThrow(extension.numcodecsId);
    }
  });
  test("data types of another size, or of another kind", async () => {
    const spec = await specOf([4], "float32");
    const delta = await createFor<ArrayToArrayCodec>(numcodecs.delta, { dtype: "<i2" }, spec, "numcodecs");
    expect(() => delta.encodedSpec(spec)).toThrow("bytes per element must agree");
    const packbits = await createFor<ArrayToArrayCodec>(numcodecs.numcodecsPackbits, {}, spec, "numcodecs");
    expect(() => packbits.encodedSpec(spec)).toThrow("booleans");
    const labels = await createFor<ArrayToArrayCodec>(
      numcodecs.categorize,
      { labels: [], dtype: "|O" },
      spec,
      "numcodecs",
    );
    expect(() => labels.encodedSpec(spec)).toThrow("strings");
    const json = await createFor<ArrayToBytesCodec>(numcodecs.json2, {}, spec, "numcodecs");
    const complex = await specOf([4], "complex64");
    expect(() => json.validate?.(complex)).toThrow("complex64");
    const words = await specOf([2], "string");
    const quantize = await createFor<ArrayToArrayCodec>(numcodecs.quantize, { digits: 1 }, spec, "numcodecs");
    expect(() => quantize.encodedSpec(words)).toThrow("fixed size");
  });
  test("values that do not fit", async () => {
    const spec = await specOf([2], "int32");
    const delta = await createFor<ArrayToArrayCodec>(
      numcodecs.delta,
      { dtype: "<i4", astype: "<i2" },
      spec,
      "numcodecs",
    );
    const elements = new Uint8Array(Int32Array.of(70000, 70001).buffer);
    expect(() => delta.encode(chunkOf(elements, [2]), spec)).toThrow("first element, 70000");
    const shuffle = await createFor<BytesToBytesCodec>(numcodecs.shuffle, {}, spec, "numcodecs");
    expect(shuffle.configuration).toEqual({ elementsize: 4 });
    expect(() => shuffle.encode(new Uint8Array(6))).toThrow("multiple");
    expect(() => shuffle.decode(new Uint8Array(6), { size: 6, limit: 6 })).toThrow("multiple");
    const objects = await specOf([1], "|O:json2");
    const json = await createFor<ArrayToBytesCodec>(numcodecs.json2, { allow_nan: false }, objects, "numcodecs");
    for (const value of [Number.NaN, new Date(0), Symbol("x"), () => 0]) {
      expect(() => json.encode(chunkOf([value], [1]), objects)).toThrow("JSON has no form");
    }
    const circle: unknown[] = [];
    circle.push(circle);
    expect(() => json.encode(chunkOf([circle], [1]), objects)).toThrow("contains itself");
    const pack = await createFor<ArrayToBytesCodec>(numcodecs.msgpack2, {}, objects, "numcodecs");
    expect(() => pack.encode(chunkOf([circle], [1]), objects)).toThrow("contains itself");
    expect(() => pack.encode(chunkOf([2n ** 64n], [1]), objects)).toThrow("64 bits");
    expect(() => pack.encode(chunkOf([1], []), { ...objects, shape: [] })).toThrow("without dimensions");
  });
});

describe("object lists", () => {
  const decodeJson = async (text: string, shape: readonly number[] = [1]): Promise<readonly unknown[]> => {
    const spec = await specOf(shape, "|O:json2");
    const codec = await createFor<ArrayToBytesCodec>(numcodecs.json2, {}, spec, "numcodecs");
    return (await codec.decode(new TextEncoder().encode(text), spec)).elements as readonly unknown[];
  };
  test("integers are exact, bare words are numbers, __proto__ is a key", async () => {
    expect(await decodeJson('[12345678901234567890,"|O",[1]]')).toEqual([12345678901234567890n]);
    expect(await decodeJson('[-9007199254740993,"|O",[1]]')).toEqual([-9007199254740993n]);
    expect(await decodeJson('[9007199254740991,"|O",[1]]')).toEqual([9007199254740991]);
    expect(await decodeJson('[[NaN,Infinity,-Infinity],"|O",[1]]')).toEqual([[Number.NaN, Infinity, -Infinity]]);
    expect(await decodeJson('["NaN",0.1234567890123456789,"|O",[2]]', [2])).toEqual(["NaN", 0.12345678901234568]);
    for (const text of ['[{"__proto__":1},"|O",[1]]', '[{"__proto__":NaN},"|O",[1]]']) {
      const [object] = await decodeJson(text);
      expect(Object.keys(object as object)).toEqual(["__proto__"]);
      expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
    }
  });
  test("an item of a chunk without dimensions, and empty chunks", async () => {
    expect(await decodeJson('["x","|O",[]]', [])).toEqual(["x"]);
    expect(await decodeJson('["|O",[0]]', [0])).toEqual([]);
    expect(await decodeJson('[[],[],"|O",[2,0]]', [2, 0])).toEqual([]);
  });
  test("lists that do not hold the chunk", async () => {
    for (const text of [
      "[]",
      "{}",
      "null",
      '["|O",[1]]',
      '[1,2,"|O",[1]]',
      '[1,"|O",[2]]',
      '[1,"|O",[1e9]]',
      '[1,"|O","x"]',
      "[1,2,[1]]",
      '[1,"|O",[1]] x',
      '[1,"|O",[1]',
      "[01]",
      '["\u0001","|O",[1]]',
      `${"[".repeat(100000)}`,
      `[${"[".repeat(5000)}NaN${"]".repeat(5000)},"|O",[1]]`,
      `[${"9".repeat(100000)},"|O",[1]]`,
      '[1,"|O",[1],NaN]',
    ]) {
      await expect(decodeJson(text), text.slice(0, 30)).rejects.toThrow();
    }
  });
});

describe("a thousand damaged chunks give an error or a chunk of the right size", () => {
  const words = ["alpha", "", "βήτα", "𝄞 clef", "x".repeat(50), "NaN"];
  const objects = [1, -5, 2.5, null, true, { a: [1, 2, { b: "c" }], d: 12345678901234567890n }];
  const cases = [
    [numcodecs.json2, {}, "|O:json2", objects],
    [numcodecs.json2, { strict: false }, "|O:json2", objects],
    [numcodecs.json2, {}, "string", words],
    [numcodecs.msgpack2, {}, "|O:msgpack2", objects],
    [numcodecs.msgpack2, { raw: true }, "|O:msgpack2", objects],
    [numcodecs.msgpack2, {}, "string", words],
    [numcodecs.json2, {}, "float64", new Uint8Array(Float64Array.of(1, 2.5, Number.NaN, Infinity, -0, 1e300).buffer)],
    [numcodecs.msgpack2, {}, "int64", new Uint8Array(BigInt64Array.of(1n, -1n, 2n ** 62n, 0n, 300n, -70000n).buffer)],
  ] as const;
  for (const [extension, configuration, dtype, elements] of cases) {
    test(`${extension.name} ${JSON.stringify(configuration)} ${dtype}`, async () => {
      const spec = await specOf([2, 3], dtype);
      const codec = await createFor<ArrayToBytesCodec>(extension, configuration, spec, "numcodecs");
      const encoded = await codec.encode(chunkOf(elements as unknown[], [2, 3]), spec);
      let refused = 0;
      for (const mutated of mutations(encoded, 7)) {
        try {
          const chunk = await codec.decode(mutated, spec);
          expect(chunk.shape).toEqual([2, 3]);
          expect(chunk.elements.length).toBe(6 * (spec.dataType.itemSize ?? 1));
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
          refused++;
        }
      }
      expect(refused).toBeGreaterThan(100);
    });
  }

  test("packbits of both kinds, and n5_default", async () => {
    const bits = await specOf([21], "bool");
    const elements = Uint8Array.from({ length: 21 }, (_, index) => index & 1);
    const registered = await createFor<ArrayToBytesCodec>(numcodecs.packbits, { padding_encoding: "last_byte" }, bits);
    for (const mutated of mutations(await registered.encode(chunkOf(elements, [21]), bits), 3)) {
      await expectErrorOr(async () => (await registered.decode(mutated, bits)).elements.length, 21);
    }
    const old = await createFor<ArrayToArrayCodec>(numcodecs.numcodecsPackbits, {}, bits, "numcodecs");
    for (const mutated of mutations((await old.encode(chunkOf(elements, [21]), bits)).elements as Uint8Array, 4)) {
      await expectErrorOr(async () => (await old.decode(chunkOf(mutated, [mutated.length]), bits)).elements.length, 21);
    }
    const grid = await specOf([3, 4], "int16");
    const codecs = [
      { name: "transpose", configuration: { order: [1, 0] } },
      { name: "bytes", configuration: { endian: "big" } },
    ];
    const n5 = await createFor<ArrayToBytesCodec>(numcodecs.n5Default, { codecs }, grid);
    for (const mutated of mutations(await n5.encode(chunkOf(new Uint8Array(24).fill(5), [3, 4]), grid), 5)) {
      await expectErrorOr(async () => (await n5.decode(mutated, grid)).elements.length, 24);
    }
  });
  test("numeric filters take any bytes", async () => {
    for (const [extension, configuration, dtype] of [
      [numcodecs.delta, { dtype: "<f8", astype: "<f4" }, "float64"],
      [numcodecs.fixedScaleOffset, { scale: 3, offset: 1, dtype: "<i8", astype: "<f8" }, "int64"],
      [numcodecs.fixedScaleOffset, { scale: 0, offset: 1, dtype: "<i4", astype: "<f8" }, "int32"],
      [numcodecs.astype, { encode_dtype: "<f8", decode_dtype: "<u8" }, "uint64"],
      [numcodecs.quantize, { digits: 3, dtype: "<f2" }, "float16"],
      [numcodecs.categorize, { labels: ["a", "b"], dtype: "<U2", astype: "<i8" }, "<U2"],
    ] as const) {
      const spec = await specOf([16], dtype);
      const codec = await createFor<ArrayToArrayCodec>(extension, configuration, spec, "numcodecs");
      const size = 16 * codec.encodedSpec(spec).dataType.itemSize!;
      for (let round = 0; round < 200; round++) {
        const noise = randomBytes(size, round);
        const chunk = await codec.decode(chunkOf(noise, [16]), spec);
        expect(chunk.elements.length).toBe(16 * spec.dataType.itemSize!);
      }
    }
  });
});

async function expectErrorOr(decode: () => Promise<number>, size: number): Promise<void> {
  try {
    expect(await decode()).toBe(size);
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
    if ((error as Error).name === "AssertionError") throw error;
  }
}
