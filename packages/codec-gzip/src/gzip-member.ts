import type { DecodeBound } from "@zarrkit/core/contract";
import { tooLong } from "./limit.ts";

/** Input of one step: what it can inflate to (1032 times as much) is the most that passes the limit unnoticed. */
const STEP = 2048;

/**
 * Where the members of a gzip file begin, or fewer of them when the data is damaged. Only the ends of the deflate
 * streams are looked for; checksums are for the decoder that reads each member.
 *
 * @throws RangeError when the members hold more than `bound.limit` bytes.
 */
export async function memberStarts(bytes: Uint8Array, bound: DecodeBound): Promise<readonly number[]> {
  const { Gunzip } = await import("./fflate.ts");
  const starts = [0];
  let length = 0;
  const gunzip = new Gunzip((part) => {
    length += part.length;
  });
  gunzip.onmember = (offset: number): void => {
    starts.push(offset);
  };
  for (let position = 0; position < bytes.length; position += STEP) {
    try {
      gunzip.push(bytes.subarray(position, position + STEP), position + STEP >= bytes.length);
    } catch {
      return starts;
    }
    if (length > bound.limit) throw tooLong("gzip", bound);
  }
  return starts;
}
