export { crc32 } from "./crc32.ts";

/** Raw deflate. */
export async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of transformed(bytes, new CompressionStream("deflate-raw"))) {
    parts.push(part);
    length += part.byteLength;
  }
  return joined(parts, length);
}

/** Undoes raw deflate. Throws on damaged input, and as soon as the output would pass `size` bytes. */
export async function inflate(bytes: Uint8Array, size: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of transformed(bytes, new DecompressionStream("deflate-raw"))) {
    length += part.byteLength;
    if (length > size) throw new Error(`deflated data is longer than the ${size} bytes promised`);
    parts.push(part);
  }
  return joined(parts, length);
}

async function* transformed(
  bytes: Uint8Array,
  transform: ReadableWritablePair<Uint8Array, BufferSource>,
): AsyncGenerator<Uint8Array> {
  const writer = transform.writable.getWriter();
  // A failure shows on the readable side as well, which is where it is seen.
  writer.write(bytes as BufferSource).catch(() => {});
  writer.close().catch(() => {});
  const reader = transform.readable.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel().catch(() => {});
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const out = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    out.set(part, offset);
    offset += part.byteLength;
  }
  return out;
}
