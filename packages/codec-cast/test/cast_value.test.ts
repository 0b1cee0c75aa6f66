import type { ArrayToArrayCodec, JsonObject, JsonValue } from "@zarrkit/core/contract";
import { dataTypes } from "@zarrkit/dtypes";
import { chunkOf, randomBytes, sampleEngine } from "@zarrkit/testkit/codec";
import { describe, expect, test } from "vitest";
import { castElements } from "../src/cast.ts";
import { castValue } from "../src/index.ts";
import { type Real, readReals, realType } from "../src/real-type.ts";
import { type RoundingMode, roundingModes } from "../src/round-real.ts";

const { createFor, dataType: resolveDataType, specOf } = sampleEngine(dataTypes);

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "hex"));
const bytesOf = (values: ArrayBufferView): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength).slice();

async function cast(
  source: string,
  target: string,
  value: Real,
  rounding: RoundingMode = "nearest-even",
  outOfRange?: "clamp" | "wrap",
): Promise<Real> {
  const from = realType("cast_value", await resolveDataType(source));
  const to = realType("cast_value", await resolveDataType(target));
  const element = new Uint8Array(from.dataType.itemSize!);
  from.dataType.pack(value, element, 0);
  return readReals(castElements(element, from, to, { codec: "cast_value", rounding, outOfRange }, undefined), to)[0]!;
}

async function throughCodec(
  source: string,
  fill: JsonValue,
  configuration: JsonObject,
  elements: Uint8Array,
): Promise<{
  readonly encoded: Uint8Array;
  readonly fill: Uint8Array;
  decoded(bytes: Uint8Array): Promise<Uint8Array>;
}> {
  const { itemSize } = await resolveDataType(source);
  const spec = await specOf([elements.length / itemSize!], source, fill);
  const codec = await createFor<ArrayToArrayCodec>(castValue, configuration, spec);
  const encodedSpec = codec.encodedSpec(spec);
  const chunk = await codec.encode(chunkOf(elements, spec.shape), spec);
  return {
    encoded: chunk.elements as Uint8Array,
    fill: encodedSpec.fillValue as Uint8Array,
    decoded: async (bytes) => (await codec.decode(chunkOf(bytes, spec.shape), spec)).elements as Uint8Array,
  };
}

describe("the corpus and the specification's examples", () => {
  test("float64 to uint8 with NaN", async () => {
    const configuration = {
      data_type: "uint8",
      rounding: "towards-zero",
      out_of_range: "wrap",
      scalar_map: { encode: [["NaN", 0]], decode: [[0, "NaN"]] },
    };
    const decoded = hex("000000000000f87f000000000000f03f000000000000004000000000000069400000000000e06f40");
    const result = await throughCodec("float64", "NaN", configuration, decoded);
    expect(result.encoded).toEqual(hex("000102c8ff"));
    expect(result.fill).toEqual(hex("00"));
    expect(await result.decoded(hex("000102c8ff"))).toEqual(decoded);
  });
  test("uint16 to uint8", async () => {
    const result = await throughCodec("uint16", 7, { data_type: "uint8" }, bytesOf(Uint16Array.of(0, 1, 255)));
    expect(result.encoded).toEqual(hex("0001ff"));
    expect(result.fill).toEqual(hex("07"));
    expect(await result.decoded(hex("0001ff"))).toEqual(bytesOf(Uint16Array.of(0, 1, 255)));
  });
  test("what is out of range", async () => {
    await expect(cast("float64", "int8", 128)).rejects.toThrow("128 to int8, whose range is -128 to 127");
    expect(await cast("float64", "int8", 128, "nearest-even", "clamp")).toBe(127);
    expect(await cast("float64", "int8", 128, "nearest-even", "wrap")).toBe(-128);
    expect(await cast("float64", "int16", 32769, "nearest-even", "wrap")).toBe(-32767);
    expect(await cast("float64", "int16", -32769, "nearest-even", "wrap")).toBe(32767);
    expect(await cast("float64", "int16", 1e300, "nearest-even", "wrap")).toBe(0);
    expect(await cast("int64", "uint8", -1n, "nearest-even", "wrap")).toBe(255);
    expect(await cast("float64", "float32", 1e39, "nearest-even", "clamp")).toBe(Infinity);
    expect(await cast("float64", "float32", -1e39, "towards-zero", "clamp")).toBe(-Infinity);
    await expect(cast("float64", "float32", 1e39)).rejects.toThrow(RangeError);
  });
  test("NaN, infinities and zeros", async () => {
    expect(await cast("float32", "float64", Number.NaN)).toBeNaN();
    expect(await cast("float64", "float32", -Infinity)).toBe(-Infinity);
    expect(await cast("float64", "float16", -0)).toBe(-0);
    expect(await cast("float64", "float4_e2m1fn", -0)).toBe(-0);
    for (const target of ["int32", "float4_e2m1fn", "float6_e3m2fn"]) {
      for (const value of [Number.NaN, Infinity, -Infinity]) {
        await expect(cast("float64", target, value, "nearest-even", "clamp")).rejects.toThrow("no such value");
      }
    }
    await expect(cast("float64", "float8_e4m3fnuz", Infinity, "nearest-even", "clamp")).rejects.toThrow(
      "no such value",
    );
    expect(await cast("float64", "float8_e4m3fnuz", Number.NaN)).toBeNaN();
  });
  test("a value is rounded once", async () => {
    // Through float32 this would become a tie, and then zero.
    expect(await cast("float64", "float16", 2.98023224e-8)).toBe(2 ** -24);
    expect(await cast("int64", "float32", 2n ** 60n + 2n ** 36n + 1n)).toBe(2 ** 60 + 2 ** 37);
    expect(await cast("uint64", "float64", 2n ** 64n - 1n)).toBe(2 ** 64);
    await expect(cast("float64", "uint64", 2 ** 64)).rejects.toThrow(RangeError);
    await expect(cast("float64", "int64", 2 ** 63)).rejects.toThrow(RangeError);
    expect(await cast("float64", "int64", -(2 ** 63))).toBe(-(2n ** 63n));
  });
});

