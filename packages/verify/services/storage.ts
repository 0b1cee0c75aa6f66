import type { ElementType } from "../src/oracle/element.ts";
import type { Implementation } from "./peer.ts";

/** One way of storing an array, in the options that `create` has here and in zarr-python. */
export interface Storage {
  readonly name: string;
  readonly format: 2 | 3;
  readonly options: Readonly<Record<string, unknown>>;
  /** Byte order in the version 2 dtype. */
  readonly endian?: "<" | ">";
}

type Json = Readonly<Record<string, unknown>>;

export const shape: readonly number[] = [9, 10];

const little: Json = { name: "bytes", configuration: { endian: "little" } };
const big: Json = { name: "bytes", configuration: { endian: "big" } };
const gzip: Json = { name: "gzip", configuration: { level: 5 } };
const zstd: Json = { name: "zstd", configuration: { level: 3, checksum: false } };
const crc32c: Json = { name: "crc32c" };
const transpose: Json = { name: "transpose", configuration: { order: [1, 0] } };
const blosc = (cname: string, shuffle: string): Json => ({
  name: "blosc",
  configuration: { cname, clevel: 5, shuffle, typesize: 4, blocksize: 0 },
});
const sharding = (
  chunk_shape: readonly number[],
  codecs: readonly Json[],
  index_location: string,
  index_codecs: readonly Json[] = [little, crc32c],
): Json => ({
  name: "sharding_indexed",
  configuration: { chunk_shape, codecs, index_codecs, index_location },
});

const plain: readonly (readonly [string, readonly Json[]])[] = [
  ["bytes little", [little]],
  ["bytes big", [big]],
  ["gzip", [little, gzip]],
  ["zstd", [little, zstd]],
  ["zstd with checksum, big", [big, { name: "zstd", configuration: { level: 0, checksum: true } }]],
  ["blosc lz4 noshuffle", [little, blosc("lz4", "noshuffle")]],
  ["blosc lz4 shuffle", [little, blosc("lz4", "shuffle")]],
  ["blosc lz4hc bitshuffle", [little, blosc("lz4hc", "bitshuffle")]],
  ["blosc zstd bitshuffle", [little, blosc("zstd", "bitshuffle")]],
  ["blosc zlib shuffle", [little, blosc("zlib", "shuffle")]],
  ["blosc blosclz shuffle", [little, blosc("blosclz", "shuffle")]],
  ["crc32c", [little, crc32c]],
  ["gzip crc32c", [little, gzip, crc32c]],
  ["transpose", [transpose, little]],
  ["transpose big zstd", [transpose, big, zstd]],
];

const sharded: readonly (readonly [string, readonly number[], readonly Json[]])[] = [
  ["index at the end", [4, 6], [sharding([2, 3], [little], "end")]],
  ["index at the start", [4, 6], [sharding([2, 3], [little], "start")]],
  ["index big, no checksum", [4, 6], [sharding([2, 3], [little], "end", [big])]],
  ["inner zstd crc32c", [4, 6], [sharding([2, 3], [little, zstd, crc32c], "end")]],
  ["inner transpose big blosc", [4, 6], [sharding([2, 3], [transpose, big, blosc("lz4", "shuffle")], "start")]],
  ["nested", [8, 6], [sharding([4, 6], [sharding([2, 3], [little, gzip], "end")], "end")]],
  ["nested, indexes at the start", [8, 6], [sharding([4, 6], [sharding([2, 3], [little], "start")], "start")]],
  ["transpose before", [4, 6], [transpose, sharding([2, 2], [little, zstd], "end")]],
  ["gzip after", [4, 6], [sharding([2, 3], [little], "end"), gzip]],
];

const compressors: readonly (readonly [string, Json | null])[] = [
  ["uncompressed", null],
  ["zlib", { id: "zlib", level: 1 }],
  ["gzip", { id: "gzip", level: 5 }],
  ["zstd", { id: "zstd", level: 1 }],
  ["blosc lz4 shuffle", { id: "blosc", cname: "lz4", clevel: 5, shuffle: 1, blocksize: 0 }],
  ["blosc zstd bitshuffle", { id: "blosc", cname: "zstd", clevel: 3, shuffle: 2, blocksize: 0 }],
  ["blosc zlib noshuffle", { id: "blosc", cname: "zlib", clevel: 3, shuffle: 0, blocksize: 0 }],
  ["lz4", { id: "lz4", acceleration: 1 }],
];

const encodings = { "/": { name: "default", separator: "/" }, ".": { name: "v2", separator: "." } } as const;

function v3(name: string, chunks: readonly number[], codecs: readonly Json[], separator: "/" | "." = "/"): Storage {
  return { name: `v3 ${name}`, format: 3, options: { chunks, codecs, chunkKeyEncoding: encodings[separator] } };
}

function v2(): Storage[] {
  return compressors.flatMap(([name, compressor]) =>
    (["C", "F"] as const).flatMap((order) =>
      (["<", ">"] as const).map((endian, i): Storage => {
        const dimensionSeparator = (order === "F") === (i === 0) ? "/" : ".";
        return {
          name: `v2 ${name} ${order} ${endian} ${dimensionSeparator}`,
          format: 2,
          endian,
          options: { chunks: [4, 3], compressor, filters: null, order, dimensionSeparator },
        };
      }),
    ),
  );
}

/** Every way of storing that is exchanged. */
export const storages: readonly Storage[] = [
  ...plain.map(([name, codecs]) => v3(name, [4, 3], codecs)),
  v3("v2 chunk keys", [4, 3], [little], "."),
  ...sharded.map(([name, chunks, codecs]) => v3(`sharded, ${name}`, chunks, codecs)),
  ...v2(),
];

const oneByte = /^(bool|u?int8)$/;

/** What the other readers cannot do with arrays that zarr-python wrote itself; measured with the pinned versions. */
const limits: readonly {
  readonly by: Implementation;
  readonly why: string;
  readonly applies: (storage: Storage, type: ElementType) => boolean;
}[] = [
  {
    by: "tensorstore",
    why: "its version 2 driver has no lz4",
    applies: ({ name }) => name.startsWith("v2 lz4"),
  },
  {
    by: "tensorstore",
    why: "it wants sharding to be the last codec",
    applies: ({ name }) => name === "v3 sharded, gzip after",
  },
  {
    by: "zarrs",
    why: "it has no lz4",
    applies: ({ name }) => name.startsWith("v2 lz4"),
  },
  {
    by: "zarrs",
    why: "its Python binding refuses order F",
    applies: ({ options }) => options.order === "F",
  },
  {
    by: "zarrs",
    why: "its Python binding refuses version 2 types that are not in native order",
    applies: ({ endian }, type) => endian === ">" && !oneByte.test(type.name),
  },
  {
    by: "zarrs",
    why: "its partial decoder fails on tiny blosc chunks and swaps the parts of complex numbers",
    applies: ({ name }, type) =>
      name === "v3 sharded, inner transpose big blosc" && (oneByte.test(type.name) || type.name.startsWith("complex")),
  },
];

/** Whether an implementation is able to read such an array at all. */
export function reads(by: Implementation, storage: Storage, type: ElementType): boolean {
  return !limits.some((limit) => limit.by === by && limit.applies(storage, type));
}

/** The dtype to ask for: version 2 says the byte order in it. */
export function dtypeOf(storage: Storage, type: ElementType): string {
  if (storage.format === 3) return type.name;
  return `${oneByte.test(type.name) ? "|" : (storage.endian ?? "<")}${type.numpy}`;
}
