import type { DecodeBound } from "@zarrkit/core/contract";

/** The two wrappings of a deflate stream that Zarr uses. */
export type DeflateFormat = "gzip" | "zlib";

/** The answer of a decoder that hit its limit. */
export function tooLong(format: DeflateFormat, bound: DecodeBound): RangeError {
  return new RangeError(`${format} data should decode to at most ${bound.limit} bytes; it goes on`);
}

/** Throws unless `length` bytes are what was promised. */
export function checkLength(format: DeflateFormat, length: number, bound: DecodeBound): void {
  if (length > bound.limit) throw tooLong(format, bound);
  if (bound.size !== undefined && length !== bound.size) {
    throw new RangeError(`${format} data should decode to ${bound.size} bytes; found ${length}`);
  }
}
