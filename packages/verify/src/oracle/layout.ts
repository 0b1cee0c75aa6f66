import * as fc from "fast-check";
import { type ElementType, elementTypes, type Scalar } from "./element.ts";

/** One array to be created: everything that decides how its values lie in the store. */
export interface Layout {
  readonly type: ElementType;
  readonly shape: readonly number[];
  readonly fill: Scalar;
  readonly dimensionNames: readonly string[];
  /** Options of `create` except the store. */
  readonly options: Readonly<Record<string, unknown>>;
}

export type LayoutKind = "v2" | "v3" | "sharded" | "nested shards";
export const layoutKinds: readonly LayoutKind[] = ["v2", "v3", "sharded", "nested shards"];

type Json = Readonly<Record<string, unknown>>;

const bytesToBytes: fc.Arbitrary<readonly Json[]> = fc.constantFrom<readonly Json[]>(
  [],
  [],
  [{ name: "gzip", configuration: { level: 1 } }],
  [{ name: "zstd", configuration: { level: 0, checksum: false } }],
  [{ name: "zstd", configuration: { level: 3, checksum: true } }],
  [{ name: "blosc", configuration: { cname: "lz4", clevel: 5, shuffle: "shuffle", typesize: 4, blocksize: 0 } }],
  [{ name: "blosc", configuration: { cname: "zstd", clevel: 1, shuffle: "bitshuffle", typesize: 2, blocksize: 0 } }],
  [{ name: "crc32c" }],
  [{ name: "gzip", configuration: { level: 5 } }, { name: "crc32c" }],
);

function serializer(type: ElementType): fc.Arbitrary<Json> {
  if (type.size === 1) return fc.constant({ name: "bytes" });
  return fc.constantFrom("little", "big").map((endian) => ({ name: "bytes", configuration: { endian } }));
}

function transposes(rank: number): fc.Arbitrary<readonly Json[]> {
  const axes = Array.from({ length: rank }, (_, i) => i);
  const order = fc.shuffledSubarray(axes, { minLength: rank, maxLength: rank });
  const one = order.map((permutation) => ({ name: "transpose", configuration: { order: permutation } }));
  return rank < 2 ? fc.constant([]) : fc.array(one, { maxLength: 1 });
}

function chain(type: ElementType, rank: number): fc.Arbitrary<readonly Json[]> {
  return fc.tuple(transposes(rank), serializer(type), bytesToBytes).map(([a, b, c]) => [...a, b, ...c]);
}

const indexChain: fc.Arbitrary<readonly Json[]> = fc.constantFrom<readonly Json[]>(
  [{ name: "bytes", configuration: { endian: "little" } }, { name: "crc32c" }],
  [{ name: "bytes", configuration: { endian: "big" } }],
);

/** The codecs of a shard of `chunk`s; another level of shards around it for each further factor. */
function sharding(inner: fc.Arbitrary<readonly Json[]>, chunk: readonly number[]): fc.Arbitrary<readonly Json[]> {
  return fc
    .tuple(inner, indexChain, fc.constantFrom("start", "end"))
    .map(([codecs, index_codecs, index_location]) => [
      { name: "sharding_indexed", configuration: { chunk_shape: chunk, codecs, index_codecs, index_location } },
    ]);
}

const compressors: fc.Arbitrary<Json | null> = fc.constantFrom<Json | null>(
  null,
  null,
  { id: "zlib", level: 1 },
  { id: "gzip", level: 1 },
  { id: "zstd", level: 1 },
  { id: "blosc", cname: "lz4", clevel: 5, shuffle: 1, blocksize: 0 },
  { id: "lz4", acceleration: 1 },
);

function v2Options(type: ElementType): fc.Arbitrary<Json> {
  return fc
    .record({
      order: fc.constantFrom("C", "F"),
      dimensionSeparator: fc.constantFrom(".", "/"),
      compressor: compressors,
      endian: type.size === 1 ? fc.constant("|") : fc.constantFrom("<", ">"),
    })
    .map(({ endian, ...options }) => ({ ...options, dtype: `${endian}${type.numpy}`, filters: null, zarrFormat: 2 }));
}

const separators = fc.constantFrom<Json>(
  { name: "default", configuration: { separator: "/" } },
  { name: "default", configuration: { separator: "." } },
  { name: "v2", configuration: { separator: "." } },
);

function v3Options(
  type: ElementType,
  kind: LayoutKind,
  chunk: readonly number[],
  factors: readonly number[][],
): fc.Arbitrary<Json> {
  const rank = chunk.length;
  let size = chunk;
  let codecs = chain(type, rank);
  for (const factor of kind === "v3" ? [] : factors) {
    codecs = sharding(codecs, size);
    size = size.map((length, i) => length * (factor[i] as number));
  }
  const chunks = size;
  return fc
    .record({ codecs, chunkKeyEncoding: separators })
    .map((options) => ({ ...options, dtype: type.name, chunks, zarrFormat: 3 }));
}

const maxElements = 400;

/** Arrays of up to four dimensions, some of them empty, with every codec and layout of one kind. */
export function layouts(kind: LayoutKind): fc.Arbitrary<Layout> {
  return fc
    .record({
      type: fc.constantFrom(...elementTypes),
      rank: fc.integer({ min: 0, max: 4 }),
      empty: fc.integer({ min: 0, max: 9 }).map((draw) => draw === 0),
    })
    .chain(({ type, rank, empty }) => {
      const longest = [12, 12, 9, 6, 4][rank] as number;
      const list = (min: number, max: number): fc.Arbitrary<number[]> =>
        fc.array(fc.integer({ min, max }), { minLength: rank, maxLength: rank });
      return fc
        .record({
          shape: list(empty ? 0 : 1, longest),
          chunk: list(1, 5),
          inner: list(1, 3),
          outer: list(1, 2),
          fill: type.scalar,
        })
        .filter(({ shape }) => shape.reduce((total, length) => total * length, 1) <= maxElements)
        .chain(({ shape, chunk, inner, outer, fill }) => {
          const factors = kind === "nested shards" ? [inner, outer] : [inner];
          const options =
            kind === "v2"
              ? v2Options(type).map((more) => ({ ...more, chunks: chunk }))
              : v3Options(type, kind, chunk, factors);
          const dimensionNames = kind === "v2" ? [] : shape.map((_, i) => `d${i}`);
          return options.map((more): Layout => {
            const names = kind === "v2" || rank === 0 ? {} : { dimensionNames };
            return { type, shape, fill, dimensionNames, options: { ...more, ...names, shape, fillValue: fill } };
          });
        });
    });
}
