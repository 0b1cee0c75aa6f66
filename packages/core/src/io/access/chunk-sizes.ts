import { elementCount } from "../../buffer/stride.ts";
import type { StoreOptions, Subdivision } from "../../contract/index.ts";
import { CodecError } from "../../error/data-error.ts";
import { isZarrError, messageOf } from "../../error/zarr-error.ts";
import { valueSize } from "../../store/access.ts";
import { readValue } from "../../store/read-value.ts";
import { type ArrayAccess, atChunk } from "./array-access.ts";

/** Bytes of a stored chunk, or of each inner chunk where it is subdivided; see `ZarrArray.chunkSizes`. */
export async function chunkSizes(
  access: ArrayAccess,
  subdivision: Subdivision | undefined,
  coordinates: readonly number[],
  options: StoreOptions = {},
): Promise<(number | undefined)[]> {
  const { store } = access;
  const key = access.keyOf(coordinates);
  if (subdivision === undefined) return [await valueSize(store, key, options)];
  const { gridShape } = subdivision;
  try {
    const index = await subdivision.readIndex({ get: (range) => readValue(store, key, { ...options, range }) });
    return Array.from({ length: elementCount(gridShape) }, (_, position) => index?.range(position)?.length);
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    const error = isZarrError(cause) ? cause : new CodecError(`An index is damaged: ${messageOf(cause)}`, { cause });
    throw atChunk(error, access, key, coordinates);
  }
}
