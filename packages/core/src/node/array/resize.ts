import type { ChunkGrid, CodecChain, JsonObject, StoreOptions } from "../../contract/index.ts";
import { NodeNotFoundError } from "../../error/node-error.ts";
import { InvalidArgumentError } from "../../error/usage-error.ts";
import { type ErrorPlace, messageOf } from "../../error/zarr-error.ts";
import type { ArrayAccess } from "../../io/access/array-access.ts";
import { chunksOutside, deleteChunks } from "../../io/access/stored-chunks.ts";
import { firstSpec } from "../../metadata/chunk-spec.ts";
import type { ArrayMetadata } from "../../metadata/model.ts";
import { parseV2Array } from "../../metadata/v2-array.ts";
import { parseV3Array } from "../../metadata/v3-array.ts";
import type { Registry } from "../../registry/registry.ts";
import { documentNames } from "../../store/document-names.ts";
import { type ChangeOptions, changeDocument } from "../document/write-document.ts";
import { placeOf } from "../location/location.ts";

export interface ResizeOptions extends StoreOptions {
  /** False keeps chunks that the new shape leaves outside. They come back when the array grows again. */
  readonly deleteOutsideChunks?: boolean | undefined;
}

/**
 * Gives an array a shape that is worked out from the stored one. The rest of the document stays as it is. Chunks that
 * fall outside are deleted first, so that an interrupted call can be repeated and nothing stale comes back later; growing
 * changes the document only.
 */
export async function resizeArray(
  access: ArrayAccess,
  registry: Registry,
  shapeFrom: (stored: readonly number[]) => readonly number[],
  { deleteOutsideChunks = true, isClaim, signal }: ResizeOptions & Pick<ChangeOptions, "isClaim"> = {},
): Promise<ArrayMetadata> {
  const { metadata, chain, config } = access;
  const name = metadata.zarrFormat === 3 ? documentNames.v3 : documentNames.v2Array;
  let resized = metadata;
  const change = async (document: JsonObject | undefined, place: ErrorPlace): Promise<JsonObject> => {
    if (document === undefined) throw new NodeNotFoundError("The array has been deleted", place);
    const stored =
      metadata.zarrFormat === 3
        ? await parseV3Array(document, registry, place)
        : await parseV2Array(document, metadata.attributes, registry, place);
    const shape = checkedShape(shapeFrom(stored.shape), stored.shape.length, placeOf(access));
    const chunkGrid = stored.chunkGrid.resize(shape);
    const grid = gridMember(stored, chunkGrid);
    resized = { ...metadata, shape, chunkGrid };
    if (grid !== undefined) checkChunkSizes(resized, chain, place);
    if (deleteOutsideChunks) {
      const outside = chunksOutside(countsOf(stored.chunkGrid), countsOf(chunkGrid));
      if (outside.size > 0) await deleteChunks(access, outside, { signal });
    }
    return { ...document, shape, ...grid };
  };
  await changeDocument(access, name, change, { synchronizer: config.synchronizer, isClaim, signal });
  return resized;
}

function countsOf({ dimensions }: ChunkGrid): readonly number[] {
  return dimensions.map((dimension) => dimension.count);
}

/** The member that describes the grid, where its wording has to change. */
function gridMember({ chunkGrid }: ArrayMetadata, resized: ChunkGrid): JsonObject | undefined {
  const before = JSON.stringify(chunkGrid.metadata, bigints);
  return before === JSON.stringify(resized.metadata, bigints) ? undefined : { chunk_grid: resized.metadata };
}

function bigints(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? `${value}n` : value;
}

/** Throws when the codecs cannot work on chunks of a length that came with growing. */
function checkChunkSizes(metadata: ArrayMetadata, chain: CodecChain, place: ErrorPlace): void {
  const spec = firstSpec(metadata);
  metadata.chunkGrid.dimensions.forEach(({ sizes }, axis) => {
    for (const size of sizes) {
      try {
        chain.validate({ ...spec, shape: spec.shape.with(axis, size) });
      } catch (cause) {
        const message = `The array cannot grow by a chunk of ${size} elements along axis ${axis}: ${messageOf(cause)}`;
        throw new InvalidArgumentError(message, { ...place, cause });
      }
    }
  });
}

function checkedShape(shape: readonly number[], rank: number, place: ErrorPlace): readonly number[] {
  const valid = Array.isArray(shape) && shape.every((extent) => Number.isSafeInteger(extent) && extent >= 0);
  if (!valid) {
    throw new InvalidArgumentError(`shape must be a list of integers from 0, found ${String(shape)}`, place);
  }
  if (shape.length !== rank) {
    throw new InvalidArgumentError(`shape needs ${rank} dimensions, found ${shape.length}`, place);
  }
  return [...shape];
}
