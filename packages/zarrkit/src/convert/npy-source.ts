import { open } from "node:fs/promises";
import type { ArrayOptions } from "../array-options.ts";
import { UsageError } from "../failure.ts";
import { parseNpy } from "../npy/npy.ts";
import type { Made, Target } from "./new-array.ts";
import { convertRaw } from "./raw-source.ts";

/** Makes an array of a `.npy` file. Throws a `UsageError` for a file in Fortran order, or with fields. */
export async function convertNpy(file: string, target: Target, options: ArrayOptions): Promise<Made> {
  const handle = await open(file);
  let head: Uint8Array;
  try {
    const { bytesRead, buffer } = await handle.read(new Uint8Array(65536), 0, 65536, 0);
    head = buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
  const { descr, fortranOrder, shape, offset } = parseNpy(head);
  if (fortranOrder && shape.length > 1) {
    throw new UsageError("The .npy file is in Fortran order; save it with numpy.ascontiguousarray first");
  }
  return convertRaw(file, { shape, dtype: descr, offset }, target, options);
}
