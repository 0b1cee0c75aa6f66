import fc from "fast-check";
import { expect, test } from "vitest";
import { float16Format } from "../src/float/binary-float.ts";
import { type FloatFormat, float32Format, writeInteger } from "../src/float/float-format.ts";
import { formats as lowBitFormats } from "../src/low-bit/format.ts";
import goldenFile from "./fixtures/float.json" with { type: "json" };
import { base64 } from "./resolve.ts";

/** Made with numpy (`float16`) and ml_dtypes (the others). Values are doubles. */
interface Golden {
  readonly size: 1 | 2;
  /** All bit patterns in order when absent. */
  readonly decodeBits?: string;
  readonly decoded: string;
  readonly encodeValues: string;
  readonly encodeBits: string;
}

const golden = goldenFile as { readonly [name: string]: unknown } as { readonly [name: string]: Golden };
const formats = [float16Format, ...lowBitFormats];
const named = (name: string) => formats.find((format) => format.name === name) as FloatFormat;

function doubles(text: string): Float64Array {
  return new Float64Array(base64(text).buffer);
}

function words(text: string, size: 1 | 2): readonly number[] {
  const bytes = base64(text);
  return [...(size === 1 ? bytes : new Uint16Array(bytes.buffer))];
}

function decode(format: FloatFormat, bits: number): number {
  return format.read(new Uint8Array(format.size === 1 ? [bits] : new Uint16Array([bits]).buffer), 0);
}

function encode(format: FloatFormat, value: number): number {
  const bytes = new Uint8Array(format.size);
  format.write(value, bytes, 0);
  return (format.size === 1 ? bytes[0] : new Uint16Array(bytes.buffer)[0]) as number;
}

test("the golden values cover every format", () => {
  expect(formats.map(({ name }) => name).sort()).toEqual(Object.keys(golden).sort());
});

test.each(formats.map((format) => [format.name, format] as const))("%s reads the bits of others", (name, format) => {
  const { size, decodeBits, decoded } = golden[name] as Golden;
  expect(format.size).toBe(size);
  const values = doubles(decoded);
  const bits = decodeBits === undefined ? Array.from(values, (_, i) => i) : words(decodeBits, size);
  expect(bits.map((word) => decode(format, word))).toEqual([...values]);
});

test.each(formats.map((format) => [format.name, format] as const))("%s rounds as others do", (name, format) => {
  const { size, encodeValues, encodeBits } = golden[name] as Golden;
  const values = [...doubles(encodeValues)];
  expect(values.length).toBeGreaterThan(5);
  expect(values.map((value) => encode(format, value))).toEqual(words(encodeBits, size));
});

test.each(formats.map((format) => [format.name, format] as const))("%s gives back all its bits", (_, format) => {
  const count = format.size === 2 ? 0x10000 : (format.mask ?? 0xff) + 1;
  let mistakes = 0;
  for (let bits = 0; bits < count; bits++) {
    const value = decode(format, bits);
    mistakes += !Number.isNaN(value) && encode(format, value) !== bits ? 1 : 0;
  }
  expect(mistakes).toBe(0);
  if (format.nan === undefined) {
    expect(() => encode(format, Number.NaN)).toThrow(RangeError);
  } else {
    expect(encode(format, Number.NaN)).toBe(Number(format.nan));
  }
});

/** A double as a fraction of integers: exact arithmetic to judge the rounding by. */
function fraction(value: number): { readonly units: bigint; readonly exponent: number } {
  const bits = new BigUint64Array(new Float64Array([Math.abs(value)]).buffer)[0] as bigint;
  const field = Number(bits >> 52n);
  const mantissa = bits & ((1n << 52n) - 1n);
  return field === 0 ? { units: mantissa, exponent: -1074 } : { units: mantissa | (1n << 52n), exponent: field - 1075 };
}

/** Distance of two doubles in units of 2^-1074. */
function distance(a: number, b: number): bigint {
  const scaled = (value: number): bigint => {
    const { units, exponent } = fraction(value);
    return (value < 0 ? -units : units) << BigInt(exponent + 1074);
  };
  const difference = scaled(a) - scaled(b);
  return difference < 0n ? -difference : difference;
}

