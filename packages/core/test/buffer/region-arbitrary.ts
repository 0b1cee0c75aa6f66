import fc from "fast-check";
import type { Elements } from "../../src/contract/chunk.ts";

/** Item sizes with every alignment; `undefined` is variable length. */
export const itemSize: fc.Arbitrary<number | undefined> = fc.constantFrom(1, 2, 3, 4, 8, 12, 16, undefined);

/** Mostly small, sometimes empty or long enough for every way of copying a run. */
export const shape: fc.Arbitrary<number[]> = fc.oneof(
  { weight: 8, arbitrary: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 5 }) },
  { weight: 1, arbitrary: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.constantFrom(1, 4), fc.constantFrom(24, 64, 700)),
  },
);

/** Strides and an offset under which a shape touches no position twice, apart from strides of 0. */
export interface Placement {
  readonly stride: number[];
  readonly offset: number;
  /** Elements that an array needs to hold the region. */
  readonly length: number;
}

/** @param zeros - Whether strides of 0 may occur. */
export function placement(lengths: readonly number[], zeros: boolean): fc.Arbitrary<Placement> {
  const axis = fc.record({
    rank: fc.integer({ min: 0, max: 100 }),
    step: fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, fc.integer({ min: 1, max: 3 })),
    gap: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.constantFrom(1, 2, 8)),
    isBackward: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, fc.boolean()),
    isZero: zeros ? fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.boolean()) : fc.constant(false),
  });
  const isSorted = fc.oneof({ weight: 2, arbitrary: fc.constant(true) }, fc.boolean());
  return fc
    .tuple(fc.array(axis, { minLength: lengths.length, maxLength: lengths.length }), isSorted, fc.nat(9), fc.nat(3))
    .map(([axes, sorted, before, after]) => {
      const order = axes.map((_, i) => i);
      // C order unless shuffled; the fastest axis comes first here.
      order.sort((a, b) => (sorted ? b - a : (axes[a]?.rank ?? 0) - (axes[b]?.rank ?? 0)));
      const stride = lengths.map(() => 0);
      let reach = 1;
      let offset = before;
      for (const i of order) {
        const { step, gap, isBackward, isZero } = axes[i] as (typeof axes)[number];
        if (isZero) continue;
        const length = Math.max(1, lengths[i] as number);
        const size = reach * step;
        stride[i] = isBackward ? -size : size;
        if (isBackward) offset += (length - 1) * size;
        reach = size * length + gap;
      }
      return { stride, offset, length: reach + before + after };
    });
}

/** An array of distinct-looking elements, at any address when made of bytes. */
export function elements(item: number | undefined, length: number, seed: number): Elements {
  if (item === undefined) return Array.from({ length }, (_, i) => `${seed}:${i}`);
  const before = seed % 11;
  const memory = new Uint8Array(before + item * length + (seed % 5));
  let state = seed | 1;
  for (let i = 0; i < memory.length; i++) {
    state = Math.imul(state, 1664525) + 1013904223;
    memory[i] = state >>> 24;
  }
  return memory.subarray(before, before + item * length);
}

/** A snapshot of all memory behind elements, so that a test sees writes beside them too. */
export function memoryOf(array: Elements): Elements {
  return Array.isArray(array) ? [...array] : new Uint8Array(new Uint8Array(array.buffer));
}

/** Compares the memory behind elements; deep equality of the test runner is too slow for thousands of cases. */
export function isSameMemory(one: Elements, other: Elements): boolean {
  const a = memoryOf(one);
  const b = memoryOf(other);
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** The same elements in other memory, laid out alike. */
export function cloneElements(array: Elements): Elements {
  if (Array.isArray(array)) return [...array];
  return new Uint8Array(new Uint8Array(array.buffer).slice().buffer, array.byteOffset, array.length);
}

/** Visits all indices of a shape in C order, the slow and obvious way. */
export function* indices(lengths: readonly number[]): Generator<number[]> {
  const [length, ...rest] = lengths;
  if (length === undefined) {
    yield [];
    return;
  }
  for (let i = 0; i < length; i++) for (const tail of indices(rest)) yield [i, ...tail];
}

export function positionAt(index: readonly number[], stride: readonly number[], offset: number): number {
  return index.reduce((sum, i, axis) => sum + i * (stride[axis] as number), offset);
}

/** Copies one element, byte by byte. */
export function copyElement(
  item: number | undefined,
  source: Elements,
  from: number,
  target: Elements,
  to: number,
): void {
  const size = item ?? 1;
  for (let b = 0; b < size; b++) target[to * size + b] = source[from * size + b] as number;
}
