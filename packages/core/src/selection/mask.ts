import { ArrayIndexError } from "../error/usage-error.ts";
import { type IndexArray, type IndexArrayLike, isIndexNDArray, readIndexArray, truePositions } from "./index-array.ts";
import { type NormalizedSelection, pointSelection } from "./normalized.ts";

/** Booleans of the array's shape: nested lists, or an n-dimensional array. */
export type MaskSelection = boolean | Exclude<IndexArrayLike, ArrayBufferView>;

/**
 * Resolves a mask against a shape: the elements where it is true, in C order, as a result with one axis.
 *
 * Throws `ArrayIndexError` for anything but booleans of exactly the array's shape.
 */
export function normalizeMask(selection: MaskSelection, shape: readonly number[]): NormalizedSelection {
  return maskSelection(readIndexArray(asBooleans(selection), "The mask"), shape, ArrayIndexError);
}

/** Bytes in an array that does not say its data type are booleans, as in results of this library. */
function asBooleans(selection: MaskSelection): unknown {
  if (!isIndexNDArray(selection) || selection.dtype !== undefined) return selection;
  const { data, shape, stride, offset } = selection;
  return data instanceof Uint8Array ? { data, shape, stride, offset, dtype: "bool" } : selection;
}

/** A mask that has been read, as points. */
export function maskSelection(
  mask: IndexArray,
  shape: readonly number[],
  Refusal: new (message: string) => ArrayIndexError,
): NormalizedSelection {
  const isSame = mask.shape.length === shape.length && mask.shape.every((length, axis) => length === shape[axis]);
  if (!isSame) {
    throw new Refusal(`A mask needs the array's shape [${shape.join(", ")}], found [${mask.shape.join(", ")}]`);
  }
  if (mask.kind === "integer") throw new Refusal("A mask needs booleans, found integers");
  let rest = mask.kind === "empty" ? [] : truePositions(mask.values);
  const count = rest.length;
  const axes: number[][] = shape.map(() => []);
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const extent = shape[axis] as number;
    axes[axis] = rest.map((position) => position % extent);
    rest = rest.map((position) => Math.floor(position / extent));
  }
  return pointSelection(axes, [count]);
}
