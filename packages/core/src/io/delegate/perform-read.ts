import { isZero } from "../../buffer/fill.ts";
import type { ChunkClaims, MaybePromise, Slab } from "../../contract/index.ts";
import type { ArrayAccess } from "../access/array-access.ts";
import { createGate, forEachConcurrently } from "../concurrency/concurrency.ts";
import { readChunk } from "../read/read-chunk.ts";
import type { ReadJob } from "../read/read-job.ts";
import { type ChunkDeliveries, type Delivery, splitDeliveries } from "../scatter/delivery.ts";
import { regionScatter } from "../scatter/region-copy.ts";
import type { ChunkTarget } from "../scatter/scatter.ts";
import { packedDelivery, type ReadPart, type ReadWork, type SlabPart } from "./read-work.ts";

/** How a share of a task is done. */
export interface ShareOptions {
  /** Most chunks, and store requests, at a time. */
  readonly concurrency: number;
  /** Ends the reading with its reason once aborted. */
  readonly signal?: AbortSignal | undefined;
  /** Takes what was read where the memory it belongs to is out of reach. */
  readonly send?: ((slab: Slab) => MaybePromise<void>) | undefined;
}

/** Reads the chunks of some work that fall to whoever calls this: the plan is the same for everyone who claims. */
export async function performRead(
  access: ArrayAccess,
  { parts }: ReadWork,
  claims: ChunkClaims,
  { concurrency, signal, send }: ShareOptions,
): Promise<void> {
  const job: ReadJob = { access, gate: createGate(concurrency), signal };
  const deliveries = parts.map(deliveryOf);
  const places = new Map<ChunkTarget, number>(deliveries.map(({ target }, part) => [target, part]));
  const chunks = splitDeliveries(deliveries, access.metadata.chunkGrid.dimensions);
  await forEachConcurrently(
    claimed(chunks, claims),
    concurrency,
    (chunk) => (send === undefined ? readChunk(job, chunk) : readSlab(job, chunk, places, send)),
    signal,
  );
}

async function* claimed(chunks: Iterable<ChunkDeliveries>, claims: ChunkClaims): AsyncGenerator<ChunkDeliveries> {
  let position = 0;
  let wanted = await claims.next();
  for (const chunk of chunks) {
    if (wanted < 0) return;
    if (position++ !== wanted) continue;
    yield chunk;
    wanted = await claims.next();
  }
}

async function readSlab(
  job: ReadJob,
  { coordinates, deliveries }: ChunkDeliveries,
  places: ReadonlyMap<ChunkTarget, number>,
  send: NonNullable<ShareOptions["send"]>,
): Promise<void> {
  const { dataType, fillValue } = job.access.metadata;
  const clean = isZero(fillValue);
  const packed = deliveries.map((delivery) => {
    const { target } = delivery;
    const itemSize = (target.fields ?? dataType).itemSize as number;
    return packedDelivery({ ...delivery, target: { ...target, clean } }, itemSize);
  });
  await readChunk(job, { coordinates, deliveries: packed });
  const parts = deliveries.map(({ region, target }, index): SlabPart => {
    return {
      part: places.get(target) as number,
      region,
      elements: packed[index]?.target.elements as Uint8Array,
    };
  });
  await send({ parts });
}

const nowhere = new Uint8Array(0);

function deliveryOf({ region, target, memory }: ReadPart): Delivery {
  const elements = memory ? new Uint8Array(memory.buffer, memory.byteOffset, memory.byteLength) : nowhere;
  return { region, target: { ...target, elements }, scatter: regionScatter };
}
