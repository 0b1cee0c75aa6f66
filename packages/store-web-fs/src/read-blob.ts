import type { ByteRange } from "@zarrkit/core/contract";
import { clip } from "@zarrkit/store-base/byte-range";

/** Parts of a blob, each in memory of its own. `undefined` is the whole. */
export function readParts(blob: Blob, ranges: readonly (ByteRange | undefined)[]): Promise<Uint8Array[]> {
  return Promise.all(
    ranges.map(async (range) => {
      const [start, end] = clip(range, blob.size);
      return start === end ? new Uint8Array(0) : new Uint8Array(await blob.slice(start, end).arrayBuffer());
    }),
  );
}

/** The token that tells two states of a file apart. A blob that is no file never changes. */
export function versionOf(blob: Blob | undefined): string | undefined {
  if (blob === undefined) return undefined;
  return `${"lastModified" in blob ? blob.lastModified : 0}-${blob.size}`;
}
