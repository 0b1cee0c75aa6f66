import type { BytesToBytesCodec, DecodedSpan, Extension } from "../../src/contract/index.ts";

/** What the codec was lent, in order. */
export const lentToXor: (Uint8Array | undefined)[] = [];

/** What was wanted of it. */
export const wantedOfXor: (DecodedSpan | undefined)[] = [];

const xorCodec: BytesToBytesCodec = {
  kind: "bytes_to_bytes",
  configuration: undefined,
  encode: (bytes) => bytes.map((byte) => byte ^ 0x5a),
  decode(bytes, _, into, wanted) {
    lentToXor.push(into);
    wantedOfXor.push(wanted);
    const decoded = into ?? new Uint8Array(bytes.length);
    for (let i = 0; i < bytes.length; i++) decoded[i] = (bytes[i] as number) ^ 0x5a;
    return decoded;
  },
  encodedSize: (size) => size,
};

/** Turns half of the bits around, in memory that it is lent where there is some. */
export const xor: Extension<"codec", "xor"> = { point: "codec", name: "xor", load: () => ({ create: () => xorCodec }) };
