import { isSharedMemory } from "../../buffer/allocate.ts";
import { contiguousStride } from "../../buffer/stride.ts";
import type { Slab, TaskWork } from "../../contract/index.ts";
import { packRegion, unpackRegion } from "../../plan/pack-region.ts";
import type { Region } from "../../selection/region.ts";
import type { Delivery } from "../scatter/delivery.ts";
import { copyFromChunk } from "../scatter/region-copy.ts";
import type { ChunkTarget } from "../scatter/scatter.ts";

/** A read as data. */
export interface ReadWork extends TaskWork {
  readonly kind: "read";
  readonly parts: readonly ReadPart[];
}

/** A delivery, without its memory unless that is shared. */
export interface ReadPart {
  readonly region: Region;
  readonly target: Omit<ChunkTarget, "elements">;
  readonly memory: SharedExtent | undefined;
}

/** A part of shared memory. Not a view of it: Deno walks through every element of a view that it sends. */
export interface SharedExtent {
  readonly buffer: SharedArrayBuffer;
  readonly byteOffset: number;
  readonly byteLength: number;
}

/** The elements of a part of the work that lie in one chunk, packed. */
export interface SlabPart {
  /** Position among the parts of the work. */
  readonly part: number;
  readonly region: Region;
  readonly elements: Uint8Array;
}

/** The memory that is read into, where all of it is shared. */
export function sharedMemoryOf(deliveries: readonly Delivery[]): readonly SharedArrayBuffer[] | undefined {
  const memory = deliveries.map(({ target: { elements } }) => (isSharedMemory(elements) ? elements.buffer : undefined));
  return memory.includes(undefined) ? undefined : [...new Set(memory as SharedArrayBuffer[])];
}

export function readWorkOf(deliveries: readonly Delivery[]): ReadWork {
  const isShared = sharedMemoryOf(deliveries) !== undefined;
  const parts = deliveries.map(({ region, target: { elements, ...target } }): ReadPart => {
    return { region, target, memory: isShared ? extentOf(elements as Uint8Array<SharedArrayBuffer>) : undefined };
  });
  return { kind: "read", parts };
}

function extentOf({ buffer, byteOffset, byteLength }: Uint8Array<SharedArrayBuffer>): SharedExtent {
  return { buffer, byteOffset, byteLength };
}

/** Memory of its own for what a delivery wants of one chunk. `itemSize` is that of its elements. */
export function packedDelivery({ region, target, scatter }: Delivery, itemSize: number): Delivery {
  const packed = packRegion(region);
  const elements = new Uint8Array(packed.shape.reduce((bytes, length) => bytes * length, itemSize));
  const stride = contiguousStride(packed.shape);
  return { region: packed.region, target: { ...target, elements, offset: 0, stride }, scatter };
}

/** Copies a slab to where it belongs. `itemSize` is that of whole elements. */
export function deliverSlab(deliveries: readonly Delivery[], slab: Slab, itemSize: number): void {
  for (const { part, region, elements } of slab.parts as readonly SlabPart[]) {
    const { fields, ...target } = (deliveries[part] as Delivery).target;
    const { shape } = packRegion(region);
    const chunk = { elements, shape, stride: contiguousStride(shape), offset: 0 };
    copyFromChunk(target, unpackRegion(region), chunk, fields?.itemSize ?? itemSize);
  }
}
