import type { BytesToBytesCodec, Extension } from "../../src/contract/index.ts";

const sumOf = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => (sum + byte) & 0xff, 0);

const checksumCodec: BytesToBytesCodec = {
  kind: "bytes_to_bytes",
  configuration: undefined,
  encode: (bytes) => Uint8Array.of(...bytes, sumOf(bytes)),
  decode(bytes, bound) {
    const data = bytes.subarray(0, bytes.length - 1);
    if (data.length > bound.limit) throw new Error(`more than ${bound.limit} bytes`);
    if (bytes.length === 0 || sumOf(data) !== bytes.at(-1)) throw new Error("the checksum does not match");
    return data;
  },
  encodedSize: (size) => size + 1,
};

/** The bytes and their sum, one byte longer. */
export const checksum: Extension<"codec", "checksum"> = {
  point: "codec",
  name: "checksum",
  numcodecsId: "checksum",
  load: () => ({ create: () => checksumCodec }),
};
