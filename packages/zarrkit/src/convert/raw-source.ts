import { type FileHandle, open } from "node:fs/promises";
import { slice } from "@zarrkit/api";
import type { ArrayOptions } from "../array-options.ts";
import { UsageError } from "../failure.ts";
import { type Made, madeOf, newArray, type Target } from "./new-array.ts";

export interface RawLayout {
  readonly shape: readonly number[];
  /** As numpy spells it; elements have its byte order, little-endian where it has none. */
  readonly dtype: string;
  /** Where the elements begin in the file, in bytes. */
  readonly offset?: number;
}

/** Rows are read so many bytes at a time, at the least one. */
const readBytes = 64 * 2 ** 20;

/**
 * Makes an array of a file of numbers in C order, a few rows at a time. Throws a `UsageError` when the file is not as
 * long as the shape and data type say, before anything is written.
 */
export async function convertRaw(
  file: string,
  layout: RawLayout,
  target: Target,
  options: ArrayOptions,
): Promise<Made> {
  const { shape, offset = 0 } = layout;
  const handle = await open(file);
  try {
    const swapped = layout.dtype.startsWith(">");
    const array = await sized(handle, file, layout, () =>
      newArray(target, options, { shape, dtype: layout.dtype.replace(/^>/, "<") }),
    );
    const { itemsize = 1, dataType } = array;
    const [rows = 1, ...rest] = shape;
    const rowBytes = rest.reduce((product, length) => product * length, itemsize);
    const step = rowsAtOnce(rowBytes, (array.shards ?? array.chunks)[0] ?? 1);
    for (let row = 0; row < rows && rowBytes > 0; row += step) {
      target.signal.throwIfAborted();
      const count = Math.min(step, rows - row);
      const bytes = new Uint8Array(count * rowBytes);
      await handle.read(bytes, 0, bytes.length, offset + row * rowBytes);
      if (swapped) swap(bytes, dataType.wordSizes);
      const value = { data: dataType.view(bytes), shape: [count, ...rest] };
      if (shape.length === 0) await array.set(null, { data: value.data, shape: [] }, { signal: target.signal });
      else await array.set([slice(row, row + count)], value, { signal: target.signal });
    }
    return madeOf(array);
  } finally {
    await handle.close();
  }
}

/** Whole chunks of rows, as many as fit. */
function rowsAtOnce(rowBytes: number, chunk: number): number {
  return Math.max(1, Math.floor(readBytes / Math.max(1, rowBytes) / chunk)) * chunk;
}

async function sized<T>(
  handle: FileHandle,
  file: string,
  { shape, dtype, offset = 0 }: RawLayout,
  make: () => Promise<T>,
): Promise<T> {
  const [, digits] = /^[<>|=]?[a-zA-Z](\d+)/.exec(dtype) ?? [];
  if (digits === undefined)
    throw new UsageError(`The data type of raw numbers is spelled as in numpy, such as <f4; found ${dtype}`);
  const expected = shape.reduce((product, length) => product * length, Number(digits));
  const found = (await handle.stat()).size - offset;
  if (found === expected) return make();
  throw new UsageError(
    `${file} should hold ${expected} bytes of shape [${shape.join(", ")}] and data type ${dtype}, found ${found}`,
  );
}

function swap(bytes: Uint8Array, wordSizes: number | readonly number[]): void {
  const word = typeof wordSizes === "number" ? wordSizes : 1;
  for (let at = 0; at < bytes.length; at += word) bytes.subarray(at, at + word).reverse();
}
