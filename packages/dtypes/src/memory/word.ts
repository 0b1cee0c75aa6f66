/**
 * One machine word between the bytes of an element and a number, in the host's byte order and at any
 * alignment. Eight bytes of scratch memory serve all of them, so nothing is allocated for an element.
 */
export interface Word<Value> {
  readonly size: number;
  read(bytes: Uint8Array, offset: number): Value;
  /** Wraps and rounds as the typed array of that kind does; the caller has checked the range. */
  write(value: Value, bytes: Uint8Array, offset: number): void;
}

const scratch = new ArrayBuffer(8);
const scratchBytes = new Uint8Array(scratch);

function word<Value>(view: { [index: number]: Value; readonly BYTES_PER_ELEMENT: number }): Word<Value> {
  const size = view.BYTES_PER_ELEMENT;
  return Object.freeze({
    size,
    read(bytes: Uint8Array, offset: number): Value {
      for (let i = 0; i < size; i++) {
        scratchBytes[i] = bytes[offset + i] as number;
      }
      return view[0] as Value;
    },
    write(value: Value, bytes: Uint8Array, offset: number): void {
      view[0] = value;
      for (let i = 0; i < size; i++) {
        bytes[offset + i] = scratchBytes[i] as number;
      }
    },
  });
}

export const int8Word: Word<number> = word(new Int8Array(scratch));
export const int16Word: Word<number> = word(new Int16Array(scratch));
export const int32Word: Word<number> = word(new Int32Array(scratch));
export const int64Word: Word<bigint> = word(new BigInt64Array(scratch));
export const uint8Word: Word<number> = word(new Uint8Array(scratch));
export const uint16Word: Word<number> = word(new Uint16Array(scratch));
export const uint32Word: Word<number> = word(new Uint32Array(scratch));
export const uint64Word: Word<bigint> = word(new BigUint64Array(scratch));
export const float32Word: Word<number> = word(new Float32Array(scratch));
export const float64Word: Word<number> = word(new Float64Array(scratch));

const double = new Float64Array(scratch);
const bits = new BigUint64Array(scratch);
const halves = new Uint32Array(scratch);
/** Where the sign and exponent of a double lie among `halves`. */
const high = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;

/** `floor(log2(value))` of a finite positive double; anything below the normal doubles answers -1023. */
export function binaryExponent(value: number): number {
  double[0] = value;
  return (((halves[high] as number) >>> 20) & 0x7ff) - 1023;
}

/** `2 ** exponent`, exactly, for -1022 to 1023. */
export function powerOfTwo(exponent: number): number {
  halves[1 - high] = 0;
  halves[high] = (exponent + 1023) << 20;
  return double[0] as number;
}

/**
 * The double next to an integer that lies towards zero, its last bit set when it is not exact ("round to
 * odd"). Rounding that to a narrower format gives what rounding the integer itself would have given.
 */
export function roundToOdd(value: bigint): number {
  const nearest = Number(value);
  if (!Number.isFinite(nearest) || BigInt(nearest) === value) {
    return nearest;
  }
  const magnitude = value < 0n ? -value : value;
  const isAbove = BigInt(Math.abs(nearest)) > magnitude;
  double[0] = nearest;
  bits[0] = ((bits[0] as bigint) - (isAbove ? 1n : 0n)) | 1n;
  return double[0] as number;
}
