import { alignedElements, allocateElements, copyElements } from "../buffer/allocate.ts";
import { compactChunk } from "../buffer/compact.ts";
import { isZero } from "../buffer/fill.ts";
import { isLent } from "../buffer/scratch.ts";
import { contiguousStride, elementCount } from "../buffer/stride.ts";
import type { Chunk, Elements } from "../contract/index.ts";
import { LimitExceededError } from "../error/data-error.ts";
import type { NormalizedSelection } from "../selection/normalized.ts";
import type { Region } from "../selection/region.ts";
import type { ArrayAccess } from "./array-access.ts";
import { createGate, forEachConcurrently } from "./concurrency.ts";
import { type Delivery, splitDeliveries } from "./delivery.ts";
import { readChunk, wholeChunk } from "./read-chunk.ts";
import { readMissing } from "./read-job.ts";
import type { FieldLayout } from "./region-copy.ts";
import { runScatter, type Scatter } from "./scatter.ts";

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
}

/** A selection to read, and the form of its result. */
export interface ReadRequest {
  readonly selection: NormalizedSelection;
  /** Where to put the result instead of fresh memory; of the selection's shape. */
  readonly out?: Chunk | undefined;
  /** The fields of each element to read instead of whole ones. */
  readonly fields?: FieldLayout | undefined;
  /** What fits the selection and the fields; left out, runs of whole elements. */
  readonly scatter?: Scatter | undefined;
}

export type ReadRegionOptions = ReadOptions & Omit<ReadRequest, "selection">;

/**
 * Reads a selection into memory: plan, fetch, decode, scatter. Chunks that are not stored read as the fill value.
 * The result is in the memory order of the array's configuration.
 */
export async function readRegion(
  access: ArrayAccess,
  selection: NormalizedSelection,
  { signal, ...form }: ReadRegionOptions = {},
): Promise<Chunk> {
  signal?.throwIfAborted();
  const request = { selection, ...form };
  if (form.out === undefined && form.fields === undefined) {
    refuseHuge(access, [request]);
    const chunk = await handOver(access, selection, signal);
    if (chunk !== undefined) return chunk;
  }
  const [result] = await readRegions(access, [request], { signal });
  return result as Chunk;
}

/** Reads several selections. Each chunk is fetched and decoded once, however many of them want it. */
export async function readRegions(
  access: ArrayAccess,
  requests: readonly ReadRequest[],
  { signal }: ReadOptions = {},
): Promise<readonly Chunk[]> {
  signal?.throwIfAborted();
  const { metadata, config } = access;
  refuseHuge(access, requests);
  const results = requests.map(({ selection, out, fields }) => {
    return out ?? allocateChunk((fields ?? metadata.dataType).itemSize, selection.shape, config.order);
  });
  const deliveries = requests.flatMap((request, index) => {
    const isEmpty = elementCount(request.selection.shape) === 0;
    return isEmpty ? [] : [deliveryOf(request, results[index] as Chunk, metadata.fillValue)];
  });
  const job = { access, gate: createGate(config.concurrency), signal };
  await forEachConcurrently(
    splitDeliveries(deliveries, metadata.chunkGrid.dimensions),
    config.concurrency,
    (chunk) => readChunk(job, chunk),
    signal,
  );
  return results;
}

function deliveryOf(request: ReadRequest, result: Chunk, fillValue: Elements): Delivery {
  const { selection, out, fields, scatter = runScatter } = request;
  const { region, stride } = scatter.place(selection, result.stride);
  // Fresh memory is zero already.
  const clean = out === undefined && isZero(fillValue);
  return { region, target: { elements: result.elements, offset: result.offset, stride, clean, fields }, scatter };
}

function allocateChunk(itemSize: number | undefined, shape: readonly number[], order: "C" | "F"): Chunk {
  const stride = order === "C" ? contiguousStride(shape) : contiguousStride(shape.toReversed()).reverse();
  return { elements: allocateElements(itemSize, elementCount(shape)), shape, stride, offset: 0 };
}

/**
 * A selection that is exactly one whole chunk takes the decoded chunk as it is, without a copy. `undefined`: it is not
 * one, and nothing was read.
 */
async function handOver(
  access: ArrayAccess,
  selection: NormalizedSelection,
  signal: AbortSignal | undefined,
): Promise<Chunk | undefined> {
  const { metadata, config, store } = access;
  const { itemSize } = metadata.dataType;
  const coordinates = wholeChunkOf(selection.region, access);
  if (coordinates === undefined || config.order !== "C" || access.readSubdivided !== undefined) return undefined;
  const job = { access, gate: createGate(1), signal };
  const { shape } = selection;
  const use = (value: Chunk | undefined, exclusive: boolean): Chunk => {
    if (value === undefined) {
      const result = allocateChunk(itemSize, shape, "C");
      const delivery = deliveryOf({ selection }, result, metadata.fillValue);
      readMissing(job, [delivery], { key: access.keyOf(coordinates), coordinates });
      return result;
    }
    const { elements } = compactChunk(value, itemSize);
    const owned = exclusive && store.borrowed !== true;
    return { elements: ownElements(elements, owned, itemSize), shape, stride: contiguousStride(shape), offset: 0 };
  };
  return wholeChunk(job, coordinates, use, { takesOver: true });
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
  const isLentByUs = !Array.isArray(elements) && isLent(elements);
  return owned && !isLentByUs ? alignedElements(elements, itemSize) : copyElements(elements);
}

function refuseHuge({ metadata, config, store, path }: ArrayAccess, requests: readonly ReadRequest[]): void {
  const bytes = requests.reduce((sum, { selection, fields }) => {
    return sum + elementCount(selection.shape) * ((fields ?? metadata.dataType).itemSize ?? 8);
  }, 0);
  const limit = config.limits.readBytes;
  if (bytes <= limit) return;
  const shapes = requests.map(({ selection }) => `[${selection.shape.join(", ")}]`).join(", ");
  throw new LimitExceededError(
    `The selection of shape ${shapes} needs ${bytes} bytes, more than config.limits.readBytes = ${limit}; read it in parts or raise the limit`,
    { store: store.description, path },
  );
}
