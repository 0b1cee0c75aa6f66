import { VindexInvalidSelectionError } from "../error/usage-error.ts";

/**
 * The shape that arrays have together: axes are matched from the last one, and a length of 1 goes with any other.
 * Throws a `VindexInvalidSelectionError` when lengths differ otherwise. Source: numpy, "Broadcasting".
 */
export function broadcastShape(shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, axis) => {
    const lengths = shapes.map((shape) => shape[axis - rank + shape.length] ?? 1).filter((length) => length !== 1);
    const [length = 1] = lengths;
    if (lengths.every((other) => other === length)) return length;
    const found = shapes.map((shape) => `[${shape.join(", ")}]`).join(", ");
    throw new VindexInvalidSelectionError(`Index arrays of shapes ${found} cannot be broadcast together`);
  });
}

/** The values of an array repeated to a shape that it can be broadcast to, in C order. */
export function broadcast(
  { shape, values }: { readonly shape: readonly number[]; readonly values: number[] },
  to: readonly number[],
): number[] {
  const count = to.reduce((product, length) => product * length, 1);
  if (values.length === count) return values;
  const result: number[] = [];
  const missing = to.length - shape.length;
  const level = (axis: number, position: number): void => {
    if (axis === to.length) {
      result.push(values[position] as number);
      return;
    }
    const length = axis < missing ? 1 : (shape[axis - missing] as number);
    for (let i = 0; i < (to[axis] as number); i++) level(axis + 1, position * length + (length === 1 ? 0 : i));
  };
  level(0, 0);
  return result;
}
