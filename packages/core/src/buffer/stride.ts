/** Strides in elements, last axis fastest (C order). The length of an empty axis counts as 1. */
export function contiguousStride(shape: readonly number[]): number[] {
  const stride = new Array<number>(shape.length);
  let step = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    stride[i] = step;
    step *= Math.max(1, shape[i] as number);
  }
  return stride;
}

/** How many elements a shape holds: 1 without axes, 0 with an empty one. */
export function elementCount(shape: readonly number[]): number {
  let count = 1;
  for (const length of shape) count *= length;
  return count;
}

/**
 * True when the elements lie in C order without gaps from position 0. Strides along axes of length 1 do not
 * matter, and nothing matters when there are no elements.
 */
export function isContiguous(shape: readonly number[], stride: readonly number[], offset = 0): boolean {
  if (elementCount(shape) === 0) return true;
  if (offset !== 0) return false;
  let step = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    const length = shape[i] as number;
    if (length !== 1 && stride[i] !== step) return false;
    step *= length;
  }
  return true;
}

/** Lowest and highest position that a strided region touches. Only for regions with at least one element. */
export function positionRange(
  shape: readonly number[],
  stride: readonly number[],
  offset: number,
): { first: number; last: number } {
  let first = offset;
  let last = offset;
  for (let i = 0; i < shape.length; i++) {
    const reach = ((shape[i] as number) - 1) * (stride[i] as number);
    if (reach < 0) first += reach;
    else last += reach;
  }
  return { first, last };
}

/** A shape and the strides of several arrays over it. */
export interface MergedDimensions {
  readonly shape: number[];
  /** One list of strides for each one given. */
  readonly strides: number[][];
}

/**
 * Walks the same elements in the same order with as few axes as possible: axes of length 1 go, and neighbours
 * become one axis where every array steps through them evenly. A shape without elements becomes `[0]`.
 */
export function mergeDimensions(
  shape: readonly number[],
  ...strides: readonly (readonly number[])[]
): MergedDimensions {
  if (elementCount(shape) === 0) return { shape: [0], strides: strides.map(() => [0]) };
  // Built from the last axis forward, so the axis to merge into is the newest.
  const lengths: number[] = [];
  const steps: number[][] = strides.map(() => []);
  for (let i = shape.length - 1; i >= 0; i--) {
    const length = shape[i] as number;
    if (length === 1) continue;
    const newest = lengths.length - 1;
    const inner = lengths[newest];
    const joins =
      inner !== undefined &&
      strides.every((stride, a) => stride[i] === ((steps[a] as number[])[newest] as number) * inner);
    if (joins) {
      lengths[newest] = inner * length;
    } else {
      lengths.push(length);
      for (let a = 0; a < strides.length; a++)
        (steps[a] as number[]).push((strides[a] as readonly number[])[i] as number);
    }
  }
  return { shape: lengths.reverse(), strides: steps.map((step) => step.reverse()) };
}
