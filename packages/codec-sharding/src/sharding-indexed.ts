/**
 * `sharding_indexed`: one stored object, the shard, holds a grid of inner chunks, each encoded by itself, and an index
 * of where each one lies. Reading a part of a shard takes the index and the bytes of the inner chunks in it.
 *
 * Compatible with zarr-python, tensorstore, zarrs and zarrita. Shards nest: an inner codec may be this one again.
 * Inner chunks are written in C order without gaps; any order, gaps and shared bytes are read.
 *
 * Specification: zarr v3, "Sharding codec". v3 name `sharding_indexed`; version 2 has none.
 *
 * ```json
 * {
 *   "name": "sharding_indexed",
 *   "configuration": {
 *     "chunk_shape": [32, 32],
 *     "codecs": [{ "name": "bytes", "configuration": { "endian": "little" } }, { "name": "zstd" }],
 *     "index_codecs": [{ "name": "bytes", "configuration": { "endian": "little" } }, { "name": "crc32c" }],
 *     "index_location": "end"
 *   }
 * }
 * ```
 *
 * @module
 */
import type {
  ByteSource,
  ChunkSpec,
  CodecChain,
  CodecFactory,
  DataType,
  InnerChunkIndex,
  MaybePromise,
  SubdividingCodec,
  Subdivision,
} from "@zarrkit/core/contract";
import { shardIndex, shardIndexElements } from "./shard-index.ts";
import { parseConfiguration, type ShardingConfiguration } from "./sharding-configuration.ts";

export const factory: CodecFactory = {
  async create(configuration, context) {
    const settings = parseConfiguration(configuration);
    checkShape(context.spec.shape, settings.chunkShape);
    const uint64 = await context.dataType("uint64");
    const inner = await context.chain(settings.codecs, innerSpec(context.spec, settings));
    const indexSpec = indexSpecOf(gridShapeOf(context.spec, settings), uint64);
    const index = await context.chain(settings.indexCodecs, indexSpec);
    if (index.encodedSize(indexSpec) === undefined) {
      throw new Error("index_codecs must not hold a codec whose output varies in size");
    }
    return shardingCodec(settings, inner, index, uint64);
  },
};

function shardingCodec(
  settings: ShardingConfiguration,
  chain: CodecChain,
  indexChain: CodecChain,
  uint64: DataType,
): SubdividingCodec {
  return Object.freeze<SubdividingCodec>({
    kind: "subdividing",
    configuration: {
      chunk_shape: settings.chunkShape,
      codecs: chain.metadata,
      index_codecs: indexChain.metadata,
      index_location: settings.indexLocation,
    },
    subdivide(spec) {
      checkShape(spec.shape, settings.chunkShape);
      const inner = innerSpec(spec, settings);
      chain.validate(inner);
      const gridShape = gridShapeOf(spec, settings);
      return subdivision(inner, gridShape, chain, indexChain, indexSpecOf(gridShape, uint64), settings.indexLocation);
    },
  });
}

function subdivision(
  inner: ChunkSpec,
  gridShape: readonly number[],
  chain: CodecChain,
  indexChain: CodecChain,
  indexSpec: ChunkSpec,
  indexLocation: "start" | "end",
): Subdivision {
  // Checked when the codec was made: index codecs have a size that depends on the grid alone.
  const indexSize = indexChain.encodedSize(indexSpec) as number;
  const firstOffset = indexLocation === "start" ? indexSize : 0;
  return {
    inner,
    gridShape,
    chain,
    readIndex(source: ByteSource): MaybePromise<InnerChunkIndex | undefined> {
      const request = indexLocation === "start" ? { offset: 0, length: indexSize } : { suffix: indexSize };
      return chained(source.get(request), (bytes) => {
        if (bytes === undefined) return undefined;
        if (bytes.length !== indexSize) {
          throw new Error(`a shard must hold an index of ${indexSize} bytes, found ${bytes.length} bytes`);
        }
        return chained(indexChain.decode(bytes, indexSpec), shardIndex);
      });
    },
    firstOffset,
    assemble(chunks, allocate = (byteLength) => new Uint8Array(byteLength)) {
      let offset = firstOffset;
      const ranges = chunks.map((chunk) => {
        if (chunk === undefined) return undefined;
        const range = { offset, length: chunk.length };
        offset += chunk.length;
        return range;
      });
      const index = {
        elements: shardIndexElements(ranges),
        shape: indexSpec.shape,
        stride: indexSpec.shape.map((_, axis) => product(indexSpec.shape.slice(axis + 1))),
        offset: 0,
      };
      return chained(indexChain.encode(index, indexSpec), (encodedIndex) => {
        const shard = allocate(offset + (indexLocation === "end" ? indexSize : 0));
        chunks.forEach((chunk, position) => {
          const place = ranges[position]?.offset ?? 0;
          const isThere = chunk?.buffer === shard.buffer && chunk.byteOffset === shard.byteOffset + place;
          if (chunk !== undefined && !isThere) shard.set(chunk, place);
        });
        shard.set(encodedIndex, indexLocation === "start" ? 0 : offset);
        return shard;
      });
    },
  };
}

/** The shard's shape has to be whole inner chunks along every axis. */
function checkShape(shape: readonly number[], chunkShape: readonly number[]): void {
  const divides =
    shape.length === chunkShape.length && shape.every((size, axis) => size % (chunkShape[axis] as number) === 0);
  if (!divides) {
    throw new Error(
      `chunk_shape [${chunkShape.join(", ")}] must divide the shard shape [${shape.join(", ")}] along every axis`,
    );
  }
}

function innerSpec(spec: ChunkSpec, { chunkShape }: ShardingConfiguration): ChunkSpec {
  return { shape: chunkShape, dataType: spec.dataType, fillValue: spec.fillValue };
}

function gridShapeOf({ shape }: ChunkSpec, { chunkShape }: ShardingConfiguration): number[] {
  return shape.map((size, axis) => size / (chunkShape[axis] as number));
}

function indexSpecOf(gridShape: readonly number[], uint64: DataType): ChunkSpec {
  return { shape: [...gridShape, 2], dataType: uint64, fillValue: new Uint8Array(8).fill(0xff) };
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((result, size) => result * size, 1);
}

function chained<T, R>(value: MaybePromise<T>, next: (value: T) => MaybePromise<R>): MaybePromise<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}
