import { ArrayIndexError } from "../error/usage-error.ts";
import { type BasicItem, expandItems, selectAxis } from "./basic.ts";
import { type IndexArrayLike, isIndexArrayLike, readIndexArray, truePositions } from "./index-array.ts";
import { wrapIndices } from "./index-value.ts";
import { type AxisSelection, boxSelection, type NormalizedSelection } from "./normalized.ts";

/** What selects along one axis: what a basic selection takes, or a list of integers or of as many booleans as the axis is long. */
export type OrthogonalItem = BasicItem | IndexArrayLike;

/**
 * One item for each axis, each selecting along its axis by itself; `"..."` and missing trailing axes are whole. Or an
 * object by dimension name, in which a list is a list of indices.
 */
export type OrthogonalSelection =
  | readonly (OrthogonalItem | "...")[]
  | Exclude<OrthogonalItem, readonly unknown[]>
  | "..."
  | { readonly [dimension: string]: OrthogonalItem };

/**
 * Resolves an orthogonal selection against a shape. Indices may count from the end, repeat and come in any order;
 * slices are those of a basic selection.
 *
 * Throws `ArrayIndexError` (or its kin `BoundsCheckError`, `NegativeStepError`) for anything else.
 */
export function normalizeOrthogonal(
  selection: OrthogonalSelection | undefined,
  shape: readonly number[],
  dimensionNames?: readonly (string | null)[],
): NormalizedSelection {
  const single = !Array.isArray(selection) && isIndexArrayLike(selection);
  const items = expandItems<OrthogonalItem>(
    single ? [selection] : selection,
    shape,
    dimensionNames,
    (list) => list as OrthogonalItem,
  );
  return boxSelection(items.map((item, axis) => selectOrthogonal(item, shape[axis] as number, axis)));
}

function selectOrthogonal(item: OrthogonalItem, extent: number, axis: number): AxisSelection {
  if (!isIndexArrayLike(item)) return selectAxis(item as BasicItem, extent, axis);
  const indices = readIndexArray(item, `The index list for axis ${axis}`);
  if (indices.shape.length === 0 && indices.kind === "integer") {
    return selectAxis(indices.values[0] as number, extent, axis);
  }
  if (indices.shape.length !== 1) {
    throw new ArrayIndexError(`Axis ${axis} needs a list of one dimension, found ${indices.shape.length} dimensions`);
  }
  if (indices.kind === "empty") return list([]);
  if (indices.kind === "integer") return list(wrapIndices(indices.values, extent, axis));
  if (indices.values.length !== extent) {
    throw new ArrayIndexError(`Axis ${axis} needs ${extent} booleans, found ${indices.values.length}`);
  }
  return list(truePositions(indices.values));
}

function list(positions: number[]): AxisSelection {
  const targets = positions.map((_, target) => target);
  return { projection: { kind: "list", positions, targets }, count: positions.length, dropped: false };
}