test.each([
  ["float16", float16Format],
  ["bfloat16", named("bfloat16")],
] as const)("%s takes the nearest of its numbers, the even one of two", (_, format) => {
  const infinity = encode(format, Number.POSITIVE_INFINITY);
  const largest = decode(format, infinity - 1);
  const least = decode(format, 1);
  const near = fc
    .tuple(fc.integer({ min: 0, max: infinity - 2 }), fc.constantFrom(-1, 0, 1), fc.constantFrom(0.25, 0.5, 0.75))
    .map(([bits, nudge, part]) => {
      const low = decode(format, bits);
      const between = low + (decode(format, bits + 1) - low) * part;
      return between * (1 + nudge * 2 ** -52);
    });
  const wide = fc.double({ noNaN: true, min: -largest, max: largest });
  const small = fc.double({ noNaN: true, min: 0, max: 16 * least });
  fc.assert(
    fc.property(fc.oneof(near, wide, small), (value) => {
      const bits = encode(format, value);
      const magnitude = bits & 0x7fff;
      const own = distance(decode(format, magnitude), Math.abs(value));
      const below = magnitude === 0 ? own + 1n : distance(decode(format, magnitude - 1), Math.abs(value));
      const above = magnitude + 1 >= infinity ? own + 1n : distance(decode(format, magnitude + 1), Math.abs(value));
      expect(own <= below && own <= above).toBe(true);
      if (own === below || own === above) {
        expect(magnitude % 2).toBe(0);
      }
      expect(bits >= 0x8000).toBe(value < 0 || Object.is(value, -0));
    }),
    { numRuns: 20_000 },
  );
});

test("float16 rounds once, from the double", () => {
  // Just above the middle of 1 and the next: by way of float32 it would fall onto the middle, and then to 1.
  const value = 1 + 2 ** -11 + 2 ** -40;
  expect(decode(float16Format, encode(float16Format, value))).toBe(1 + 2 ** -10);
  expect(decode(float16Format, encode(float16Format, Math.fround(value)))).toBe(1);
});

test("float16 ends where it should", () => {
  expect(encode(float16Format, 65519.99)).toBe(0x7bff);
  expect(encode(float16Format, 65520)).toBe(0x7c00);
  expect(encode(float16Format, -1e300)).toBe(0xfc00);
  expect(encode(float16Format, 2 ** -25)).toBe(0);
  expect(encode(float16Format, 2 ** -25 * (1 + 2 ** -52))).toBe(1);
  expect(encode(float16Format, Number.MIN_VALUE)).toBe(0);
  expect(encode(float16Format, -Number.MIN_VALUE)).toBe(0x8000);
});

test("formats without infinity refuse what is beyond them", () => {
  for (const [format, beyond] of [
    [named("float4_e2m1fn"), 7],
    [named("float6_e2m3fn"), 8],
    [named("float6_e3m2fn"), 30],
    [named("float8_e4m3fn"), 480],
    [named("float8_e4m3b11fnuz"), 31],
    [named("float8_e4m3fnuz"), 248],
    [named("float8_e5m2fnuz"), 61440],
  ] as const) {
    expect(() => encode(format, beyond)).toThrow(RangeError);
    expect(() => encode(format, -beyond)).toThrow(RangeError);
    expect(() => encode(format, Number.POSITIVE_INFINITY)).toThrow(RangeError);
  }
  for (const value of [0, -0, -1, 2 ** -129, 2 ** 128, Number.POSITIVE_INFINITY]) {
    expect(() => encode(named("float8_e8m0fnu"), value)).toThrow(RangeError);
  }
});

test("a lone zero takes negative zero, and what rounds to it", () => {
  expect(encode(named("float8_e4m3fnuz"), -0)).toBe(0);
  expect(encode(named("float8_e5m2fnuz"), -1e-30)).toBe(0);
});

test("integers of documents are rounded once", () => {
  const write = (value: bigint): number => {
    const bytes = new Uint8Array(4);
    writeInteger(float32Format, value, bytes, 0);
    return float32Format.read(bytes, 0);
  };
  // 2^60 + 2^36 + 1 lies just above the middle of two floats; as a double it would be the middle.
  expect(write(2n ** 60n + 2n ** 36n + 1n)).toBe(2 ** 60 + 2 ** 37);
  expect(write(2n ** 60n + 2n ** 36n)).toBe(2 ** 60);
  expect(write(-(2n ** 60n) - 2n ** 36n - 1n)).toBe(-(2 ** 60) - 2 ** 37);
  expect(write(2n ** 60n + 3n * 2n ** 36n - 1n)).toBe(2 ** 60 + 2 ** 37);
  expect(write(10n ** 400n)).toBe(Number.POSITIVE_INFINITY);
});
