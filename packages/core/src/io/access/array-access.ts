import type { Chunk, ChunkSpec, CodecChain, Elements, Store, StoreKey } from "../../contract/index.ts";
import { CodecError, LimitExceededError } from "../../error/data-error.ts";
import type { ArrayMetadata } from "../../metadata/model.ts";
import type { CoalesceOptions } from "../../plan/coalesce.ts";
import { SharedTasks } from "../concurrency/shared-task.ts";
import { type Coordination, coordinationOf } from "../coordination/coordination.ts";
import type { loadKeptChunks } from "../read/kept-chunks.ts";
import type { KnownIndex } from "../read/read-index.ts";
import type { readSpan } from "../read/read-span.ts";
import type { readSubdivided } from "../read/read-subdivided.ts";
import type { ArrayConfig } from "./config.ts";

/** Loads what plain reads do without. */
export type LoadSpecialReads = () => Promise<typeof import("../delegate/special-reads.ts")>;

/** What is loaded for the arrays that need it. */
export interface AccessParts {
  readonly loadSpecialReads: LoadSpecialReads;
  /** Reads chunks that are made of inner chunks; `undefined` where the array's are not. */
  readonly readSubdivided?: typeof readSubdivided | undefined;
  /** Says what is kept of the chunks that were read; `undefined` where nothing is to be. */
  readonly keptChunks?: Awaited<ReturnType<typeof loadKeptChunks>> | undefined;
  /** Reads a part of a chunk; `undefined` where that is not possible, or never pays. */
  readonly readSpan?: typeof readSpan | undefined;
}

/** An array as reading and writing see it: where its chunks are and how to decode them. */
export interface ArrayAccess extends AccessParts {
  readonly store: Store;
  /** Path of the array, without slashes around it. */
  readonly path: string;
  readonly metadata: ArrayMetadata;
  readonly chain: CodecChain;
  readonly config: ArrayConfig;
  readonly coordination: Coordination;
  /** Chunks being fetched and decoded. `undefined`: not stored. */
  readonly chunks: SharedTasks<Chunk | undefined>;
  /** Indexes being read. */
  readonly indexes: SharedTasks<KnownIndex | undefined>;
  /** Chunks of inner chunks being fetched whole. */
  readonly values: SharedTasks<Uint8Array | undefined>;
  /** What the metadata says of a chunk's layout; tells cached indexes and chunks of other metadata apart. */
  readonly layout: string;
  keyOf(coordinates: readonly number[]): StoreKey;
  specOf(coordinates: readonly number[]): ChunkSpec;
}

export function arrayAccess(
  store: Store,
  path: string,
  metadata: ArrayMetadata,
  chain: CodecChain,
  config: ArrayConfig,
  { loadSpecialReads, readSubdivided, keptChunks, readSpan }: AccessParts,
): ArrayAccess {
  const { dimensions } = metadata.chunkGrid;
  const prefix = path === "" ? "" : `${path}/`;
  // Chains remember what they planned for a spec, so chunks of one shape share one.
  const specs = new Map<string, ChunkSpec>();
  const uniform = dimensions.every((dimension) => dimension.uniformSize !== undefined);
  const specFor = (shape: readonly number[]): ChunkSpec => chunkSpec(shape, metadata.dataType, metadata.fillValue);
  const uniformSpec = uniform ? specFor(dimensions.map((dimension) => dimension.uniformSize as number)) : undefined;
  const { metadata: type, endian } = metadata.dataType;
  return {
    store,
    path,
    metadata,
    chain,
    config,
    coordination: coordinationOf(store),
    chunks: new SharedTasks(),
    indexes: new SharedTasks(),
    values: new SharedTasks(),
    layout: JSON.stringify([chain.metadata, metadata.chunkGrid.metadata, type, endian], (_, value) =>
      typeof value === "bigint" ? value.toString() : value,
    ),
    loadSpecialReads,
    readSubdivided,
    keptChunks,
    readSpan,
    keyOf: (coordinates) => prefix + metadata.chunkKeyEncoding.encode(coordinates),
    specOf(coordinates) {
      if (uniformSpec !== undefined) return uniformSpec;
      const shape = dimensions.map((dimension, axis) => dimension.size(coordinates[axis] as number));
      const name = shape.join();
      let spec = specs.get(name);
      if (spec === undefined) {
        spec = specFor(shape);
        specs.set(name, spec);
      }
      return spec;
    },
  };
}

function chunkSpec(shape: readonly number[], dataType: ChunkSpec["dataType"], fillValue: Elements): ChunkSpec {
  return { shape, dataType, fillValue };
}

/** The lengths of a chunk inside the array: shorter than stored where it hangs over the end. */
export function validShape({ metadata }: ArrayAccess, coordinates: readonly number[]): number[] {
  return metadata.chunkGrid.dimensions.map((dimension, axis) => {
    const chunk = coordinates[axis] as number;
    return Math.min(dimension.size(chunk), dimension.extent - dimension.start(chunk));
  });
}

/** A request is worth this many times what one more request costs. */
const requestWorth = 16;

/** How far merging goes for the array's store: as configured, and no further than pays there. */
export function requestBounds({ config, store }: ArrayAccess): CoalesceOptions {
  const { bytesPerRequest: bytes = Number.POSITIVE_INFINITY } = store;
  return {
    maxGapBytes: Math.min(config.coalesceMaxGapBytes, bytes),
    maxBytes: Math.min(config.coalesceMaxBytes, requestWorth * bytes),
  };
}

/** Adds to an error of a codec, or of a limit, which chunk it was. */
export function atChunk(error: unknown, access: ArrayAccess, key: StoreKey, chunk: readonly number[]): unknown {
  const Kind = [CodecError, LimitExceededError].find((kind) => error instanceof kind);
  if (Kind === undefined || !(error instanceof Kind) || error.key !== undefined) return error;
  const { store, path } = access;
  return new Kind(error.message, { store: store.description, path, key, chunk, cause: error.cause ?? error });
}
