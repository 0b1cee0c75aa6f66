import { type AxisOffsets, copyIndexed } from "../buffer/copy-indexed.ts";
import type { Chunk, Elements } from "../contract/index.ts";
import type { AxisProjection, Region } from "../selection/region.ts";

/** Memory that a region is copied to or from: `stride` is along the axes of the array, or of a flat list of points. */
export interface ChunkTarget {
  readonly elements: Elements;
  readonly offset: number;
  readonly stride: readonly number[];
  /** True when the memory is fresh and the fill value is zero, so that missing chunks need no work. */
  readonly clean: boolean;
}

/** Copies the part of a chunk that a region names to where the region says. */
export function copyFromChunk(target: ChunkTarget, region: Region, chunk: Chunk, itemSize: number | undefined): void {
  copyIndexed({
    shape: shapeOf(region),
    itemSize,
    source: chunk.elements,
    sourceAxes: chunkAxes(region, chunk),
    target: target.elements,
    targetAxes: targetAxes(region, target),
  });
}

/** The reverse: copies a value into the part of a chunk that a region names. */
export function copyIntoChunk(value: ChunkTarget, region: Region, chunk: Chunk, itemSize: number | undefined): void {
  copyIndexed({
    shape: shapeOf(region),
    itemSize,
    source: value.elements,
    sourceAxes: targetAxes(region, value),
    target: chunk.elements,
    targetAxes: chunkAxes(region, chunk),
  });
}

/** Puts the fill value where a missing chunk would have gone. */
export function fillTarget(
  target: ChunkTarget,
  region: Region,
  fillValue: Elements,
  itemSize: number | undefined,
): void {
  if (target.clean) return;
  const rank = region.axes.length;
  const still = Array.from({ length: rank }, () => 0);
  copyFromChunk(target, region, { elements: fillValue, shape: still, stride: still, offset: 0 }, itemSize);
}

function shapeOf(region: Region): number[] {
  if (region.kind === "points") return [region.targets.length];
  if (region.axes.length === 0) return [1];
  return region.axes.map((axis) => (axis.kind === "run" ? axis.count : axis.positions.length));
}

/** An array without axes is copied as one axis with one element. */
function singleElement(offset: number): AxisOffsets[] {
  return [{ start: offset, step: 1 }];
}

function chunkAxes(region: Region, { stride, offset }: Chunk): AxisOffsets[] {
  if (region.kind === "points") {
    const offsets = region.targets.map((_, point) =>
      region.axes.reduce((sum, axis, index) => sum + (axis[point] as number) * (stride[index] as number), offset),
    );
    return [offsets];
  }
  if (region.axes.length === 0) return singleElement(offset);
  return region.axes.map((axis, index) => {
    const step = stride[index] as number;
    const base = index === 0 ? offset : 0;
    if (axis.kind === "run") return { start: base + axis.start * step, step: axis.step * step };
    return axis.positions.map((position) => base + position * step);
  });
}

function targetAxes(region: Region, { stride, offset }: ChunkTarget): AxisOffsets[] {
  if (region.kind === "points") {
    const step = stride[0] as number;
    return [region.targets.map((target) => offset + target * step)];
  }
  if (region.axes.length === 0) return singleElement(offset);
  return region.axes.map((axis: AxisProjection, index) => {
    const step = stride[index] as number;
    const base = index === 0 ? offset : 0;
    if (axis.kind === "run") return { start: base + axis.target * step, step };
    return axis.targets.map((target) => base + target * step);
  });
}
