import type { ArrayToBytesCodec, Extension, JsonObject } from "@zarrkit/core/contract";
import { dataTypes } from "@zarrkit/dtypes";
import { chunkOf, codecConformance, mutations, sampleEngine } from "@zarrkit/testkit/codec";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { vlenArray, vlenBytes, vlenUtf8 } from "../src/index.ts";

const { createFor, specOf } = sampleEngine(dataTypes);

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "hex"));

const texts = await Promise.all([[], [1], [0], [3, 4], [2, 3, 4]].map((shape) => specOf(shape, "string")));
codecConformance(
  { test },
  {
    extension: vlenUtf8,
    kind: "array_to_bytes",
    configurations: [
      { configuration: undefined, stored: {} },
      { configuration: {}, spelling: "numcodecs" },
    ],
    invalid: [{ configuration: { encoding: "utf-8" } }],
    specs: texts,
  },
);

describe("random values come back", () => {
  const roundTrip = async (extension: Extension<"codec">, dtype: string, values: unknown[]): Promise<unknown> => {
    const spec = await specOf([values.length], dtype);
    const codec = await createFor<ArrayToBytesCodec>(extension, {}, spec);
    return (await codec.decode(await codec.encode(chunkOf(values, spec.shape), spec), spec)).elements;
  };
  test("strings", () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: "grapheme", maxLength: 60 })), async (values) => {
        expect(await roundTrip(vlenUtf8, "string", values)).toEqual(values);
      }),
    ));
  test("byte strings", () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 60 })), async (values) => {
        expect(await roundTrip(vlenBytes, "bytes", values)).toEqual(values);
      }),
    ));
});

describe("what is refused", () => {
  const decode = async (extension: Extension<"codec">, dtype: string, encoded: string): Promise<unknown> => {
    const spec = await specOf([2], dtype);
    return (await createFor<ArrayToBytesCodec>(extension, {}, spec)).decode(hex(encoded), spec);
  };
  test("damaged frames", async () => {
    for (const [encoded, message] of [
      ["", "too few"],
      ["020000", "too few"],
      ["030000000000000000000000", "declares 3 items, expected 2"],
      ["ffffffff", "declares 4294967295 items"],
      ["0200000000000000", "too few for 2 items"],
      ["02000000ffffffff00000000", "declares 4294967295 bytes, but 4 are left"],
      ["02000000040000006162636400", "ends before item 1"],
      ["02000000000000000000000000", "1 bytes are left over"],
    ] as const) {
      await expect(decode(vlenUtf8, "string", encoded), encoded).rejects.toThrow(message);
      await expect(decode(vlenBytes, "bytes", encoded), encoded).rejects.toThrow(message);
    }
  });
  test("bytes that are no UTF-8", async () => {
    await expect(decode(vlenUtf8, "string", "020000000000000001000000ff")).rejects.toThrow("not valid UTF-8");
    await expect(decode(vlenUtf8, "string", `0200000000000000${"1e000000"}${"61".repeat(29)}c3`)).rejects.toThrow(
      "UTF-8",
    );
    await expect(decode(vlenUtf8, "string", "020000000000000003000000eda080")).rejects.toThrow("UTF-8");
  });
  test("arrays that are no whole number of elements", async () => {
    const spec = await specOf([1], "|O:json2");
    const codec = await createFor<ArrayToBytesCodec>(vlenArray, { dtype: "<i2" }, spec, "numcodecs");
    expect(() => codec.decode(hex("0100000003000000000000"), spec)).toThrow("no whole number");
  });
  test("values of another kind", async () => {
    const strings = await specOf([1], "string");
    const utf8 = await createFor<ArrayToBytesCodec>(vlenUtf8, {}, strings);
    for (const value of [null, 0, new Uint8Array(1), ["a"]]) {
      expect(() => utf8.encode(chunkOf([value], [1]), strings)).toThrow("not a string");
    }
    expect(() => utf8.encode(chunkOf(["a\ud800"], [1]), strings)).toThrow("lone surrogate");
    const bytes = await createFor<ArrayToBytesCodec>(vlenBytes, {}, strings);
    expect(() => bytes.encode(chunkOf(["a"], [1]), strings)).toThrow("not a Uint8Array");
    const arrays = await createFor<ArrayToBytesCodec>(vlenArray, { dtype: "|u1" }, strings, "numcodecs");
    for (const value of [5, undefined, [256], ["a"]]) {
      expect(() => arrays.encode(chunkOf([value], [1]), strings)).toThrow("not an array of uint8");
    }
  });
  test("data types of another kind", async () => {
    const [integers, strings, bytes] = await Promise.all(["int32", "string", "bytes"].map((name) => specOf([1], name)));
    const validate = async (
      extension: Extension<"codec">,
      spec: typeof integers,
      configuration: JsonObject = {},
    ): Promise<void> => (await createFor<ArrayToBytesCodec>(extension, configuration, spec!)).validate?.(spec!);
    for (const extension of [vlenUtf8, vlenBytes]) {
      await expect(validate(extension, integers)).rejects.toThrow("int32, whose elements have a fixed size");
    }
    await expect(validate(vlenArray, integers, { dtype: "<i4" })).rejects.toThrow("fixed size");
    await expect(validate(vlenUtf8, bytes)).rejects.toThrow("stores strings");
    await expect(validate(vlenBytes, strings)).rejects.toThrow("stores byte strings");
    await validate(vlenUtf8, strings);
    await validate(vlenBytes, bytes);
  });
  test("configurations", async () => {
    const spec = await specOf([1], "string");
    await expect(createFor(vlenBytes, { level: 1 }, spec)).rejects.toThrow("level");
    await expect(createFor(vlenArray, {}, spec)).rejects.toThrow('lacks "dtype"');
    await expect(createFor(vlenArray, { dtype: "string" }, spec)).rejects.toThrow("no fixed size");
    await expect(createFor(vlenArray, { dtype: "<i2", size: 1 }, spec)).rejects.toThrow("size");
  });
});

describe("a thousand damaged chunks give an error or a chunk of the right size", () => {
  const words = ["alpha", "", "βήτα", "𝄞 clef", "x".repeat(50), "end"];
  const cases: readonly (readonly [Extension<"codec">, JsonObject, string, unknown[]])[] = [
    [vlenUtf8, {}, "string", words],
    [vlenBytes, {}, "bytes", words.map((word) => new TextEncoder().encode(word))],
    [vlenArray, { dtype: "<i2" }, "|O:json2", words.map((word) => Int16Array.from(word, (_, index) => index))],
  ];
  for (const [extension, configuration, dtype, values] of cases) {
    test(extension.name, async () => {
      const spec = await specOf([2, 3], dtype);
      const codec = await createFor<ArrayToBytesCodec>(extension, configuration, spec, "numcodecs");
      const encoded = await codec.encode(chunkOf(values, [2, 3]), spec);
      let refused = 0;
      for (const mutated of mutations(encoded, 11)) {
        const before = mutated.slice();
        try {
          const chunk = await codec.decode(mutated, spec);
          expect(chunk.elements.length).toBe(6);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
          refused++;
        }
        expect(mutated).toEqual(before);
      }
      expect(refused).toBeGreaterThan(300);
    });
  }
});
