/** What browsers have no streams for: levels of compression, and several gzip members in a row. */
import { gzipSync, zlibSync } from "fflate";
import type { DeflateFormat } from "./limit.ts";

export { Gunzip } from "fflate";

/** Compresses at a level of -1 to 9. */
export function encodeAtLevel(format: DeflateFormat, bytes: Uint8Array, level: number): Uint8Array {
  const options = { level: (level < 0 ? 6 : level) as 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 };
  const encoded = format === "gzip" ? gzipSync(bytes, { ...options, mtime: 0 }) : zlibSync(bytes, options);
  // fflate may answer a view of a longer buffer.
  return encoded.byteLength === encoded.buffer.byteLength ? encoded : encoded.slice();
}
