/**
 * `delta`: differences between neighbouring elements, in the chunk's order.
 *
 * The first element is stored as it is. Differences are taken in `dtype` and cast to `astype`; decoding
 * sums them up again. Integers wrap, as in numpy. Booleans are refused: numcodecs cannot restore them.
 * The fill value is only cast, for a single element has no difference. Compatible with numcodecs.
 *
 * - Source: numcodecs `Delta`
 * - v3 name: `numcodecs.delta`; v2 filter id: `delta`
 * - Example: `{ "id": "delta", "dtype": "<i4", "astype": "<i2" }`
 */
import type { CodecFactory } from "@zarrkit/core/contract";
import { readMembers } from "../configuration.ts";
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
import { castNumbers, promoteTypes } from "../numpy-cast.ts";
import { incomingType, readDataType } from "../numpy-dtype.ts";

const NAME = "delta";
const KINDS: readonly NumericKind[] = ["signed", "unsigned", "float", "complex"];

export const factory: CodecFactory = {
  async create(configuration, context) {
    const members = readMembers(NAME, configuration, ["dtype", "astype"], context);
    const dtype = await readDataType(NAME, members, "dtype", context, incomingType(context));
    const astype = await readDataType(NAME, members, "astype", context, dtype);
    const decoded = numericType(NAME, dtype.dataType, KINDS);
    const encoded = numericType(NAME, astype.dataType, KINDS);
    return elementwiseCodec({
      name: NAME,
      configuration: { dtype: dtype.spelling, astype: astype.spelling },
      decodedType: dtype.dataType,
      encodedType: astype.dataType,
      encode(elements) {
        const numbers = loadNumbers(elements, decoded);
        requireFirstFits(numbers, encoded);
        const differences = subtract(numbers, decoded);
        return storeNumbers(castNumbers(differences, decoded, encoded), encoded);
      },
      decode: (elements) => storeNumbers(accumulate(loadNumbers(elements, encoded), encoded, decoded), decoded),
      encodeFill: (fill) => storeNumbers(castNumbers(loadNumbers(fill, decoded), decoded, encoded), encoded),
    });
  },
};

/** The first element is stored whole, and numcodecs refuses one that does not fit; differences just wrap. */
function requireFirstFits(numbers: NumericArray, encoded: NumericType): void {
  const first = numbers[0];
  if (first === undefined || (encoded.kind !== "signed" && encoded.kind !== "unsigned")) return;
  const bits = BigInt(8 * encoded.itemSize);
  const [min, max] =
    encoded.kind === "signed" ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n] : [0n, (1n << bits) - 1n];
  const whole = typeof first === "number" ? Math.trunc(first) : first;
  if (!Number.isNaN(whole) && whole >= min && whole <= max) return;
  throw new RangeError(
    `${NAME}: the first element, ${first}, does not fit ${encoded.kind} ${bits}-bit integers ("astype")`,
  );
}

function subtract(numbers: NumericArray, type: NumericType): NumericArray {
  const lanes = type.kind === "complex" ? 2 : 1;
  const output = allocateNumbers(type, numbers.length / lanes);
  if (isWide(numbers) && isWide(output)) {
    let previous = 0n;
    for (let index = 0; index < numbers.length; index++) {
      const value = numbers[index] as bigint;
      output[index] = value - previous;
      previous = value;
    }
    return output;
  }
  // float16 is computed in float32 and rounded when it is stored; the other types round or wrap right here.
  const source = numbers as Float64Array;
  for (let index = 0; index < source.length; index++) {
    const value = source[index] as number;
    output[index] = index < lanes ? value : value - (source[index - lanes] as number);
  }
  return output;
}

/** `numpy.cumsum`: sums in the type that both promote to, each sum cast to the decoded type. */
function accumulate(numbers: NumericArray, from: NumericType, to: NumericType): NumericArray {
  const common = promoteTypes(from, to);
  const source = castNumbers(numbers, from, common);
  if (common.kind === "float" || common.kind === "complex") {
    return castNumbers(sumFloats(source as Float64Array, common), common, to);
  }
  const sums = allocateNumbers(common, source.length);
  if (isWide(source)) {
    let sum = 0n;
    for (let index = 0; index < source.length; index++) {
      sum = BigInt.asIntN(64, sum + (source[index] as bigint));
      sums[index] = sum;
    }
  } else {
    let sum = 0;
    for (let index = 0; index < source.length; index++) {
      sum = (sum + (source[index] as number)) | 0;
      sums[index] = sum;
    }
  }
  return castNumbers(sums, common, to);
}

function sumFloats(source: Float64Array, type: NumericType): NumericArray {
  const lanes = type.kind === "complex" ? 2 : 1;
  const round = rounding(type);
  const sums = allocateNumbers(type, source.length / lanes) as Float64Array;
  for (let index = 0; index < source.length; index++) {
    const value = source[index] as number;
    // The first element is copied, so that a negative zero stays one.
    sums[index] = index < lanes ? value : round((sums[index - lanes] as number) + value);
  }
  return sums;
}
