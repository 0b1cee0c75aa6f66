import type { ChunkSpec } from "../contract/index.ts";
import type { ArrayMetadata } from "./model.ts";

/** A chunk as the codecs will meet it. Of a grid with several chunk shapes, one of them. */
export function firstSpec({ chunkGrid, dataType, fillValue }: ArrayMetadata): ChunkSpec {
  return { shape: chunkGrid.dimensions.map((dimension) => dimension.sizes[0] ?? 1), dataType, fillValue };
}

/** Chunks of the other lengths that a grid has, along one axis at a time: all their combinations could be too many. */
export function* otherSpecs(metadata: ArrayMetadata): Generator<ChunkSpec> {
  const first = firstSpec(metadata);
  for (const [axis, { sizes }] of metadata.chunkGrid.dimensions.entries()) {
    for (const size of sizes.slice(1)) yield { ...first, shape: first.shape.with(axis, size) };
  }
}
