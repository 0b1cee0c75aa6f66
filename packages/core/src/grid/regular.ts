import type { ChunkGrid, ChunkGridFactory, GridDimension, JsonObject } from "../contract/index.ts";

/** One axis cut into chunks of one length; the last may hang over the end. */
export function regularDimension(extent: number, size: number): GridDimension {
  return {
    extent,
    count: Math.ceil(extent / size),
    chunkAt: (index) => Math.floor(index / size),
    start: (chunk) => chunk * size,
    size: () => size,
    sizes: [size],
    uniformSize: size,
  };
}

/** The `regular` grid: every chunk has the same shape. Source: zarr v3 core, "Regular grids". */
export function regularGrid(shape: readonly number[], chunkShape: readonly number[]): ChunkGrid {
  return {
    metadata: { name: "regular", configuration: { chunk_shape: chunkShape } },
    dimensions: shape.map((extent, axis) => regularDimension(extent, chunkShape[axis] as number)),
    resize: (newShape) => regularGrid(newShape, chunkShape),
  };
}

export const factory: ChunkGridFactory = {
  create(configuration: JsonObject | undefined, shape) {
    const chunkShape = configuration?.["chunk_shape"];
    if (!Array.isArray(chunkShape)) throw new Error("the regular grid needs a list chunk_shape");
    if (!chunkShape.every((size) => Number.isSafeInteger(size) && size >= 1)) {
      throw new Error(`chunk_shape must hold integers of at least 1, found [${chunkShape.join(", ")}]`);
    }
    if (chunkShape.length !== shape.length) {
      throw new Error(`chunk_shape has ${chunkShape.length} dimensions, the array has ${shape.length}`);
    }
    return regularGrid(shape, chunkShape as number[]);
  },
};
