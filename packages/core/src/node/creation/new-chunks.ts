import type { ChunkGrid, DataType } from "../../contract/index.ts";
import { InvalidArgumentError, UnsupportedError } from "../../error/usage-error.ts";
import { type ErrorPlace, isZarrError, messageOf } from "../../error/zarr-error.ts";
import { guessShards, innerChunkLimits, normalizeChunks } from "../../grid/guess-chunks.ts";
import { rectilinearGrid } from "../../grid/rectilinear.ts";
import { regularDimension, regularGrid } from "../../grid/regular.ts";
import type { ArrayCreationOptions } from "./creation-options.ts";

/** How a new array is cut. */
export interface ChunkLayout {
  readonly grid: ChunkGrid;
  /** Inner chunk shape and index place of a sharded array. */
  readonly inner: { readonly shape: readonly number[]; readonly indexLocation: "start" | "end" } | undefined;
}

/** The chunk and shard shapes that options ask for. */
export function chunksOf(
  options: ArrayCreationOptions,
  shape: readonly number[],
  dataType: DataType,
  place: ErrorPlace,
): ChunkLayout {
  const { chunks = "auto", shards } = options;
  const itemSize = dataType.itemSize ?? 1;
  try {
    if (Array.isArray(chunks) && chunks.some((edges) => Array.isArray(edges))) {
      if (shards !== undefined && shards !== null)
        throw new UnsupportedError("A rectilinear grid cannot be sharded by shape", place);
      const edges = (chunks as readonly (number | readonly number[])[]).map((edge) => edge);
      return { grid: rectilinearGrid(shape, edges, regularDimension), inner: undefined };
    }
    if (shards === undefined || shards === null) {
      return { grid: regularGrid(shape, normalizeChunks(chunks, shape, itemSize)), inner: undefined };
    }
    const inner = normalizeChunks(chunks, shape, itemSize, { limits: innerChunkLimits });
    const named: ShardRecord = isShardRecord(shards) ? shards : { shape: shards };
    const outer =
      named.shape === "auto"
        ? guessShards(shape, inner, itemSize)
        : normalizeChunks(named.shape, shape, itemSize, { unit: inner });
    return { grid: regularGrid(shape, outer), inner: { shape: inner, indexLocation: named.indexLocation ?? "end" } };
  } catch (cause) {
    if (isZarrError(cause)) throw cause;
    throw new InvalidArgumentError(messageOf(cause), { ...place, cause });
  }
}

interface ShardRecord {
  readonly shape: readonly number[] | "auto";
  readonly indexLocation?: "start" | "end";
}

function isShardRecord(
  shards: NonNullable<ArrayCreationOptions["shards"]>,
): shards is Exclude<typeof shards, readonly number[] | "auto"> {
  return typeof shards === "object" && !Array.isArray(shards);
}
