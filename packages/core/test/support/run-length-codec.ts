import type { BytesToBytesCodec, DecodeBound, Extension } from "../../src/contract/index.ts";

function encode(bytes: Uint8Array): Uint8Array {
  const runs: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    let length = 1;
    while (length < 255 && bytes[at + length] === bytes[at]) length++;
    runs.push(length, bytes[at] as number);
    at += length;
  }
  return Uint8Array.from(runs);
}

function decode(bytes: Uint8Array, bound: DecodeBound): Uint8Array {
  let size = 0;
  for (let at = 0; at < bytes.length; at += 2) size += bytes[at] as number;
  if (size > bound.limit) throw new Error(`more than ${bound.limit} bytes`);
  const decoded = new Uint8Array(size);
  for (let at = 0, to = 0; at < bytes.length; at += 2) {
    decoded.fill(bytes[at + 1] as number, to, to + (bytes[at] as number));
    to += bytes[at] as number;
  }
  return decoded;
}

/** Compression, of a kind. How often it decoded is counted; it works later, as a compressor in a thread does. */
export const runLength: Extension<"codec", "run_length"> & { decoded: number } = {
  point: "codec",
  name: "run_length",
  numcodecsId: "run_length",
  decoded: 0,
  load: () => ({
    create: (configuration): BytesToBytesCodec => ({
      kind: "bytes_to_bytes",
      configuration: { level: 1, ...configuration },
      encode: async (bytes) => encode(bytes),
      async decode(bytes, bound) {
        runLength.decoded++;
        return decode(bytes, bound);
      },
    }),
  }),
};