describe("small floats, against all their numbers", () => {
  const targets = [
    "float4_e2m1fn",
    "float6_e2m3fn",
    "float6_e3m2fn",
    "float8_e3m4",
    "float8_e4m3",
    "float8_e4m3b11fnuz",
    "float8_e4m3fnuz",
    "float8_e5m2",
    "float8_e5m2fnuz",
    "float8_e8m0fnu",
  ];
  for (const target of targets) {
    test(target, async () => {
      const dataType = await resolveDataType(target);
      const to = realType("cast_value", dataType);
      const from = realType("cast_value", await resolveDataType("float64"));
      const bits = Number(/\d/.exec(target)![0]);
      const patterns = Uint8Array.from({ length: 2 ** bits }, (_, pattern) => pattern);
      const values = [...new Set(Array.from(readReals(patterns, to) as ArrayLike<number>))]
        .filter(Number.isFinite)
        .sort((first, second) => first - second);
      for (const [index, lower] of values.slice(0, -1).entries()) {
        const upper = values[index + 1]!;
        const middle = (lower + upper) / 2;
        for (const mode of roundingModes) {
          const answer = (value: number): Real => {
            const rules = { codec: "cast_value", rounding: mode, outOfRange: undefined };
            return readReals(castElements(bytesOf(Float64Array.of(value)), from, to, rules, undefined), to)[0]!;
          };
          const below = lower + (upper - lower) / 4;
          const above = lower + (3 * (upper - lower)) / 4;
          const directed = {
            "towards-positive": upper,
            "towards-negative": lower,
            "towards-zero": upper > 0 ? lower : upper,
          };
          if (mode in directed) {
            const expected = directed[mode as keyof typeof directed];
            for (const value of [below, middle, above])
              expect(answer(value) === expected, `${mode} ${value}`).toBe(true);
          } else {
            expect(answer(below) === lower, `${mode} ${below}`).toBe(true);
            expect(answer(above) === upper, `${mode} ${above}`).toBe(true);
            const away = Math.abs(upper) > Math.abs(lower) ? upper : lower;
            if (mode === "nearest-away") expect(answer(middle) === away, `${mode} ${middle}`).toBe(true);
            else {
              const element = new Uint8Array(1);
              dataType.pack(answer(middle), element, 0);
              expect(element[0]! % 2, `${mode} ${middle}`).toBe(0);
            }
          }
          expect(answer(lower) === lower).toBe(true);
        }
      }
      const largest = values[values.length - 1]!;
      expect(await cast("float64", target, largest * 4, "nearest-even", "clamp")).toBe(
        to.kind === "float" && to.format.hasInfinity ? Infinity : largest,
      );
      await expect(cast("float64", target, largest * 4)).rejects.toThrow("range");
      expect(await cast("float64", target, largest * 1.001, "towards-zero")).toBe(largest);
      await expect(cast("float64", target, largest * 1.001, "towards-positive")).rejects.toThrow("range");
    });
  }
  test("a format without zero", async () => {
    await expect(cast("float64", "float8_e8m0fnu", 0)).rejects.toThrow("range");
    await expect(cast("float64", "float8_e8m0fnu", -1)).rejects.toThrow("range");
    expect(await cast("float64", "float8_e8m0fnu", -1, "nearest-even", "clamp")).toBe(2 ** -127);
    expect(await cast("float64", "float8_e8m0fnu", 0, "nearest-even", "clamp")).toBe(2 ** -127);
  });
  test("small integers", async () => {
    expect(await cast("float32", "int4", -8)).toBe(-8);
    expect(await cast("int8", "uint2", 7, "nearest-even", "wrap")).toBe(3);
    expect(await cast("int8", "int2", 7, "nearest-even", "clamp")).toBe(1);
    await expect(cast("int8", "int4", 8)).rejects.toThrow("-8 to 7");
    expect(await cast("uint4", "float32", 15)).toBe(15);
    expect(await cast("bfloat16", "int16", -300.5)).toBe(-300);
    expect(await cast("float64", "bfloat16", 1 + 2 ** -8)).toBe(1);
  });
});

