import { copyStrided } from "../../buffer/copy-strided.ts";
import type { Chunk, Elements, GridDimension } from "../../contract/index.ts";
import { type ChunkProjection, splitRuns } from "../../plan/split-box.ts";
import type { NormalizedSelection } from "../../selection/normalized.ts";
import type { AxisRun, BoxRegion, Region } from "../../selection/region.ts";
import type { FieldLayout } from "./region-copy.ts";

/** Memory that a region is copied to or from: `stride` is along the axes of the array, or of a flat list of points. */
export interface ChunkTarget {
  readonly elements: Elements;
  readonly offset: number;
  readonly stride: readonly number[];
  /** True when the memory is fresh and the fill value is zero, so that missing chunks need no work. */
  readonly clean: boolean;
  /** Set when the memory holds some fields of each element instead of whole ones. */
  readonly fields?: FieldLayout | undefined;
}

/** A region, and strides of memory along what the region's targets count. */
export interface PlacedRegion {
  readonly region: Region;
  readonly stride: readonly number[];
}

/**
 * How regions get from chunks to a result. Whoever reads says which one fits its selections: readers that know basic
 * ones only need not carry the others.
 */
export interface Scatter {
  /**
   * Where the elements of a selection go in memory that has these strides along the axes of the result: strides along
   * the axes of the array, 0 where an integer dropped one; or along the flat list that points are.
   */
  place(selection: NormalizedSelection, stride: readonly number[]): PlacedRegion;
  /** Cuts a region along a grid. */
  split(region: Region, dimensions: readonly GridDimension[]): Iterable<ChunkProjection>;
  /** Copies the part of a chunk that a region names to where the region says. */
  copy(target: ChunkTarget, region: Region, chunk: Chunk, itemSize: number | undefined): void;
}

/** Boxes of runs, which is what basic selections are: every copy is a strided one. */
export const runScatter: Scatter = {
  place: ({ region, resultAxes }, stride) => ({ region, stride: strideAlong(resultAxes, stride) }),
  split: (region, dimensions) => splitRuns(region as BoxRegion<AxisRun>, dimensions),
  copy(target, region, chunk, itemSize) {
    const { axes } = region as BoxRegion<AxisRun>;
    copyStrided({
      shape: axes.map((axis) => axis.count),
      itemSize,
      source: chunk.elements,
      sourceOffset: sum(chunk.offset, axes, (axis, index) => axis.start * (chunk.stride[index] as number)),
      sourceStride: axes.map((axis, index) => axis.step * (chunk.stride[index] as number)),
      target: target.elements,
      targetOffset: sum(target.offset, axes, (axis, index) => axis.target * (target.stride[index] as number)),
      targetStride: target.stride,
    });
  },
};

/** Strides along the axes of an array, of memory that has strides along the axes of a result. */
export function strideAlong(resultAxes: NormalizedSelection["resultAxes"], stride: readonly number[]): number[] {
  return resultAxes.map((axis) => (axis === undefined ? 0 : (stride[axis] as number)));
}

function sum(start: number, axes: readonly AxisRun[], part: (axis: AxisRun, index: number) => number): number {
  return axes.reduce((total, axis, index) => total + part(axis, index), start);
}
