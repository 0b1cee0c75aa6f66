import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { decode } from "fast-png";
import type { ArrayOptions } from "../array-options.ts";
import { UsageError } from "../failure.ts";
import type { Progress } from "../output.ts";
import { type Made, madeOf, newArray, type Target } from "./new-array.ts";

/** The pictures of a folder in the order of their names, numbers as numbers; none where it is no folder. */
export async function pictureFiles(folder: string): Promise<string[]> {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() !== true) return [];
  const names = (await readdir(folder)).filter((name) => /\.png$/i.test(name));
  return names.sort(new Intl.Collator("en", { numeric: true }).compare).map((name) => join(folder, name));
}

/**
 * Makes an array of a folder of PNG pictures of one size: planes along the first axis, and channels along the last where
 * there are several. Throws a `UsageError` when pictures differ.
 */
export async function convertPictures(
  folder: string,
  target: Target,
  options: ArrayOptions,
  progress: (progress: Progress) => void,
): Promise<Made> {
  const files = await pictureFiles(folder);
  const read = async (file: string) => {
    const { data, width, height, channels, depth } = decode(await readFile(file));
    return { data, depth, shape: channels === 1 ? [height, width] : [height, width, channels] };
  };
  const first = await read(files[0] as string);
  const shape = [files.length, ...first.shape];
  const chunks = [1, ...first.shape.map((length, axis) => (axis < 2 ? Math.min(length, 512) : length))];
  const dtype = first.depth === 16 ? "uint16" : "uint8";
  const array = await newArray(target, options, { shape, dtype, chunks });
  for (const [plane, file] of files.entries()) {
    target.signal.throwIfAborted();
    const picture = await read(file);
    if (picture.shape.join() !== first.shape.join() || picture.depth !== first.depth) {
      throw new UsageError(
        `${file} has shape [${picture.shape.join(", ")}] and ${picture.depth} bits, the first picture [${first.shape.join(", ")}] and ${first.depth}`,
      );
    }
    await array.set([plane], { data: picture.data, shape: picture.shape }, { signal: target.signal });
    progress({ done: plane + 1, total: files.length });
  }
  return madeOf(array);
}
