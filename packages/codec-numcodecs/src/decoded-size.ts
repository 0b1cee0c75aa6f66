import type { DecodeBound } from "@zarrkit/core/contract";

/** Throws unless so many decoded bytes are what the bound says. */
export function requireDecodedSize(codec: string, length: number, bound: DecodeBound): void {
  if (bound.size !== undefined && length !== bound.size) {
    throw new RangeError(`${codec}: expected ${bound.size} decoded bytes, found ${length}`);
  }
  if (length > bound.limit) {
    throw new RangeError(`${codec}: expected at most ${bound.limit} decoded bytes, found ${length}`);
  }
}
