import { isContiguous } from "../../buffer/stride.ts";
import type { Chunk, DecodedSpan, Elements, GridDimension } from "../../contract/index.ts";
import { regionSpan } from "../../plan/region-span.ts";
import type { Region } from "../../selection/region.ts";
import type { ChunkTarget, Scatter } from "./scatter.ts";

/** A part of a chunk and the memory that it goes to. One chunk may have several to serve. */
export interface Delivery {
  readonly region: Region;
  readonly target: ChunkTarget;
  readonly scatter: Scatter;
}

/** What is wanted of one chunk. */
export interface ChunkDeliveries {
  readonly coordinates: readonly number[];
  readonly deliveries: readonly Delivery[];
}

/** Cuts deliveries along a grid, so that each chunk comes up once. */
export function splitDeliveries(
  deliveries: readonly Delivery[],
  dimensions: readonly GridDimension[],
): Iterable<ChunkDeliveries> {
  const [only] = deliveries;
  if (only !== undefined && deliveries.length === 1) return splitDelivery(only, dimensions);
  const byChunk = new Map<string, { coordinates: readonly number[]; deliveries: Delivery[] }>();
  for (const { region, target, scatter } of deliveries) {
    for (const projection of scatter.split(region, dimensions)) {
      const { coordinates } = projection;
      const name = coordinates.join();
      let chunk = byChunk.get(name);
      if (chunk === undefined) {
        chunk = { coordinates, deliveries: [] };
        byChunk.set(name, chunk);
      }
      chunk.deliveries.push({ region: projection.region, target, scatter });
    }
  }
  return byChunk.values();
}

/** Chunk by chunk as they are asked for: a region may touch more chunks than a list could hold. */
function* splitDelivery(
  { region, target, scatter }: Delivery,
  dimensions: readonly GridDimension[],
): Generator<ChunkDeliveries> {
  for (const projection of scatter.split(region, dimensions)) {
    yield { coordinates: projection.coordinates, deliveries: [{ region: projection.region, target, scatter }] };
  }
}

/**
 * The memory that a whole chunk of this shape is to fill in C order, byte for byte; `undefined` when not all of it goes
 * to one place, or its elements come to lie apart.
 */
export function placeOf(
  deliveries: readonly Delivery[],
  shape: readonly number[],
  itemSize: number | undefined,
): Uint8Array | undefined {
  const [only] = deliveries;
  return only === undefined || deliveries.length > 1 ? undefined : placeIn(only.target, only.region, shape, itemSize);
}

/** The same for one region and its memory, be it what a chunk is copied to or what it is copied from. */
export function placeIn(
  { elements, offset, stride, fields }: ChunkTarget,
  region: Region,
  shape: readonly number[],
  itemSize: number | undefined,
): Uint8Array | undefined {
  if (region.kind !== "box" || itemSize === undefined || fields !== undefined || Array.isArray(elements))
    return undefined;
  let start = offset;
  let step = 1;
  for (let index = shape.length - 1; index >= 0; index--) {
    const axis = region.axes[index];
    const length = shape[index] as number;
    if (axis?.kind !== "run" || axis.count !== length) return undefined;
    if (length > 1 && (axis.step !== 1 || stride[index] !== step)) return undefined;
    start += axis.target * (stride[index] as number);
    step *= length;
  }
  return elements.subarray(start * itemSize, (start + step) * itemSize);
}

/**
 * The bytes of a chunk, in C order, from the first that anybody wants to the last; `undefined` where elements have no
 * fixed size, or lie anywhere.
 */
export function spanOf(
  deliveries: readonly Delivery[],
  shape: readonly number[],
  itemSize: number | undefined,
): DecodedSpan | undefined {
  if (itemSize === undefined) return undefined;
  let start = Number.POSITIVE_INFINITY;
  let end = 0;
  for (const { region } of deliveries) {
    const span = regionSpan(region, shape);
    if (span === undefined) return undefined;
    start = Math.min(start, span.start);
    end = Math.max(end, span.end);
  }
  return { start: start * itemSize, end: end * itemSize };
}

/** Copies what is wanted of a chunk to everyone who wants it; nothing when it was decoded to its place. */
export function deliver(
  deliveries: readonly Delivery[],
  chunk: Chunk,
  itemSize: number | undefined,
  place?: Uint8Array,
): void {
  if (place !== undefined && isAt(chunk, place)) return;
  for (const { region, target, scatter } of deliveries) scatter.copy(target, region, chunk, itemSize);
}

/** Puts the fill value where a missing chunk would have gone. */
export function deliverFill(deliveries: readonly Delivery[], fillValue: Elements, itemSize: number | undefined): void {
  for (const { region, target, scatter } of deliveries) {
    if (target.clean) continue;
    const still = region.axes.map(() => 0);
    scatter.copy(target, region, { elements: fillValue, shape: still, stride: still, offset: 0 }, itemSize);
  }
}

function isAt({ elements, shape, stride, offset }: Chunk, { buffer, byteOffset }: Uint8Array): boolean {
  if (Array.isArray(elements) || elements.buffer !== buffer || elements.byteOffset !== byteOffset) return false;
  return isContiguous(shape, stride, offset);
}
