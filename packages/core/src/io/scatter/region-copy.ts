import { type AxisOffsets, copyIndexed } from "../../buffer/copy-indexed.ts";
import type { Chunk } from "../../contract/index.ts";
import { splitRegion } from "../../plan/split-region.ts";
import type { AxisProjection, Region } from "../../selection/region.ts";
import { placeResult } from "./result-layout.ts";
import type { ChunkTarget, Scatter } from "./scatter.ts";

/** Elements that consist of some fields of a chunk's elements. Sizes and offsets are bytes. */
export interface FieldLayout {
  readonly itemSize: number;
  readonly spans: readonly FieldSpan[];
}

/** A field: where it begins in a chunk's element, and where in an element of a {@link FieldLayout}. */
export interface FieldSpan {
  readonly chunkOffset: number;
  readonly offset: number;
  readonly size: number;
}

/** Regions of every kind, and fields of elements. */
export const regionScatter: Scatter = { place: placeResult, split: splitRegion, copy: copyFromChunk };

/** Copies the part of a chunk that a region names to where the region says. */
export function copyFromChunk(target: ChunkTarget, region: Region, chunk: Chunk, itemSize: number | undefined): void {
  for (const { shape, itemSize: unit, chunkSide, targetSide } of copies(target, region, chunk, itemSize)) {
    copyIndexed({
      shape,
      itemSize: unit,
      source: chunk.elements,
      sourceAxes: chunkSide,
      target: target.elements,
      targetAxes: targetSide,
    });
  }
}

/** The reverse: copies a value into the part of a chunk that a region names. */
export function copyIntoChunk(value: ChunkTarget, region: Region, chunk: Chunk, itemSize: number | undefined): void {
  for (const { shape, itemSize: unit, chunkSide, targetSide } of copies(value, region, chunk, itemSize)) {
    copyIndexed({
      shape,
      itemSize: unit,
      source: value.elements,
      sourceAxes: targetSide,
      target: chunk.elements,
      targetAxes: chunkSide,
    });
  }
}

interface RegionCopy {
  readonly shape: readonly number[];
  readonly itemSize: number | undefined;
  readonly chunkSide: readonly AxisOffsets[];
  readonly targetSide: readonly AxisOffsets[];
}

/** One copy of whole elements; or one for each field, whose bytes are a further axis. */
function copies(target: ChunkTarget, region: Region, chunk: Chunk, itemSize: number | undefined): RegionCopy[] {
  const shape = shapeOf(region);
  const chunkSide = chunkAxes(region, chunk);
  const targetSide = targetAxes(region, target);
  const { fields } = target;
  if (fields === undefined || itemSize === undefined) return [{ shape, itemSize, chunkSide, targetSide }];
  const chunkBytes = chunkSide.map((axis) => inBytes(axis, itemSize));
  const targetBytes = targetSide.map((axis) => inBytes(axis, fields.itemSize));
  return fields.spans.map(({ chunkOffset, offset, size }) => ({
    shape: [...shape, size],
    itemSize: 1,
    chunkSide: [...chunkBytes, { start: chunkOffset, step: 1 }],
    targetSide: [...targetBytes, { start: offset, step: 1 }],
  }));
}

function inBytes(axis: AxisOffsets, itemSize: number): AxisOffsets {
  if ("length" in axis) return offsetsOf(axis, 0, itemSize);
  return { start: axis.start * itemSize, step: axis.step * itemSize };
}

function shapeOf(region: Region): number[] {
  if (region.kind === "points") return [region.targets.length];
  if (region.axes.length === 0) return [1];
  return region.axes.map((axis) => (axis.kind === "run" ? axis.count : axis.positions.length));
}

function offsetsOf(positions: ArrayLike<number>, base: number, step: number): Float64Array {
  const offsets = new Float64Array(positions.length);
  for (let i = 0; i < offsets.length; i++) offsets[i] = base + (positions[i] as number) * step;
  return offsets;
}

/** An array without axes is copied as one axis with one element. */
function singleElement(offset: number): AxisOffsets[] {
  return [{ start: offset, step: 1 }];
}

function chunkAxes(region: Region, { stride, offset }: Chunk): AxisOffsets[] {
  if (region.kind === "points") {
    const offsets = new Float64Array(region.targets.length).fill(offset);
    region.axes.forEach((positions, axis) => {
      const step = stride[axis] as number;
      for (let point = 0; point < offsets.length; point++) {
        offsets[point] = (offsets[point] as number) + (positions[point] as number) * step;
      }
    });
    return [offsets];
  }
  if (region.axes.length === 0) return singleElement(offset);
  return region.axes.map((axis, index) => {
    const step = stride[index] as number;
    const base = index === 0 ? offset : 0;
    if (axis.kind === "run") return { start: base + axis.start * step, step: axis.step * step };
    return offsetsOf(axis.positions, base, step);
  });
}

function targetAxes(region: Region, { stride, offset }: ChunkTarget): AxisOffsets[] {
  if (region.kind === "points") {
    const step = stride[0] as number;
    return [offsetsOf(region.targets, offset, step)];
  }
  if (region.axes.length === 0) return singleElement(offset);
  return region.axes.map((axis: AxisProjection, index) => {
    const step = stride[index] as number;
    const base = index === 0 ? offset : 0;
    if (axis.kind === "run") return { start: base + axis.target * step, step };
    return offsetsOf(axis.targets, base, step);
  });
}
