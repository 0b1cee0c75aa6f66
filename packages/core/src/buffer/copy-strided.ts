import type { Elements } from "../contract/chunk.ts";
import { assertInside } from "./bound.ts";
import { type CopyLayout, layoutCopy } from "./copy-layout.ts";
import { fetchingLoop } from "./fetch-lines.ts";
import { elementCount, positionRange } from "./stride.ts";
import {
  type Plane,
  type StridedLoop,
  strided8,
  strided16,
  strided32,
  strided64,
  stridedRuns,
  stridedValues,
} from "./strided-loop.ts";
import { type ByteWindow, chooseWord, longRun, words8, words16, words32, words64 } from "./word.ts";

/** A region of one array and where it goes in another. Offsets and strides count elements. */
export interface StridedCopy {
  readonly shape: readonly number[];
  /** Bytes of one element; `undefined` when elements are JavaScript values. */
  readonly itemSize: number | undefined;
  readonly source: Elements;
  readonly sourceOffset: number;
  /** May be negative, or 0 to repeat. */
  readonly sourceStride: readonly number[];
  readonly target: Elements;
  readonly targetOffset: number;
  /** May be negative. Along an axis of stride 0 the last element stays. */
  readonly targetStride: readonly number[];
}

/**
 * Copies a region between two arrays of any strides. The two must not overlap in memory, and apart from strides
 * of 0 no position of the target may occur twice.
 *
 * @throws RangeError before anything is written, when the region leaves the source or the target.
 */
export function copyStrided(copy: StridedCopy): void {
  const { shape, itemSize, source, sourceOffset, sourceStride, target, targetOffset, targetStride } = copy;
  if (elementCount(shape) === 0 || itemSize === 0) return;
  const sourceRange = positionRange(shape, sourceStride, sourceOffset);
  assertInside("source", source, itemSize, sourceRange.first, sourceRange.last);
  const targetRange = positionRange(shape, targetStride, targetOffset);
  assertInside("target", target, itemSize, targetRange.first, targetRange.last);
  const layout = layoutCopy(shape, sourceOffset, sourceStride, targetOffset, targetStride);
  if (itemSize === undefined) {
    copyPlanes(stridedValues, source as unknown[], target as unknown[], layout);
  } else {
    const from = {
      bytes: source as Uint8Array,
      start: sourceRange.first * itemSize,
      end: (sourceRange.last + 1) * itemSize,
    };
    const to = {
      bytes: target as Uint8Array,
      start: targetRange.first * itemSize,
      end: (targetRange.last + 1) * itemSize,
    };
    copyBytes(layout, itemSize, from, to);
  }
}

function copyBytes(layout: CopyLayout, itemSize: number, from: ByteWindow, to: ByteWindow): void {
  const runBytes = layout.run * itemSize;
  const sourceStart = layout.sourceOffset * itemSize;
  const targetStart = layout.targetOffset * itemSize;
  if (layout.shape.length === 0) {
    to.bytes.set(from.bytes.subarray(sourceStart, sourceStart + runBytes), targetStart);
    return;
  }
  // Windows start at the lowest byte. The target is written from there; the first source run may lie elsewhere.
  let bits = runBytes | (sourceStart - from.start);
  for (let i = 0; i < layout.shape.length; i++) {
    bits |= ((layout.sourceStride[i] as number) * itemSize) | ((layout.targetStride[i] as number) * itemSize);
  }
  const payload = elementCount(layout.shape) * runBytes;
  const { source, word } = chooseWord(from, to, bits, runBytes, payload);
  const isLong = runBytes >= longRun[word];
  const unit = isLong ? 1 : word;
  const scaled = {
    sourceOffset: (sourceStart - from.start) / unit,
    targetOffset: 0,
    run: runBytes / unit,
    shape: layout.shape,
    sourceStride: layout.sourceStride.map((step) => (step * itemSize) / unit),
    targetStride: layout.targetStride.map((step) => (step * itemSize) / unit),
  };
  if (isLong) {
    copyPlanes(stridedRuns, words8(source), words8(to), scaled);
    return;
  }
  const step = (layout.sourceStride.at(-1) as number) * itemSize;
  const runs = { bytes: words8(source), run: runBytes, step, unit, payload };
  if (word === 8) copyPlanes(fetchingLoop(strided64, runs), words64(source), words64(to), scaled);
  else if (word === 4) copyPlanes(fetchingLoop(strided32, runs), words32(source), words32(to), scaled);
  else if (word === 2) copyPlanes(fetchingLoop(strided16, runs), words16(source), words16(to), scaled);
  else copyPlanes(fetchingLoop(strided8, runs), words8(source), words8(to), scaled);
}

/** Runs the last two axes through a loop, for each index of the axes before them. */
function copyPlanes<T>(loop: StridedLoop<T>, source: T, target: T, layout: CopyLayout): void {
  const { shape, sourceStride, targetStride } = layout;
  const outer = Math.max(0, shape.length - 2);
  const rows = shape.length < 2 ? 1 : (shape[outer] as number);
  const columns = shape.at(-1) ?? 1;
  const plane: Plane = {
    sourceRow: shape.length < 2 ? 0 : (sourceStride[outer] as number),
    targetRow: shape.length < 2 ? 0 : (targetStride[outer] as number),
    sourceColumn: sourceStride.at(-1) ?? 0,
    targetColumn: targetStride.at(-1) ?? 0,
    run: layout.run,
  };
  const index = new Array<number>(outer).fill(0);
  let s = layout.sourceOffset;
  let t = layout.targetOffset;
  for (;;) {
    loop(source, target, s, t, rows, columns, plane);
    let axis = outer - 1;
    for (; axis >= 0; axis--) {
      s += sourceStride[axis] as number;
      t += targetStride[axis] as number;
      const next = (index[axis] as number) + 1;
      if (next < (shape[axis] as number)) {
        index[axis] = next;
        break;
      }
      index[axis] = 0;
      s -= next * (sourceStride[axis] as number);
      t -= next * (targetStride[axis] as number);
    }
    if (axis < 0) return;
  }
}
