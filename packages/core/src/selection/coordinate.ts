import { VindexInvalidSelectionError } from "../error/usage-error.ts";
import { expandItems } from "./basic.ts";
import { broadcast, broadcastShape } from "./broadcast.ts";
import {
  type IndexArray,
  type IndexArrayLike,
  isIndexArrayLike,
  isIndexNDArray,
  readIndexArray,
} from "./index-array.ts";
import { wrapIndices } from "./index-value.ts";
import { maskSelection } from "./mask.ts";
import { type NormalizedSelection, pointSelection } from "./normalized.ts";

/**
 * One integer or array of integers for each axis, which are broadcast against each other; of an array with one axis
 * also the list itself. Or an object by dimension name that names all of them, or booleans of the array's shape.
 */
export type CoordinateSelection =
  | readonly (number | bigint | IndexArrayLike)[]
  | Exclude<IndexArrayLike, readonly unknown[]>
  | { readonly [dimension: string]: number | bigint | IndexArrayLike };

/**
 * Resolves a coordinate selection against a shape. The result has the shape that the index arrays have together, `[1]`
 * where all are integers. Indices may count from the end, repeat and come in any order.
 *
 * Throws `VindexInvalidSelectionError` for what is no such selection, `BoundsCheckError` for an index outside.
 */
export function normalizeCoordinate(
  selection: CoordinateSelection | undefined,
  shape: readonly number[],
  dimensionNames?: readonly (string | null)[],
): NormalizedSelection {
  const mask = maskAmong(selection);
  if (mask !== undefined) return maskSelection(mask, shape, VindexInvalidSelectionError);
  const items = itemsOf(selection, shape, dimensionNames);
  if (items.length !== shape.length) {
    throw new VindexInvalidSelectionError(
      `A coordinate selection needs one integer or index array for each of ${shape.length} dimensions, found ${items.length}`,
    );
  }
  const arrays = items.map((item, axis) => readCoordinates(item, shape[axis] as number, axis));
  const together = broadcastShape(arrays.map((array) => array.shape));
  const result = together.length === 0 ? [1] : together;
  return pointSelection(
    arrays.map((array) => broadcast(array, result)),
    result,
  );
}

interface Coordinates {
  readonly shape: readonly number[];
  readonly values: number[];
}

function itemsOf(
  selection: CoordinateSelection | undefined,
  shape: readonly number[],
  dimensionNames: readonly (string | null)[] | undefined,
): readonly unknown[] {
  if (Array.isArray(selection)) {
    // A plain list of integers can only be the one index array that a single axis takes.
    const isList = shape.length === 1 && selection.length !== 1 && selection.every((item) => !isIndexArrayLike(item));
    return isList ? [selection] : selection;
  }
  if (isIndexArrayLike(selection) || typeof selection !== "object") return [selection];
  return expandItems<unknown>(selection, shape, dimensionNames, (list) => list);
}

function readCoordinates(item: unknown, extent: number, axis: number): Coordinates {
  const isIndex = typeof item === "number" || typeof item === "bigint" || isIndexArrayLike(item);
  const array: IndexArray | undefined = isIndex ? readIndexArray(item, `The index for axis ${axis}`) : undefined;
  if (array === undefined || array.kind === "boolean") {
    throw new VindexInvalidSelectionError(`Axis ${axis} needs an integer or an array of integers`);
  }
  if (array.kind === "empty") return { shape: array.shape, values: [] };
  return { shape: array.shape, values: wrapIndices(array.values, extent, axis) };
}

/** The selection itself, where it is booleans as a whole. */
function maskAmong(selection: unknown): IndexArray | undefined {
  if (isIndexNDArray(selection)) {
    return selection.dtype === "bool" ? readIndexArray(selection, "The mask") : undefined;
  }
  let first = selection;
  while (Array.isArray(first)) first = first[0];
  return typeof first === "boolean" ? readIndexArray(selection, "The mask") : undefined;
}
