/**
 * `quantize`: keeps so many decimal digits of floats, so that they compress better. Lossy.
 *
 * Values are rounded to multiples of a power of two, `2^-ceil(log2(10^digits))`, ties to even, with
 * every step rounded to `dtype`. Decoding is a cast. Compatible with numcodecs.
 *
 * - Source: numcodecs `Quantize`
 * - v3 name: `numcodecs.quantize`; v2 filter id: `quantize`
 * - Example: `{ "id": "quantize", "digits": 2, "dtype": "<f4", "astype": "<f4" }`
 */
import type { CodecFactory } from "@zarrkit/core/contract";
import { readInteger, readMembers } from "../configuration.ts";
import { loadNumbers, numericType, rounding, storeNumbers } from "../element-view.ts";
import { elementwiseCodec } from "../elementwise.ts";
import { roundHalfEven } from "../half-float.ts";
import { castNumbers } from "../numpy-cast.ts";
import { incomingType, readDataType } from "../numpy-dtype.ts";

const NAME = "quantize";

export const factory: CodecFactory = {
  async create(configuration, context) {
    const members = readMembers(NAME, configuration, ["digits", "dtype", "astype"], context);
    const digits = readInteger(NAME, members, "digits", { min: -300, max: 300 });
    const dtype = await readDataType(NAME, members, "dtype", context, incomingType(context));
    const astype = await readDataType(NAME, members, "astype", context, dtype);
    const decoded = numericType(NAME, dtype.dataType, ["float"]);
    const encoded = numericType(NAME, astype.dataType, ["float"]);
    const round = rounding(decoded);
    const scale = round(2 ** binaryDigits(digits));
    return elementwiseCodec({
      name: NAME,
      configuration: { digits, dtype: dtype.spelling, astype: astype.spelling },
      decodedType: dtype.dataType,
      encodedType: astype.dataType,
      encode(elements) {
        const numbers = loadNumbers(elements, decoded) as Float64Array;
        const quantized = numbers.map((value) => round(roundHalfEven(round(scale * value)) / scale));
        return storeNumbers(castNumbers(quantized, decoded, encoded), encoded);
      },
      decode: (elements) => storeNumbers(castNumbers(loadNumbers(elements, encoded), encoded, decoded), decoded),
    });
  },
};

/** `ceil(log2(10 ** digits))`, exactly. */
function binaryDigits(digits: number): number {
  const power = 10n ** BigInt(Math.abs(digits));
  // 10^n is no power of two unless n is 0, so rounding up and down differ by one.
  const length = power.toString(2).length;
  if (digits === 0) return 0;
  return digits > 0 ? length : 1 - length;
}
