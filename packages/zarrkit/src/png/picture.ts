import type { NDArray } from "@zarrkit/api";
import { encode } from "fast-png";
import { InputError } from "../failure.ts";

export interface PictureOptions {
  /** What becomes black and white; the smallest and largest value when left out. */
  readonly range?: readonly [low: number, high: number] | undefined;
}

/**
 * A plane of numbers as a PNG picture in shades of grey, or an image of `uint8` with 3 or 4 channels on its last axis in
 * its own colours. What is not a number is transparent. Throws a `InputError` for other shapes and data types.
 */
export function drawPicture(array: NDArray, { range }: PictureOptions = {}): Uint8Array {
  const [height = 0, width = 0, channels] = array.shape;
  if (array.ndim === 3 && (channels === 3 || channels === 4) && array.dtype === "uint8") {
    return encode({ width, height, channels, depth: 8, data: array.toBytes() });
  }
  if (array.ndim !== 2 || width === 0 || height === 0) {
    throw new InputError(
      `A picture needs a plane: select two dimensions with at least one element each; found shape [${array.shape.join(", ")}]`,
    );
  }
  const values = numbersOf(array);
  const [low, high] = range ?? extremes(values);
  const scale = high > low ? 255 / (high - low) : 0;
  const data = new Uint8Array(width * height * 2);
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    data[2 * index] = Math.max(0, Math.min(255, Math.round((value - low) * scale)));
    data[2 * index + 1] = Number.isNaN(value) ? 0 : 255;
  }
  return encode({ width, height, channels: 2, depth: 8, data });
}

/** The elements of an array as numbers. */
function numbersOf(array: NDArray): Float64Array {
  const size = array.size;
  const values = new Float64Array(size);
  const data = array.data as ArrayLike<unknown>;
  if (data.length !== size || (typeof data[0] !== "number" && typeof data[0] !== "bigint")) {
    throw new InputError(`A picture needs numbers, found data type ${array.dtype}`);
  }
  for (let index = 0; index < size; index++) values[index] = Number(data[index]);
  return values;
}

function extremes(values: Float64Array): [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low && value !== Number.NEGATIVE_INFINITY) low = value;
    if (value > high && value !== Number.POSITIVE_INFINITY) high = value;
  }
  return [low, high];
}
