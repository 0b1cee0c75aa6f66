import { mergeDimensions } from "./stride.ts";

/** The loops of one strided copy, outermost first. `run` positions lie side by side in both arrays. */
export interface CopyLayout {
  readonly sourceOffset: number;
  readonly targetOffset: number;
  readonly run: number;
  /** Loops around the run. The last is fastest in the target, the one before it fastest in the source. */
  readonly shape: readonly number[];
  readonly sourceStride: readonly number[];
  readonly targetStride: readonly number[];
}

interface Axis {
  length: number;
  source: number;
  target: number;
}

/**
 * Finds loops that write the target in rising order with runs as long as they get: axes are turned forward,
 * sorted by target stride, and merged. Needs at least one element.
 *
 * The order of writing is free only because every target position is written once; where a target stride is 0,
 * the last element along that axis is the one that stays, so only that one is copied.
 */
export function layoutCopy(
  shape: readonly number[],
  sourceOffset: number,
  sourceStride: readonly number[],
  targetOffset: number,
  targetStride: readonly number[],
): CopyLayout {
  let from = sourceOffset;
  let to = targetOffset;
  const axes: Axis[] = [];
  for (let i = 0; i < shape.length; i++) {
    const axis = { length: shape[i] as number, source: sourceStride[i] as number, target: targetStride[i] as number };
    if (axis.length === 1) continue;
    if (axis.target <= 0) {
      from += (axis.length - 1) * axis.source;
      to += (axis.length - 1) * axis.target;
      if (axis.target === 0) continue;
      axis.source = -axis.source;
      axis.target = -axis.target;
    }
    axes.push(axis);
  }
  axes.sort((a, b) => b.target - a.target);
  const merged = mergeDimensions(
    axes.map((axis) => axis.length),
    axes.map((axis) => axis.source),
    axes.map((axis) => axis.target),
  );
  const [sources, targets] = merged.strides as [number[], number[]];
  const lengths = merged.shape;
  let run = 1;
  if (sources.at(-1) === 1 && targets.at(-1) === 1) {
    run = lengths.pop() as number;
    sources.pop();
    targets.pop();
  }
  bringSourceFastest(lengths, sources, targets);
  return { sourceOffset: from, targetOffset: to, run, shape: lengths, sourceStride: sources, targetStride: targets };
}

/** Makes the axis that is fastest in the source the last but one, for the sake of caches. */
function bringSourceFastest(lengths: number[], sources: number[], targets: number[]): void {
  const last = lengths.length - 1;
  let fastest = last - 1;
  for (let i = last - 2; i >= 0; i--) {
    if (Math.abs(sources[i] as number) < Math.abs(sources[fastest] as number)) fastest = i;
  }
  for (const list of [lengths, sources, targets]) {
    if (fastest < last - 1) list.splice(last - 1, 0, ...list.splice(fastest, 1));
  }
}
