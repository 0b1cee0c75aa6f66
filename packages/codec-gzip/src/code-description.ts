/**
 * How a deflate block says what its codes are: by the lengths of all, shortened by runs, in a code of its own.
 *
 * Source: RFC 1951, section 3.2.7.
 */
import { codeLengths, prefixCodes } from "./huffman.ts";

/** In which order the lengths of that code are given: those that are seldom needed are last. */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15] as const;
const LONGEST = 7;

/** A value, and how many bits it takes. */
export type Bits = readonly [value: number, count: number];

/** A length or a run of lengths: its symbol, and the number that says how long the run is. */
type Run = readonly [symbol: number, rest: Bits];

function runsOf(lengths: Uint8Array): readonly Run[] {
  const runs: Run[] = [];
  for (let at = 0; at < lengths.length; ) {
    const length = lengths[at] as number;
    let count = 1;
    while (at + count < lengths.length && lengths[at + count] === length) count++;
    at += count;
    if (length > 0) {
      // Repetitions are of what comes before.
      runs.push([length, [0, 0]]);
      count--;
    }
    const [most, symbol] = length > 0 ? [6, 16] : [138, 18];
    for (let part: number; count >= 3; count -= part) {
      part = Math.min(count, most);
      runs.push(
        symbol === 18 && part < 11 ? [17, [part - 3, 3]] : [symbol, symbol === 18 ? [part - 11, 7] : [part - 3, 2]],
      );
    }
    for (; count > 0; count--) runs.push([length, [0, 0]]);
  }
  return runs;
}

function usedOf(lengths: Uint8Array, fewest: number): Uint8Array {
  let used = lengths.length;
  while (used > fewest && lengths[used - 1] === 0) used--;
  return lengths.subarray(0, used);
}

/** Gives two symbols a code at least: not every reader takes less. */
export function completed(frequencies: Uint32Array): Uint32Array {
  let used = frequencies.reduce((count, frequency) => count + (frequency > 0 ? 1 : 0), 0);
  for (let symbol = 0; used < 2; symbol++) {
    if (frequencies[symbol] !== 0) continue;
    frequencies[symbol] = 1;
    used++;
  }
  return frequencies;
}

/** What stands between the head of a block and its codes. */
export function describeCodes(literals: Uint8Array, distances: Uint8Array): readonly Bits[] {
  const usedLiterals = usedOf(literals, 257);
  const usedDistances = usedOf(distances, 1);
  const runs = runsOf(Uint8Array.of(...usedLiterals, ...usedDistances));
  const frequencies = new Uint32Array(ORDER.length);
  for (const [symbol] of runs) frequencies[symbol] = (frequencies[symbol] as number) + 1;
  const lengths = codeLengths(completed(frequencies), LONGEST);
  const codes = prefixCodes(lengths);
  const inOrder = usedOf(
    Uint8Array.from(ORDER, (symbol) => lengths[symbol] as number),
    4,
  );

  const bits: Bits[] = [
    [usedLiterals.length - 257, 5],
    [usedDistances.length - 1, 5],
    [inOrder.length - 4, 4],
  ];
  for (const length of inOrder) bits.push([length, 3]);
  for (const [symbol, rest] of runs) {
    const code = codes[symbol] as number;
    bits.push([code & 0xffff, code >>> 16], rest);
  }
  return bits;
}
