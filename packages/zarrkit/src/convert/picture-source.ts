import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { decode } from "fast-png";
import type { Span } from "../block/block.ts";
import { storedShape, writeBlocks } from "../block/write-blocks.ts";
import { InputError } from "../failure.ts";
import { type Conversion, type Made, madeOf, newArray } from "./new-array.ts";

/** The pictures of a folder in the order of their names, numbers as numbers; none where it is no folder. */
export async function pictureFiles(folder: string): Promise<string[]> {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() !== true) return [];
  const names = (await readdir(folder)).filter((name) => /\.png$/i.test(name));
  return names.sort(new Intl.Collator("en", { numeric: true }).compare).map((name) => join(folder, name));
}

/**
 * Makes an array of a folder of PNG pictures of one size: planes along the first axis, and channels along the last where
 * there are several. Throws an `InputError` when pictures differ.
 */
export async function convertPictures(folder: string, conversion: Conversion): Promise<Made> {
  const files = await pictureFiles(folder);
  const first = await readPicture(files[0] as string);
  const chunks = [1, ...first.shape.map((length, axis) => (axis < 2 ? Math.min(length, 512) : length))];
  const dtype = first.depth === 16 ? "uint16" : "uint8";
  const array = await newArray(conversion, { shape: [files.length, ...first.shape], dtype, chunks });
  const read = async ([[start, stop] = [0, 0]]: readonly Span[]) => {
    const size = first.data.length;
    const data = new (first.depth === 16 ? Uint16Array : Uint8Array)((stop - start) * size);
    for (const [plane, file] of files.slice(start, stop).entries()) {
      const picture = await readPicture(file);
      if (picture.shape.join() !== first.shape.join() || picture.depth !== first.depth) {
        throw new InputError(
          `${file} has shape [${picture.shape.join(", ")}] and ${picture.depth} bits, the first picture [${first.shape.join(", ")}] and ${first.depth}`,
        );
      }
      data.set(picture.data, plane * size);
    }
    return { data, shape: [stop - start, ...first.shape] };
  };
  const [planes = 1] = storedShape(array);
  const { target, progress } = conversion;
  await writeBlocks(array, [planes, ...first.shape], read, { signal: target.signal, progress });
  return madeOf(array);
}

async function readPicture(file: string) {
  const { data, width, height, channels, depth } = decode(await readFile(file));
  return { data, depth, shape: channels === 1 ? [height, width] : [height, width, channels] };
}
