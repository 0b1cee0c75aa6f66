/**
 * `bitround`: rounds away low bits, so that numbers compress better. Lossy; decoding changes nothing.
 *
 * Floats keep `keepbits` bits of the mantissa, rounded to nearest, ties to even; integers keep that many
 * bits from their highest set bit. A NaN stays a NaN. Compatible with zarrs and, for floats, numcodecs.
 *
 * - Source: zarr-extensions, codecs/bitround; numcodecs `BitRound` (floats only)
 * - v3 names: `bitround`, `numcodecs.bitround`; v2 filter id: `bitround`
 * - Example: `{ "name": "bitround", "configuration": { "keepbits": 10 } }`
 */
import type { ArrayToArrayCodec, CodecFactory, DataType } from "@zarrkit/core/contract";
import { readInteger, readMembers } from "../configuration.ts";
import { contiguousChunk, fixedSizeElements } from "../element-view.ts";

const NAME = "bitround";

/** Words that are rounded one by one; `mantissa` is absent for integers. Sizes in bytes and bits. */
interface Words {
  readonly size: number;
  readonly mantissa?: number;
}

const HALF: Words = { size: 2, mantissa: 10 };
const BRAIN: Words = { size: 2, mantissa: 7 };
const SINGLE: Words = { size: 4, mantissa: 23 };
const DOUBLE: Words = { size: 8, mantissa: 52 };

const numcodecsWords: ReadonlyMap<string, Words> = new Map([
  ["float16", HALF],
  ["float32", SINGLE],
  ["float64", DOUBLE],
]);
const registeredWords: ReadonlyMap<string, Words> = new Map([
  ...numcodecsWords,
  ["bfloat16", BRAIN],
  ["complex_bfloat16", BRAIN],
  ["complex_float16", HALF],
  ["complex_float32", SINGLE],
  ["complex64", SINGLE],
  ["complex_float64", DOUBLE],
  ["complex128", DOUBLE],
  ["int8", { size: 1 }],
  ["uint8", { size: 1 }],
  ["int16", { size: 2 }],
  ["uint16", { size: 2 }],
  ["int32", { size: 4 }],
  ["uint32", { size: 4 }],
  ["int64", { size: 8 }],
  ["uint64", { size: 8 }],
  ["numpy.datetime64", { size: 8 }],
  ["numpy.timedelta64", { size: 8 }],
]);

export const factory: CodecFactory = {
  create(configuration, context) {
    const members = readMembers(NAME, configuration, ["keepbits"], context);
    const registered = context.spelling === "zarr";
    const keepbits = readInteger(NAME, members, "keepbits", {
      min: registered ? 1 : 0,
      max: registered ? 2 ** 31 : 52,
    });
    const wordsOf = (dataType: DataType): Words => {
      const words = (registered ? registeredWords : numcodecsWords).get(dataType.name);
      if (words === undefined) throw new TypeError(`${NAME}: cannot round data type ${dataType.name}`);
      if (!registered && keepbits > (words.mantissa as number)) {
        throw new RangeError(
          `${NAME}: "keepbits" is ${keepbits}, but ${dataType.name} has a mantissa of ${words.mantissa} bits`,
        );
      }
      return words;
    };
    return Object.freeze({
      kind: "array_to_array",
      configuration: { keepbits },
      encodedSpec(decoded) {
        const words = wordsOf(decoded.dataType);
        return { ...decoded, fillValue: roundElements(fixedSizeElements(NAME, decoded.fillValue), words, keepbits) };
      },
      encode(chunk, decoded) {
        const elements = fixedSizeElements(NAME, chunk.elements);
        return contiguousChunk(roundElements(elements, wordsOf(decoded.dataType), keepbits), decoded.shape);
      },
      decode: (chunk) => chunk,
    } satisfies ArrayToArrayCodec);
  },
};

function roundElements(elements: Uint8Array, words: Words, keepbits: number): Uint8Array {
  const rounded = elements.slice();
  const { size, mantissa } = words;
  if (mantissa !== undefined && keepbits >= mantissa) return rounded;
  if (size === 8) {
    const patterns = new BigUint64Array(rounded.buffer);
    for (const [index, bits] of patterns.entries()) {
      patterns[index] =
        mantissa === undefined ? roundWideInteger(bits, keepbits) : roundDouble(bits, mantissa - keepbits);
    }
    return rounded;
  }
  const patterns =
    size === 1 ? rounded : size === 2 ? new Uint16Array(rounded.buffer) : new Uint32Array(rounded.buffer);
  const width = 8 * size;
  for (let index = 0; index < patterns.length; index++) {
    const bits = patterns[index] as number;
    if (mantissa === undefined) patterns[index] = roundInteger(bits, width, keepbits);
    else patterns[index] = roundFloat(bits, width, mantissa, mantissa - keepbits);
  }
  return rounded;
}

/** Rounds to a multiple of `2^drop`, ties to even. Works beyond 32 bits, where `>>` does not. */
function roundMultiple(bits: number, drop: number): number {
  const step = 2 ** drop;
  const whole = Math.floor(bits / step);
  const rest = bits - whole * step;
  const up = rest > step / 2 || (rest === step / 2 && whole % 2 === 1);
  return (whole + (up ? 1 : 0)) * step;
}

function roundFloat(bits: number, width: number, mantissa: number, drop: number): number {
  const sign = bits >= 2 ** (width - 1) ? 2 ** (width - 1) : 0;
  const magnitude = bits - sign;
  const infinity = 2 ** (width - 1) - 2 ** mantissa;
  // Carrying out of a full mantissa would turn this NaN into a number.
  if (magnitude > infinity) return sign + Math.max(infinity + 2 ** (mantissa - 1), magnitude - (magnitude % 2 ** drop));
  return sign + roundMultiple(magnitude, drop);
}

function roundDouble(bits: bigint, drop: number): bigint {
  const shift = BigInt(drop);
  const infinity = 0x7ff0000000000000n;
  const sign = bits & 0x8000000000000000n;
  const magnitude = bits ^ sign;
  if (magnitude > infinity) {
    const cut = (magnitude >> shift) << shift;
    return sign | (cut > infinity ? cut : infinity | 0x0008000000000000n);
  }
  return sign | roundWide(magnitude, shift);
}

function roundWide(magnitude: bigint, shift: bigint): bigint {
  const half = (1n << (shift - 1n)) - 1n;
  return ((magnitude + ((magnitude >> shift) & 1n) + half) >> shift) << shift;
}

/** Integers are rounded as unsigned patterns; where that would pass the largest, the bits are only cut off. */
function roundInteger(bits: number, width: number, keepbits: number): number {
  const drop = 32 - Math.clz32(bits) - keepbits;
  if (drop <= 0) return bits;
  const rounded = roundMultiple(bits, drop);
  return rounded < 2 ** width ? rounded : bits - (bits % 2 ** drop);
}

function roundWideInteger(bits: bigint, keepbits: number): bigint {
  const drop = bits.toString(2).length - keepbits;
  if (bits === 0n || drop <= 0) return bits;
  const shift = BigInt(drop);
  const rounded = roundWide(bits, shift);
  return rounded < 1n << 64n ? rounded : (bits >> shift) << shift;
}
