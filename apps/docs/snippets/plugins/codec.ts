import { createArray, defaultRegistry } from "@zarrkit/api";
import type { CodecFactory, Extension } from "@zarrkit/core/contract";

// #region codec
/** Bytes with every bit flipped. Of no use, but complete. */
const factory: CodecFactory = {
  create: () => {
    const flip = (bytes: Uint8Array) => bytes.map((byte) => byte ^ 0xff);
    return {
      kind: "bytes_to_bytes",
      configuration: undefined,
      encode: flip,
      decode: flip,
    };
  },
};
export const flipped: Extension<"codec"> = {
  point: "codec",
  name: "example.flipped",
  load: async () => factory,
};
// #endregion codec

// #region use
const store = new Map<string, Uint8Array>();
const registry = defaultRegistry.extend(flipped);
const array = await createArray({
  store,
  registry,
  data: Uint8Array.of(0, 1),
  compressors: "example.flipped",
});
console.log(store.get("c/0")); // Uint8Array(2) [ 255, 254 ]
console.log((await array.get()).data); // Uint8Array(2) [ 0, 1 ]
// #endregion use
