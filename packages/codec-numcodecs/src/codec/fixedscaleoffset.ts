/**
 * `fixedscaleoffset`: stores `round((x - offset) * scale)` as a small integer. Lossy.
 *
 * Encoding computes in `dtype` (integers wrap; a fraction in the configuration turns them into float64),
 * rounds half to even and casts to `astype`; decoding is `x / scale + offset`. Compatible with numcodecs.
 *
 * - Source: numcodecs `FixedScaleOffset`; also described in zarr-extensions, codecs/scale_offset
 * - v3 name: `numcodecs.fixedscaleoffset`; v2 filter id: `fixedscaleoffset`
 * - Example: `{ "id": "fixedscaleoffset", "scale": 100, "offset": 10, "dtype": "<f8", "astype": "<i4" }`
 */
import type { CodecFactory } from "@zarrkit/core/contract";
import { readMembers, readNumber } from "../configuration.ts";
import {
  allocateNumbers,
  isWide,
  loadNumbers,
  type NumericArray,
  type NumericKind,
  type NumericType,
  numericType,
  rounding,
  storeNumbers,
} from "../element-view.ts";
import { elementwiseCodec } from "../elementwise.ts";
import { roundHalfEven } from "../half-float.ts";
import { castNumbers } from "../numpy-cast.ts";
import { incomingType, readDataType } from "../numpy-dtype.ts";

const NAME = "fixedscaleoffset";
const KINDS: readonly NumericKind[] = ["signed", "unsigned", "float"];
const FLOAT64: NumericType = { kind: "float", itemSize: 8 };

/** Numbers together with the type they are computed in. */
interface Typed {
  readonly numbers: NumericArray;
  readonly type: NumericType;
}

export const factory: CodecFactory = {
  async create(configuration, context) {
    const members = readMembers(NAME, configuration, ["scale", "offset", "dtype", "astype"], context);
    const scale = readNumber(NAME, members, "scale");
    const offset = readNumber(NAME, members, "offset");
    const dtype = await readDataType(NAME, members, "dtype", context, incomingType(context));
    const astype = await readDataType(NAME, members, "astype", context, dtype);
    const decoded = numericType(NAME, dtype.dataType, KINDS);
    const encoded = numericType(NAME, astype.dataType, KINDS);
    if (decoded.kind !== "float") for (const value of [scale, offset]) requireInRange(value, decoded);
    return elementwiseCodec({
      name: NAME,
      configuration: { scale, offset, dtype: dtype.spelling, astype: astype.spelling },
      decodedType: dtype.dataType,
      encodedType: astype.dataType,
      encode(elements) {
        const shifted = combine({ numbers: loadNumbers(elements, decoded), type: decoded }, offset, "-");
        const { numbers, type } = combine(shifted, scale, "*");
        const rounded = type.kind === "float" ? (numbers as Float64Array).map(roundHalfEven) : numbers;
        return storeNumbers(castNumbers(rounded, type, encoded), encoded);
      },
      decode(elements) {
        const numbers = loadNumbers(elements, encoded);
        const type = encoded.kind === "float" ? encoded : FLOAT64;
        const round = rounding(type);
        const [divisor, addend] = [round(Number(scale)), round(Number(offset))];
        const values = castNumbers(numbers, encoded, type) as Float64Array;
        const restored = values.map((value) => round(round(value / divisor) + addend));
        return storeNumbers(castNumbers(restored, type, decoded), decoded);
      },
    });
  },
};

function combine(operand: Typed, value: number | bigint, operator: "-" | "*"): Typed {
  const { numbers, type } = operand;
  if (type.kind !== "float" && isWhole(value)) {
    const output = allocateNumbers(type, numbers.length);
    if (isWide(numbers)) {
      const wide = BigInt(value);
      for (let index = 0; index < numbers.length; index++) {
        const element = numbers[index] as bigint;
        output[index] = operator === "-" ? element - wide : element * wide;
      }
    } else {
      const small = Number(value);
      for (let index = 0; index < numbers.length; index++) {
        const element = numbers[index] as number;
        output[index] = operator === "-" ? element - small : Math.imul(element, small);
      }
    }
    return { numbers: output, type };
  }
  const common = type.kind === "float" ? type : FLOAT64;
  const round = rounding(common);
  const constant = round(Number(value));
  const values = castNumbers(numbers, type, common) as Float64Array;
  return {
    numbers: values.map((element) => round(operator === "-" ? element - constant : element * constant)),
    type: common,
  };
}

function isWhole(value: number | bigint): boolean {
  return typeof value === "bigint" || Number.isInteger(value);
}

function requireInRange(value: number | bigint, type: NumericType): void {
  if (!isWhole(value)) return;
  const bits = BigInt(8 * type.itemSize);
  const [min, max] =
    type.kind === "signed" ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n] : [0n, (1n << bits) - 1n];
  const whole = BigInt(value);
  if (whole < min || whole > max) {
    throw new RangeError(
      `${NAME}: ${value} is out of range for the ${8 * type.itemSize}-bit integers it is combined with`,
    );
  }
}
