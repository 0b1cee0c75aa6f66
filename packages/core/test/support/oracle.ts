/** The positions that a Python slice selects, by asking of every integer in turn whether it is one of them. */
export function pythonSlice(
  extent: number,
  start: number | null,
  stop: number | null,
  step: number | null,
): readonly number[] {
  const stride = step ?? 1;
  const wrapped = (bound: number): number => (bound < 0 ? bound + extent : bound);
  const selected: number[] = [];
  if (stride > 0) {
    const first = Math.max(0, start === null ? 0 : wrapped(start));
    for (let i = first; i < extent; i++) {
      if ((stop === null || i < wrapped(stop)) && (i - first) % stride === 0) selected.push(i);
    }
  } else {
    const first = Math.min(extent - 1, start === null ? extent - 1 : wrapped(start));
    for (let i = first; i >= 0; i--) {
      if ((stop === null || i > wrapped(stop)) && (first - i) % -stride === 0) selected.push(i);
    }
  }
  return selected;
}

/** All tuples that take one item of each list, the last varying fastest. */
export function product<T>(lists: readonly (readonly T[])[]): T[][] {
  return lists.reduce<T[][]>((tuples, list) => tuples.flatMap((tuple) => list.map((item) => [...tuple, item])), [[]]);
}
