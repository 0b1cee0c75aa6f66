import { create } from "@zarrkit/api";
import { CountingStore } from "../store/counting.ts";
import { bytes, type Json } from "./document.ts";

/** Chains of codecs whose output is damaged. */
export const codecChains: Readonly<Record<string, readonly Json[]>> = {
  bytes: [bytes],
  gzip: [bytes, { name: "gzip", configuration: { level: 1 } }],
  zstd: [bytes, { name: "zstd", configuration: { level: 1, checksum: true } }],
  blosc: [
    bytes,
    { name: "blosc", configuration: { cname: "lz4", clevel: 1, shuffle: "shuffle", typesize: 4, blocksize: 0 } },
  ],
  crc32c: [bytes, { name: "crc32c" }],
  sharding: [
    {
      name: "sharding_indexed",
      configuration: {
        chunk_shape: [16],
        codecs: [bytes, { name: "crc32c" }],
        index_codecs: [bytes, { name: "crc32c" }],
        index_location: "end",
      },
    },
  ],
};

/** A store with an array of 64 numbers in one chunk. */
export async function filled(codecs: readonly Json[]): Promise<CountingStore> {
  const target = new CountingStore();
  const array = await create({
    store: target,
    shape: [64],
    chunks: [64],
    dtype: "int32",
    fillValue: 0,
    codecs,
    zarrFormat: 3,
  } as never);
  await array.set(
    null,
    Int32Array.from({ length: 64 }, (_, i) => (i * 7919) % 1000),
  );
  return target;
}
