import { alignedElements, allocateElements, copyElements } from "../buffer/allocate.ts";
import { isZero } from "../buffer/fill.ts";
import { contiguousStride, elementCount, isContiguous } from "../buffer/stride.ts";
import type { Chunk, Elements } from "../contract/index.ts";
import { LimitExceededError } from "../error/data-error.ts";
import { splitRegion } from "../plan/split-region.ts";
import type { NormalizedSelection } from "../selection/normalized.ts";
import type { Region } from "../selection/region.ts";
import type { ArrayAccess } from "./array-access.ts";
import { createGate, forEachConcurrently } from "./concurrency.ts";
import { readChunk, wholeChunk } from "./read-chunk.ts";

export interface ReadRegionOptions {
  readonly signal?: AbortSignal | undefined;
  /** Where to put the result instead of fresh memory; of the selection's shape. */
  readonly out?: Chunk | undefined;
}

/**
 * Reads a selection into memory: plan, fetch, decode, scatter. Chunks that are not stored read as the fill value.
 * The result is in the memory order of the array's configuration.
 */
export async function readRegion(
  access: ArrayAccess,
  selection: NormalizedSelection,
  { signal, out }: ReadRegionOptions = {},
): Promise<Chunk> {
  signal?.throwIfAborted();
  const { metadata, config } = access;
  const { shape, region } = selection;
  const { itemSize } = metadata.dataType;
  const { dimensions } = metadata.chunkGrid;
  const gate = createGate(config.concurrency);
  refuseHuge(access, shape);
  if (out === undefined) {
    const chunk = await handOver(access, selection, signal);
    if (chunk !== undefined) return chunk;
  }
  const result = out ?? allocateChunk(itemSize, shape, config.order);
  const job = {
    access,
    gate,
    signal,
    target: {
      elements: result.elements,
      offset: result.offset,
      stride: targetStride(selection, result.stride),
      // Fresh memory is zero already.
      clean: out === undefined && isZero(metadata.fillValue),
    },
  };
  if (elementCount(shape) === 0) return result;
  await forEachConcurrently(
    splitRegion(region, dimensions),
    config.concurrency,
    (projection) => readChunk(job, projection),
    signal,
  );
  return result;
}

/** Strides along the axes of the array, from strides along those of the result. */
export function targetStride(
  { resultAxes, region }: NormalizedSelection,
  stride: readonly number[],
): readonly number[] {
  if (region.kind === "points") return stride;
  return resultAxes.map((axis) => (axis === undefined ? 0 : (stride[axis] as number)));
}

function allocateChunk(itemSize: number | undefined, shape: readonly number[], order: "C" | "F"): Chunk {
  const stride = order === "C" ? contiguousStride(shape) : contiguousStride(shape.toReversed()).reverse();
  return { elements: allocateElements(itemSize, elementCount(shape)), shape, stride, offset: 0 };
}

/** A selection that is exactly one whole chunk takes the decoded chunk as it is, without a copy. */
async function handOver(
  access: ArrayAccess,
  { region, shape }: NormalizedSelection,
  signal: AbortSignal | undefined,
): Promise<Chunk | undefined> {
  const { metadata, config, chain, store } = access;
  const coordinates = wholeChunkOf(region, access);
  if (coordinates === undefined || config.order !== "C") return undefined;
  const spec = access.specOf(coordinates);
  if (chain.subdivision(spec) !== undefined) return undefined;
  const { value, exclusive } = await wholeChunk({ access, gate: createGate(1), signal }, coordinates);
  if (value === undefined || !isContiguous(value.shape, value.stride, value.offset)) return undefined;
  const elements = ownElements(value.elements, exclusive && store.borrowed !== true, metadata.dataType.itemSize);
  return { elements, shape, stride: contiguousStride(shape), offset: 0 };
}

function wholeChunkOf(region: Region, { metadata }: ArrayAccess): readonly number[] | undefined {
  if (region.kind === "points") return undefined;
  const coordinates: number[] = [];
  for (const [index, axis] of region.axes.entries()) {
    const dimension = metadata.chunkGrid.dimensions[index];
    if (dimension === undefined || axis.kind !== "run" || axis.count === 0) return undefined;
    const chunk = dimension.chunkAt(axis.start);
    const exact = dimension.start(chunk) === axis.start && dimension.size(chunk) === axis.count;
    if (!exact || (axis.step !== 1 && axis.count > 1)) return undefined;
    coordinates.push(chunk);
  }
  return coordinates;
}

/** Elements that nobody else holds, aligned for typed views. */
function ownElements(elements: Elements, owned: boolean, itemSize: number | undefined): Elements {
  return owned ? alignedElements(elements, itemSize) : copyElements(elements);
}

function refuseHuge({ metadata, config, store, path }: ArrayAccess, shape: readonly number[]): void {
  const bytes = elementCount(shape) * (metadata.dataType.itemSize ?? 8);
  const limit = config.limits.readBytes;
  if (bytes <= limit) return;
  throw new LimitExceededError(
    `The selection of shape [${shape.join(", ")}] needs ${bytes} bytes, more than config.limits.readBytes = ${limit}; read it in parts or raise the limit`,
    { store: store.description, path },
  );
}
