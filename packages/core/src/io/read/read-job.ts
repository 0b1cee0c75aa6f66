import type { Lease } from "../../buffer/scratch.ts";
import type {
  Chunk,
  ChunkSpec,
  CodecChain,
  DecodedSpan,
  DecodeOptions,
  MaybePromise,
  Priority,
  StoreKey,
  VersionPin,
} from "../../contract/index.ts";
import { ChunkNotFoundError } from "../../error/data-error.ts";
import { type ArrayAccess, atChunk } from "../access/array-access.ts";
import type { Gate } from "../concurrency/concurrency.ts";
import { type Delivery, deliverFill } from "../scatter/delivery.ts";

/** One read under way. */
export interface ReadJob {
  readonly access: ArrayAccess;
  /** Bounds the store requests of the whole read. */
  readonly gate: Gate;
  readonly signal: AbortSignal | undefined;
  readonly priority?: Priority | undefined;
  /** Ties the requests for one stored value to one version of it. */
  readonly pin?: VersionPin | undefined;
}

/** A chunk by its key and coordinates, for errors and for sharing. */
export interface ChunkName {
  readonly key: StoreKey;
  readonly coordinates: readonly number[];
}

/** Decodes a chunk, or an inner chunk of it; what goes wrong says which chunk it was. */
export function decodeChunk(
  access: ArrayAccess,
  bytes: Uint8Array,
  chain: CodecChain,
  spec: ChunkSpec,
  { key, coordinates }: ChunkName,
  options?: DecodeOptions,
): MaybePromise<Chunk> {
  try {
    const chunk = chain.decode(bytes, spec, options);
    if (!(chunk instanceof Promise)) return chunk;
    return chunk.catch((error: unknown) => {
      throw atChunk(error, access, key, coordinates);
    });
  } catch (error) {
    throw atChunk(error, access, key, coordinates);
  }
}

/**
 * Lends memory of a lease for stored bytes. Not where elements have no fixed size: a decoded value may then be a view of
 * the bytes that it came in.
 */
export function lendForBytes({ metadata }: ArrayAccess, lease: Lease): Lease["allocate"] | undefined {
  return metadata.dataType.itemSize === undefined ? undefined : lease.allocate;
}

/** The same for decoding a chunk, best to `into`, of which a part may do. */
export function lendForChunk(
  { metadata }: ArrayAccess,
  lease: Lease,
  into: Uint8Array | undefined,
  wanted?: DecodedSpan,
): DecodeOptions | undefined {
  return metadata.dataType.itemSize === undefined ? undefined : { into, lend: lease.lend, wanted };
}

/** Puts the fill value where a chunk is not stored, or refuses to. */
export function readMissing(
  { access }: ReadJob,
  deliveries: readonly Delivery[],
  { key, coordinates }: ChunkName,
): void {
  const { store, path, metadata, config } = access;
  if (!config.readMissingChunks) {
    const where = { store: store.description, path, key, chunk: coordinates };
    throw new ChunkNotFoundError("The chunk is not stored, and readMissingChunks is false", where);
  }
  deliverFill(deliveries, metadata.fillValue, metadata.dataType.itemSize);
}