describe("scalar_map", () => {
  const values = bytesOf(Float32Array.of(Number.NaN, -0, 5, Infinity));

  test("goes before everything, and the first of equal keys counts", async () => {
    const encode = [
      ["NaN", -1],
      [0, 9],
      ["+Infinity", 100],
      [5, 6],
      [5, 7],
      ["0x7fc00001", 3],
    ];
    const decode = [
      [-1, "NaN"],
      [9, -0.5],
      [100, "Infinity"],
    ];
    const result = await throughCodec("float32", "NaN", { data_type: "int8", scalar_map: { encode, decode } }, values);
    expect(Array.from(new Int8Array(result.encoded.buffer))).toEqual([-1, 9, 6, 100]);
    const decoded = new Float32Array((await result.decoded(result.encoded)).buffer);
    expect(Array.from(decoded)).toEqual([Number.NaN, -0.5, 6, Infinity]);
  });
  test("64-bit keys are exact", async () => {
    const scalar_map = { encode: [[9007199254740993n, 1]] };
    const elements = bytesOf(BigInt64Array.of(9007199254740993n, 0n));
    const result = await throughCodec("int64", 0, { data_type: "int8", scalar_map }, elements);
    expect(result.encoded).toEqual(hex("0100"));
    const other = bytesOf(BigInt64Array.of(9007199254740992n));
    await expect(throughCodec("int64", 0, { data_type: "int8", scalar_map }, other)).rejects.toThrow(
      "9007199254740992",
    );
  });
  test("malformed maps", async () => {
    for (const scalar_map of [
      [],
      null,
      { encode: {} },
      { encode: [[1]] },
      { encode: [[1, 2, 3]] },
      { encode: [[1, 300]] },
      { encode: [["x", 1]] },
      { decode: [[1.5, 1]] },
      { forward: [] },
    ]) {
      await expect(
        throughCodec("float32", 0, { data_type: "uint8", scalar_map: scalar_map as JsonValue }, values),
        JSON.stringify(scalar_map),
      ).rejects.toThrow("scalar_map");
    }
  });
});

describe("what is refused", () => {
  test("fill values that do not come back", async () => {
    const nothing = new Uint8Array(0);
    await expect(throughCodec("float64", 0.5, { data_type: "int8" }, nothing)).rejects.toThrow("come back unchanged");
    await expect(throughCodec("int16", 300, { data_type: "int8", out_of_range: "clamp" }, nothing)).rejects.toThrow(
      "come back",
    );
    await expect(throughCodec("int16", 300, { data_type: "int8" }, nothing)).rejects.toThrow("300");
    await expect(throughCodec("float64", "NaN", { data_type: "int8" }, nothing)).rejects.toThrow("NaN");
    await throughCodec("int8", -1, { data_type: "uint8", out_of_range: "wrap" }, nothing);
  });
  test("configurations", async () => {
    const nothing = new Uint8Array(0);
    for (const configuration of [
      {},
      { data_type: "uint8", round: "nearest-even" },
      { data_type: "uint8", rounding: "up" },
      { data_type: "uint8", out_of_range: null },
      { data_type: "float32", out_of_range: "wrap" },
      { data_type: "bool" },
      { data_type: "complex64" },
      { data_type: "string" },
      { data_type: "nonesuch" },
    ]) {
      await expect(throughCodec("float64", 0, configuration, nothing), JSON.stringify(configuration)).rejects.toThrow();
    }
    await expect(throughCodec("bool", false, { data_type: "uint8" }, nothing)).rejects.toThrow("bool");
  });
  test("a thousand random chunks give values of the type or an error", async () => {
    for (const [source, target] of [
      ["float32", "float64"],
      ["int16", "float16"],
      ["float64", "int8"],
      ["int4", "float8_e5m2"],
      ["uint64", "bfloat16"],
    ] as const) {
      const spec = await specOf([3], source);
      const codec = await createFor<ArrayToArrayCodec>(castValue, { data_type: target }, spec);
      const size = 3 * codec.encodedSpec(spec).dataType.itemSize!;
      for (let round = 0; round < 200; round++) {
        const noise = randomBytes(size, round);
        try {
          expect((await codec.decode(chunkOf(noise, [3]), spec)).elements.length).toBe(3 * spec.dataType.itemSize!);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }
    }
  });
});
