import { type FileHandle, open } from "node:fs/promises";
import type { Span } from "../block/block.ts";
import { storedShape, writeBlocks } from "../block/write-blocks.ts";
import { InputError, UsageError } from "../failure.ts";
import { type Conversion, type Made, madeOf, newArray } from "./new-array.ts";

export interface RawLayout {
  readonly shape: readonly number[];
  /** As numpy spells it; elements have its byte order, little-endian where it has none. */
  readonly dtype: string;
  /** Where the elements begin in the file, in bytes. */
  readonly offset?: number;
}

/** Rows are read so many bytes at a time, at the least those of one chunk. */
const readBytes = 64 * 2 ** 20;

/**
 * Makes an array of a file of numbers in C order, a few rows at a time. Throws an `InputError` when the file is not as
 * long as the shape and data type say, before anything is written.
 */
export async function convertRaw(file: string, layout: RawLayout, conversion: Conversion): Promise<Made> {
  const { shape, dtype, offset = 0 } = layout;
  const { target, progress } = conversion;
  const handle = await open(file);
  try {
    await checkLength(handle, file, layout);
    const array = await newArray(conversion, { shape, dtype: dtype.replace(/^>/, "<") });
    const { itemsize = 1, dataType } = array;
    const rowBytes = shape.slice(1).reduce((product, length) => product * length, itemsize);
    const read = async ([[start, stop] = [0, 1]]: readonly Span[]) => {
      const bytes = new Uint8Array((stop - start) * rowBytes);
      await handle.read(bytes, 0, bytes.length, offset + start * rowBytes);
      if (dtype.startsWith(">")) swap(bytes, dataType.wordSizes);
      return { data: dataType.view(bytes), shape: shape.length === 0 ? [] : [stop - start, ...shape.slice(1)] };
    };
    const [chunk] = storedShape(array);
    const block = chunk === undefined ? [] : [rowsAtOnce(rowBytes, chunk), ...shape.slice(1)];
    if (!shape.includes(0)) await writeBlocks(array, block, read, { signal: target.signal, progress });
    return madeOf(array);
  } finally {
    await handle.close();
  }
}

/** Whole chunks of rows, as many as fit. */
function rowsAtOnce(rowBytes: number, chunk: number): number {
  return Math.max(1, Math.floor(readBytes / Math.max(1, rowBytes) / chunk)) * chunk;
}

async function checkLength(handle: FileHandle, file: string, { shape, dtype, offset = 0 }: RawLayout): Promise<void> {
  const [, digits] = /^[<>|=]?[a-zA-Z](\d+)/.exec(dtype) ?? [];
  if (digits === undefined)
    throw new UsageError(`The data type of raw numbers is spelled as in numpy, such as <f4; found ${dtype}`);
  const expected = shape.reduce((product, length) => product * length, Number(digits));
  const found = (await handle.stat()).size - offset;
  if (found === expected) return;
  throw new InputError(
    `${file} should hold ${expected} bytes of shape [${shape.join(", ")}] and data type ${dtype}, found ${found}`,
  );
}

function swap(bytes: Uint8Array, wordSizes: number | readonly number[]): void {
  const word = typeof wordSizes === "number" ? wordSizes : 1;
  for (let at = 0; at < bytes.length; at += word) bytes.subarray(at, at + word).reverse();
}
