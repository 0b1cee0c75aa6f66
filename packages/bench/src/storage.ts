/** A way to store the benchmark's array: `uint16`, a cube of `edge` elements, in cubic chunks. */
export interface Storage {
  readonly name: string;
  readonly chunkEdge: number;
  /** Set when the chunks lie in shards of this edge. */
  readonly shardEdge?: number;
  /** The v3 codecs after the serializer, of the inner chunks when sharded. */
  readonly compressors: readonly Codec[];
}

export interface Codec {
  readonly name: string;
  readonly configuration: { readonly [member: string]: string | number | boolean };
}

const zstd: Codec = { name: "zstd", configuration: { level: 1, checksum: false } };
const blosc = (cname: string, shuffle: string): Codec => ({
  name: "blosc",
  configuration: { cname, clevel: 5, shuffle, typesize: 2, blocksize: 0 },
});

export const storages: readonly Storage[] = [
  { name: "raw", chunkEdge: 64, compressors: [] },
  { name: "zstd", chunkEdge: 64, compressors: [zstd] },
  { name: "blosc-zstd-bitshuffle", chunkEdge: 64, compressors: [blosc("zstd", "bitshuffle")] },
  { name: "blosc-lz4-shuffle", chunkEdge: 64, compressors: [blosc("lz4", "shuffle")] },
  { name: "gzip", chunkEdge: 64, compressors: [{ name: "gzip", configuration: { level: 1 } }] },
  { name: "sharded", chunkEdge: 32, shardEdge: 256, compressors: [zstd] },
];

/** The storage of a name. Throws a `RangeError` that lists the names. */
export function storageNamed(name: string): Storage {
  const found = storages.find((storage) => storage.name === name);
  if (found !== undefined) return found;
  throw new RangeError(`No storage is called "${name}"; there are ${storages.map((one) => one.name).join(", ")}`);
}
