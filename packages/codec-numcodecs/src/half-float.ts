/** IEEE 754 binary16, as 16-bit patterns. */
const TWO_52 = 2 ** 52;
const bits = new DataView(new ArrayBuffer(8));

/** The nearest integer, ties to even. Keeps the sign of zero, infinities and NaN. */
export function roundHalfEven(value: number): number {
  const magnitude = Math.abs(value);
  if (!(magnitude < TWO_52) || magnitude === 0) return value;
  // Adding 2^52 leaves no room for a fraction, so the addition itself rounds.
  const rounded = magnitude + TWO_52 - TWO_52;
  return value < 0 ? -rounded : rounded;
}

/** The value of a pattern. */
export function halfToNumber(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const mantissa = half & 0x3ff;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  if (exponent === 31) return mantissa === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1024 + mantissa) * 2 ** (exponent - 25);
}

/** The pattern nearest to a value, ties to even; every NaN becomes the quiet one. */
export function numberToHalf(value: number): number {
  if (Number.isNaN(value)) return 0x7e00;
  bits.setFloat64(0, value);
  const high = bits.getUint32(0);
  const sign = (high >>> 16) & 0x8000;
  const magnitude = Math.abs(value);
  if (magnitude >= 65520) return sign | 0x7c00;
  // Below the normal range all values are multiples of 2^-24. Rounding up may carry into the exponent, rightly.
  if (magnitude < 2 ** -14) return sign | roundHalfEven(magnitude * 2 ** 24);
  const exponent = ((high >>> 20) & 0x7ff) - 1023;
  return sign | (((exponent + 14) << 10) + roundHalfEven(magnitude * 2 ** (10 - exponent)));
}
