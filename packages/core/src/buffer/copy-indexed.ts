import type { Elements } from "../contract/chunk.ts";
import { assertInside } from "./bound.ts";
import { copyStrided } from "./copy-strided.ts";
import {
  type AxisOffsets,
  axisRange,
  type IndexedAxis,
  indexedAxes,
  isStrided,
  positionTable,
} from "./indexed-axis.ts";
import {
  type IndexedLoop,
  indexed8,
  indexed16,
  indexed32,
  indexed64,
  indexedRuns,
  indexedValues,
  type PositionTable,
} from "./indexed-loop.ts";
import { elementCount } from "./stride.ts";
import { chooseWord, longRun, words8, words16, words32, words64 } from "./word.ts";

export type { AxisOffsets };

/**
 * Elements of one array and where they go in another, axis by axis: the position of an element is the sum of its
 * offsets along all axes, in elements.
 */
export interface IndexedCopy {
  readonly shape: readonly number[];
  /** Bytes of one element; `undefined` when elements are JavaScript values. */
  readonly itemSize: number | undefined;
  readonly source: Elements;
  /** One entry for each axis. A list has as many offsets as the axis is long. */
  readonly sourceAxes: readonly AxisOffsets[];
  readonly target: Elements;
  readonly targetAxes: readonly AxisOffsets[];
}

/** Trailing axes are joined into one table up to this many entries, so that short axes cost no call each. */
const tableLimit = 1024;

/**
 * Gathers and scatters along every axis at once. The two arrays must not overlap in memory. Where an axis names
 * a target offset twice, the last one stays.
 *
 * @throws RangeError before anything is written, when the copy leaves the source or the target, or a list has
 * another length than its axis.
 */
export function copyIndexed(copy: IndexedCopy): void {
  const { shape, itemSize, source, target } = copy;
  if (elementCount(shape) === 0 || itemSize === 0) return;
  const from = axisRange(copy.sourceAxes, shape, "source");
  assertInside("source", source, itemSize, from.first, from.last);
  const to = axisRange(copy.targetAxes, shape, "target");
  assertInside("target", target, itemSize, to.first, to.last);
  const axes = indexedAxes(shape, from.axes, to.axes);
  if (axes.every(isStrided)) {
    copyStrided({
      shape: axes.map((axis) => axis.length),
      itemSize,
      source,
      sourceOffset: from.start,
      sourceStride: axes.map((axis) => axis.source.step),
      target,
      targetOffset: to.start,
      targetStride: axes.map((axis) => axis.target.step),
    });
    return;
  }
  let run = 1;
  const last = axes.at(-1) as IndexedAxis;
  if (last.source.step === 1 && last.target.step === 1) {
    run = last.length;
    axes.pop();
  }
  if (itemSize === undefined) {
    copyTables(indexedValues, source as unknown[], target as unknown[], axes, 1, run, from.first, to.first);
    return;
  }
  const sourceWindow = { bytes: source as Uint8Array, start: from.first * itemSize, end: (from.last + 1) * itemSize };
  const targetWindow = { bytes: target as Uint8Array, start: to.first * itemSize, end: (to.last + 1) * itemSize };
  const runBytes = run * itemSize;
  let bits = 0;
  for (const axis of axes) bits |= axis.source.bits | axis.target.bits;
  // Only the lowest bits of the product matter, and those come out right in 32 bits.
  bits = Math.imul(bits, itemSize) | runBytes;
  const choice = chooseWord(sourceWindow, targetWindow, bits, runBytes, elementCount(shape) * itemSize);
  const isLong = runBytes >= longRun[choice.word];
  const unit = isLong ? 1 : choice.word;
  const scale = itemSize / unit;
  const units = runBytes / unit;
  const a = choice.source;
  const b = targetWindow;
  if (isLong) copyTables(indexedRuns, words8(a), words8(b), axes, scale, units, 0, 0);
  else if (unit === 8) copyTables(indexed64, words64(a), words64(b), axes, scale, units, 0, 0);
  else if (unit === 4) copyTables(indexed32, words32(a), words32(b), axes, scale, units, 0, 0);
  else if (unit === 2) copyTables(indexed16, words16(a), words16(b), axes, scale, units, 0, 0);
  else copyTables(indexed8, words8(a), words8(b), axes, scale, units, 0, 0);
}

function copyTables<T>(
  loop: IndexedLoop<T>,
  source: T,
  target: T,
  axes: readonly IndexedAxis[],
  scale: number,
  run: number,
  s: number,
  t: number,
): void {
  let outer = axes.length - 1;
  let entries = (axes[outer] as IndexedAxis).length;
  while (outer > 0 && entries * (axes[outer - 1] as IndexedAxis).length <= tableLimit) {
    outer--;
    entries *= (axes[outer] as IndexedAxis).length;
  }
  const sourceTable = positionTable(axes.slice(outer), "source", scale);
  const targetTable = positionTable(axes.slice(outer), "target", scale);
  const sourceSteps = axes.slice(0, outer).map((axis) => positionTable([axis], "source", scale));
  const targetSteps = axes.slice(0, outer).map((axis) => positionTable([axis], "target", scale));
  const visit = (axis: number, from: number, to: number): void => {
    if (axis === outer) {
      loop(source, target, from, to, sourceTable, targetTable, run);
      return;
    }
    const a = sourceSteps[axis] as PositionTable;
    const b = targetSteps[axis] as PositionTable;
    for (let i = 0; i < a.length; i++) visit(axis + 1, from + (a[i] as number), to + (b[i] as number));
  };
  visit(0, s, t);
}
