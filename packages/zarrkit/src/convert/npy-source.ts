import { open } from "node:fs/promises";
import { InputError } from "../failure.ts";
import { parseNpy } from "../npy/npy.ts";
import type { Conversion, Made } from "./new-array.ts";
import { convertRaw } from "./raw-source.ts";

/** Makes an array of a `.npy` file. Throws an `InputError` for a file in Fortran order, or with fields. */
export async function convertNpy(file: string, conversion: Conversion): Promise<Made> {
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
    throw new InputError("The .npy file is in Fortran order; save it with numpy.ascontiguousarray first");
  }
  return convertRaw(file, { shape, dtype: descr, offset }, conversion);
}
