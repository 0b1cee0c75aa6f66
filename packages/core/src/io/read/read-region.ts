import { alignedElements, allocateElements, copyElements } from "../../buffer/allocate.ts";
import { compactChunk } from "../../buffer/compact.ts";
import { isZero } from "../../buffer/fill.ts";
import { isLent } from "../../buffer/scratch.ts";
import { contiguousStride, elementCount } from "../../buffer/stride.ts";
import type { Chunk, Elements, Executor, StoreOptions } from "../../contract/index.ts";
import { LimitExceededError } from "../../error/data-error.ts";
import type { NormalizedSelection } from "../../selection/normalized.ts";
import type { Region } from "../../selection/region.ts";
import type { ArrayAccess } from "../access/array-access.ts";
import { createGate } from "../concurrency/concurrency.ts";
import type { Delegation } from "../delegate/delegation.ts";
import type { Delivery } from "../scatter/delivery.ts";
import type { FieldLayout } from "../scatter/region-copy.ts";
import { runScatter, type Scatter } from "../scatter/scatter.ts";
import { wholeChunk } from "./read-chunk.ts";
import { readDeliveries } from "./read-deliveries.ts";
import { readMissing } from "./read-job.ts";

export interface ReadOptions extends StoreOptions {
  /** Instead of the array's own. */
  readonly executor?: Executor | undefined;
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
  { signal, priority, executor, ...form }: ReadRegionOptions = {},
): Promise<Chunk> {
  const requests = [{ selection, ...form }];
  const options = { signal, priority, executor };
  const delegation = await admit(access, requests, options);
  if (delegation === undefined && form.out === undefined && form.fields === undefined) {
    const chunk = await handOver(access, selection, options);
    if (chunk !== undefined) return chunk;
  }
  const [result] = await readInto(access, requests, options, delegation);
  return result as Chunk;
}

/** Reads several selections. Each chunk is fetched and decoded once, however many of them want it. */
export async function readRegions(
  access: ArrayAccess,
  requests: readonly ReadRequest[],
  options: ReadOptions = {},
): Promise<readonly Chunk[]> {
  return readInto(access, requests, options, await admit(access, requests, options));
}

/** Refuses what may not be read. Answers the way to those who read the rest, if not we. */
async function admit(
  access: ArrayAccess,
  requests: readonly ReadRequest[],
  { signal, executor = access.config.executor }: ReadOptions,
): Promise<Delegation | undefined> {
  signal?.throwIfAborted();
  refuseHuge(access, requests);
  if (executor === undefined) return undefined;
  const { delegate } = await access.loadSpecialReads();
  const regions = requests.filter(isNotEmpty).map(({ selection }) => selection.region);
  return delegate(executor, access, "read", regions);
}

async function readInto(
  access: ArrayAccess,
  requests: readonly ReadRequest[],
  { signal, priority }: StoreOptions,
  delegation: Delegation | undefined,
): Promise<readonly Chunk[]> {
  const { metadata, config } = access;
  const results = requests.map(({ selection, out, fields }) => {
    return out ?? allocateChunk((fields ?? metadata.dataType).itemSize, selection.shape, config.order, delegation);
  });
  const deliveries = requests.flatMap((request, index) => {
    return isNotEmpty(request) ? [deliveryOf(request, results[index] as Chunk, metadata.fillValue)] : [];
  });
  const job = { access, gate: createGate(config.concurrency), signal, priority };
  await (delegation === undefined ? readDeliveries(job, deliveries) : delegation.read(job, deliveries));
  return results;
}

function isNotEmpty({ selection }: ReadRequest): boolean {
  return elementCount(selection.shape) > 0;
}

function deliveryOf(request: ReadRequest, result: Chunk, fillValue: Elements): Delivery {
  const { selection, out, fields, scatter = runScatter } = request;
  const { region, stride } = scatter.place(selection, result.stride);
  // Fresh memory is zero already.
  const clean = out === undefined && isZero(fillValue);
  return { region, target: { elements: result.elements, offset: result.offset, stride, clean, fields }, scatter };
}

function allocateChunk(
  itemSize: number | undefined,
  shape: readonly number[],
  order: "C" | "F",
  delegation?: Delegation,
): Chunk {
  const stride = order === "C" ? contiguousStride(shape) : contiguousStride(shape.toReversed()).reverse();
  const count = elementCount(shape);
  const elements = delegation?.allocate((itemSize as number) * count) ?? allocateElements(itemSize, count);
  return { elements, shape, stride, offset: 0 };
}

/**
 * A selection that is exactly one whole chunk takes the decoded chunk as it is, without a copy. `undefined`: it is not
 * one, and nothing was read.
 */
async function handOver(
  access: ArrayAccess,
  selection: NormalizedSelection,
  { signal, priority }: StoreOptions,
): Promise<Chunk | undefined> {
  const { metadata, config, store } = access;
  const { itemSize } = metadata.dataType;
  const coordinates = wholeChunkOf(selection.region, access);
  if (coordinates === undefined || config.order !== "C" || access.readSubdivided !== undefined) return undefined;
  const job = { access, gate: createGate(1), signal, priority };
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
