import type { Chunk, Elements, GridDimension } from "../contract/index.ts";
import type { Region } from "../selection/region.ts";
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

/** Copies what is wanted of a chunk to everyone who wants it. */
export function deliver(deliveries: readonly Delivery[], chunk: Chunk, itemSize: number | undefined): void {
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
