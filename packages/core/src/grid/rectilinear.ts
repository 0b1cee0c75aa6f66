import type { ChunkGrid, ChunkGridFactory, GridDimension, JsonObject, JsonValue } from "../contract/index.ts";
import type { regularDimension } from "./regular.ts";

/** `count` chunks of `size` elements, the first of them chunk `chunk` that starts at element `start`. */
interface Run {
  readonly size: number;
  readonly count: number;
  readonly chunk: number;
  readonly start: number;
}

/**
 * The `rectilinear` grid: every axis lists the lengths of its chunks. Runs stay runs, so a document that
 * declares 10^15 chunks costs nothing.
 *
 * `regular` cuts an axis into chunks of one length. It is passed in because this module is loaded apart from it.
 *
 * Source: zarr-extensions, chunk grid `rectilinear`.
 */
export function rectilinearGrid(
  shape: readonly number[],
  chunkShapes: readonly JsonValue[],
  regular: typeof regularDimension,
): ChunkGrid {
  const dimensions = shape.map((extent, axis) => {
    const edges = chunkShapes[axis] as JsonValue;
    const isRegular = typeof edges === "number" || typeof edges === "bigint";
    return isRegular ? regular(extent, edgeLength(edges, axis)) : rectilinearDimension(extent, edges, axis);
  });
  return {
    metadata: { name: "rectilinear", configuration: { kind: "inline", chunk_shapes: chunkShapes } },
    dimensions,
    resize: (newShape) =>
      rectilinearGrid(
        newShape,
        chunkShapes.map((edges, axis) => grow(edges, newShape[axis] as number)),
        regular,
      ),
  };
}

function rectilinearDimension(extent: number, edges: JsonValue, axis: number): GridDimension {
  const runs = readRuns(edges, axis);
  const end = runs.at(-1);
  const total = end === undefined ? 0 : end.start + end.size * end.count;
  if (total < extent) throw new Error(`chunk_shapes[${axis}] covers ${total} elements of ${extent}`);
  const runAt = (position: number, from: (run: Run) => number): Run => {
    let low = 0;
    let high = runs.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (from(runs[middle] as Run) <= position) low = middle;
      else high = middle - 1;
    }
    return runs[low] as Run;
  };
  const chunkAt = (index: number): number => {
    const run = runAt(index, (candidate) => candidate.start);
    return run.chunk + Math.floor((index - run.start) / run.size);
  };
  const sizes = [...new Set(runs.map((run) => run.size))];
  return {
    extent,
    // Chunks past the end of the array are allowed, and are not part of the grid.
    count: extent === 0 ? 0 : chunkAt(extent - 1) + 1,
    chunkAt,
    start(chunk) {
      const run = runAt(chunk, (candidate) => candidate.chunk);
      return run.start + (chunk - run.chunk) * run.size;
    },
    size: (chunk) => runAt(chunk, (candidate) => candidate.chunk).size,
    sizes,
    uniformSize: undefined,
  };
}

function readRuns(edges: JsonValue, axis: number): Run[] {
  if (!Array.isArray(edges)) throw new Error(`chunk_shapes[${axis}] must be an integer or a list`);
  const runs: Run[] = [];
  let chunk = 0;
  let start = 0;
  for (const edge of edges as readonly JsonValue[]) {
    const pair = Array.isArray(edge) ? (edge as readonly JsonValue[]) : [edge, 1];
    if (pair.length !== 2) throw new Error(`a run in chunk_shapes[${axis}] must be [size, count]`);
    const size = edgeLength(pair[0] as JsonValue, axis);
    const count = edgeLength(pair[1] as JsonValue, axis);
    runs.push({ size, count, chunk, start });
    chunk += count;
    start += size * count;
  }
  return runs;
}

function edgeLength(value: JsonValue, axis: number): number {
  // A run may be longer than any array; what counts is that it is a whole number of at least 1.
  const length = typeof value === "bigint" ? Number(value) : value;
  if (typeof length === "number" && Number.isInteger(length) && length >= 1) return length;
  throw new Error(`chunk_shapes[${axis}] must hold integers of at least 1`);
}

/** An axis that outgrows its chunks gets one more, for the rest. */
function grow(edges: JsonValue, extent: number): JsonValue {
  if (!Array.isArray(edges)) return edges;
  const end = readRuns(edges as JsonValue, 0).at(-1);
  const total = end === undefined ? 0 : end.start + end.size * end.count;
  return extent > total ? [...(edges as readonly JsonValue[]), extent - total] : (edges as JsonValue);
}

/** Makes the grid; `regular` cuts an axis into chunks of one length. */
export const rectilinearFactory = (regular: typeof regularDimension): ChunkGridFactory => ({
  create(configuration: JsonObject | undefined, shape) {
    if (configuration?.["kind"] !== "inline") throw new Error('the rectilinear grid must be of kind "inline"');
    const chunkShapes = configuration["chunk_shapes"];
    if (!Array.isArray(chunkShapes)) throw new Error("the rectilinear grid needs a list chunk_shapes");
    if (chunkShapes.length !== shape.length) {
      throw new Error(`chunk_shapes has ${chunkShapes.length} dimensions, the array has ${shape.length}`);
    }
    return rectilinearGrid(shape, chunkShapes as readonly JsonValue[], regular);
  },
});
