/** zlib by the platform's streams, which browsers have too, and by fflate, which takes a level, for writing. */
import type { PlatformCompressors } from "./inner-codec.ts";

async function inflate(stream: Uint8Array, size: number): Promise<Uint8Array> {
  const decompression = new DecompressionStream("deflate");
  const writer = decompression.writable.getWriter();
  // Failures surface on the reading side; here they only have to be taken note of.
  writer
    .write(stream as Uint8Array<ArrayBuffer>)
    .then(() => writer.close())
    .catch(() => {});
  const reader = decompression.readable.getReader();
  const decoded = new Uint8Array(size);
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (value.length > size - length) throw new Error(`it decodes to more than ${size} bytes`);
      decoded.set(value, length);
      length += value.length;
    }
    if (length !== size) throw new Error(`it decodes to ${length} bytes, expected ${size}`);
    return decoded;
  } catch (cause) {
    await Promise.allSettled([reader.cancel(), writer.abort()]);
    throw new Error(`damaged blosc data: in a zlib stream, ${(cause as Error).message}`, { cause });
  }
}

async function deflate(block: Uint8Array, clevel: number): Promise<Uint8Array> {
  const { zlibSync } = await import("fflate");
  return zlibSync(block, { level: clevel as 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 });
}

export const platformCompressors: PlatformCompressors = { zlib: { decode: inflate, encode: deflate } };
