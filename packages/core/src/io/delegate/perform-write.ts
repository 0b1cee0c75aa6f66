import type { ArrayAccess } from "../access/array-access.ts";
import { writeChunk } from "../write/write-region.ts";
import type { WriteWork } from "./write-work.ts";

/** Encodes and stores one chunk. Whoever sent it has waited for the key's turn. */
export async function performWrite(
  access: ArrayAccess,
  { chunk, value }: WriteWork,
  signal: AbortSignal | undefined,
): Promise<void> {
  await writeChunk(
    {
      access,
      value: { ...value, clean: false },
      signal,
      keepEmpty: access.config.writeEmptyChunks,
      delegation: undefined,
    },
    chunk,
  );
}
