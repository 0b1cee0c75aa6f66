/**
 * gzip and zlib for browsers: the platform's streams decode, which also verify the checksums. They take no
 * compression level, so fflate encodes. The libraries are loaded when first needed.
 */
import type { DecodeBound } from "@zarrkit/core/contract";
import { memberStarts } from "./gzip-member.ts";
import { checkLength, type DeflateFormat, tooLong } from "./limit.ts";

const PLATFORM_NAME = { gzip: "gzip", zlib: "deflate" } as const;

/** Compresses at a level of -1 to 9. */
export async function encodeDeflate(format: DeflateFormat, bytes: Uint8Array, level: number): Promise<Uint8Array> {
  const { encodeAtLevel } = await import("./fflate.ts");
  return encodeAtLevel(format, bytes, level);
}

/** Decodes exactly one stream into `parts`, and answers how many bytes came out. */
async function inflate(
  format: DeflateFormat,
  bytes: Uint8Array,
  parts: Uint8Array[],
  before: number,
  bound: DecodeBound,
): Promise<number> {
  const stream = new DecompressionStream(PLATFORM_NAME[format]);
  const writer = stream.writable.getWriter();
  // Failures surface on the reading side; here they only have to be taken note of.
  const written = writer.write(bytes as Uint8Array<ArrayBuffer>).then(() => writer.close());
  written.catch(() => {});
  const reader = stream.readable.getReader();
  let length = before;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return length;
    length += value.length;
    if (length > bound.limit) {
      const error = tooLong(format, bound);
      await Promise.allSettled([reader.cancel(error), writer.abort(error)]);
      throw error;
    }
    parts.push(value);
  }
}

function join(parts: readonly Uint8Array[], length: number): Uint8Array {
  const only = parts[0];
  if (parts.length === 1 && only?.byteLength === only?.buffer.byteLength) return only as Uint8Array;
  const whole = new Uint8Array(length);
  let position = 0;
  for (const part of parts) {
    whole.set(part, position);
    position += part.length;
  }
  return whole;
}

/** Decompresses. Throws on damaged input and when the output would pass the bound. */
export async function decodeDeflate(format: DeflateFormat, bytes: Uint8Array, bound: DecodeBound): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    length = await inflate(format, bytes, parts, 0, bound);
  } catch (cause) {
    if (cause instanceof RangeError) throw cause;
    // The platform refuses what follows the first gzip member, also when it is another member.
    const starts = format === "gzip" ? await memberStarts(bytes, bound) : [];
    if (starts.length < 2) throw new Error(`damaged ${format} data: ${(cause as Error).message}`, { cause });
    parts.length = 0;
    length = 0;
    for (const [index, start] of starts.entries()) {
      const member = bytes.subarray(start, starts[index + 1] ?? bytes.length);
      try {
        length = await inflate("gzip", member, parts, length, bound);
      } catch (error) {
        if (error instanceof RangeError) throw error;
        throw new Error(`damaged gzip data in member ${index}: ${(error as Error).message}`, { cause: error });
      }
    }
  }
  checkLength(format, length, bound);
  return join(parts, length);
}
