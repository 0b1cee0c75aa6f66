/** Plain values in nested lists, one level for each axis. */
export type NestedList<T> = T | readonly NestedList<T>[];

/** The values of an n-dimensional array as nested lists, in C order. `read` counts elements. */
export function toNestedList<T>(
  shape: readonly number[],
  stride: readonly number[],
  offset: number,
  read: (position: number) => T,
): NestedList<T> {
  const level = (axis: number, position: number): NestedList<T> => {
    if (axis === shape.length) return read(position);
    return Array.from({ length: shape[axis] as number }, (_, index) =>
      level(axis + 1, position + index * (stride[axis] as number)),
    );
  };
  return level(0, offset);
}

/** The shape of nested lists, down to `rank` levels at most. Throws a `TypeError` when they are ragged. */
export function nestedListShape(list: unknown, rank: number = Number.POSITIVE_INFINITY): number[] {
  const shape: number[] = [];
  let level = list;
  while (Array.isArray(level) && shape.length < rank) {
    shape.push(level.length);
    level = level[0];
  }
  const check = (value: unknown, axis: number): void => {
    if (axis === shape.length) {
      if (shape.length < rank && Array.isArray(value))
        throw new TypeError(`the lists differ in depth at level ${axis}`);
      return;
    }
    if (!Array.isArray(value) || value.length !== shape[axis]) {
      const found = Array.isArray(value) ? `a list of ${value.length}` : typeof value;
      throw new TypeError(`the lists differ in length: level ${axis} has ${shape[axis]} and ${found}`);
    }
    for (const item of value) check(item, axis + 1);
  };
  check(list, 0);
  return shape;
}

/** The values of nested lists in C order, without building a flat list. */
export function* flatValues(list: unknown, rank: number): Generator<unknown> {
  if (rank === 0) yield list;
  else for (const item of list as readonly unknown[]) yield* flatValues(item, rank - 1);
}
