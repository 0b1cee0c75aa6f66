import { ArrayIndexError, NegativeStepError } from "../error/usage-error.ts";
import { toInteger, wrapIndex } from "./index-value.ts";
import { type AxisSelection, boxSelection, type NormalizedSelection } from "./normalized.ts";
import { isSlice, type Slice } from "./slice.ts";

/** What selects along one axis: an integer drops the axis, a slice or `null` (everything) keeps it. */
export type BasicItem = number | bigint | Partial<Slice> | null;

/** Selections by dimension name; a pair or triple is a slice. Dimensions left out are whole. */
export interface NamedSelection {
  readonly [dimension: string]:
    | BasicItem
    | readonly [number | null, number | null]
    | readonly [number | null, number | null, number | null];
}

/**
 * A basic selection: one item for each axis, `"..."` for as many whole axes as are missing there, and
 * missing trailing axes are whole. Or an object by dimension name.
 */
export type BasicSelection = readonly (BasicItem | "...")[] | BasicItem | "..." | NamedSelection;

/**
 * Resolves a basic selection against a shape.
 *
 * Slices follow Python: bounds are clipped, any step but zero is allowed, a negative step runs backwards.
 * Throws `ArrayIndexError` (or its kin `BoundsCheckError`, `NegativeStepError`) for anything else.
 */
export function normalizeBasic(
  selection: BasicSelection | undefined,
  shape: readonly number[],
  dimensionNames?: readonly (string | null)[],
): NormalizedSelection {
  const items = expandItems(selection, shape, dimensionNames);
  return boxSelection(items.map((item, axis) => selectAxis(item, shape[axis] as number, axis)));
}

/** What a list under a dimension's name means. */
type NamedList<Item> = (list: readonly unknown[], name: string) => Item;

/**
 * One item for each axis: names looked up, the ellipsis and missing axes filled in with `null`. A list under a name
 * is the bounds of a slice, unless `namedList` says otherwise.
 */
export function expandItems<Item = BasicItem>(
  selection: unknown,
  shape: readonly number[],
  dimensionNames?: readonly (string | null)[],
  namedList: NamedList<Item> = toSlice as NamedList<Item>,
): readonly Item[] {
  if (selection === undefined || selection === null) return shape.map(() => null as Item);
  const listed = toList(selection, shape, dimensionNames, namedList);
  const ellipses = listed.filter((item) => item === "...").length;
  if (ellipses > 1) throw new ArrayIndexError('A selection can hold only one "..."');
  const given = listed.length - ellipses;
  if (given > shape.length) {
    throw new ArrayIndexError(`Too many indices: the array has ${shape.length} dimensions, the selection ${given}`);
  }
  const missing = Array.from({ length: shape.length - given }, () => null);
  const at = ellipses === 1 ? listed.indexOf("...") : listed.length;
  return [...listed.slice(0, at), ...missing, ...listed.slice(at + ellipses)] as Item[];
}

function toList(
  selection: unknown,
  shape: readonly number[],
  dimensionNames: readonly (string | null)[] | undefined,
  namedList: NamedList<unknown>,
): readonly unknown[] {
  if (Array.isArray(selection)) return selection;
  if (typeof selection !== "object" || selection === null || isSlice(selection)) return [selection];
  if (ArrayBuffer.isView(selection) || selection instanceof AbortSignal) {
    throw new ArrayIndexError("A selection must be a list of integers and slices, or an object by dimension name");
  }
  const items: unknown[] = shape.map(() => null);
  for (const [name, item] of Object.entries(selection)) {
    const axis = dimensionNames?.indexOf(name) ?? -1;
    if (axis === -1) {
      const known = dimensionNames?.filter((candidate) => candidate !== null).join(", ") || "none";
      throw new ArrayIndexError(`No dimension is named "${name}"; the array's names are ${known}`);
    }
    items[axis] = Array.isArray(item) ? namedList(item, name) : item;
  }
  return items;
}

function toSlice(bounds: readonly unknown[], name: string): Partial<Slice> {
  if (bounds.length < 2 || bounds.length > 3) {
    throw new ArrayIndexError(`Dimension "${name}" needs [start, stop] or [start, stop, step]`);
  }
  const [start, stop, step] = bounds as readonly (number | null)[];
  return { start: start ?? null, stop: stop ?? null, step: step ?? null };
}

/** Resolves one item against the length of its axis. */
export function selectAxis(item: BasicItem, extent: number, axis: number): AxisSelection {
  if (item === null) return run(0, 1, extent);
  if (isSlice(item)) return selectSlice(item, extent, axis);
  if (typeof item === "number" || typeof item === "bigint") {
    const position = wrapIndex(toInteger(item, `The index for axis ${axis}`), extent, axis);
    return { ...run(position, 1, 1), dropped: true };
  }
  throw new ArrayIndexError(
    `Axis ${axis} needs an integer, a slice or null (lists: oindex, vindex), found ${typeof item}`,
  );
}

function selectSlice(item: Partial<Slice>, extent: number, axis: number): AxisSelection {
  const step = toInteger(item.step ?? 1, `The step for axis ${axis}`);
  if (step === 0) throw new NegativeStepError(`The step for axis ${axis} must not be zero`);
  const lowest = step > 0 ? 0 : -1;
  const highest = step > 0 ? extent : extent - 1;
  const bound = (value: number | bigint | null | undefined, open: number, what: string): number => {
    if (value === null || value === undefined) return open;
    // A bound is clipped to the axis, so one beyond 2^53 needs no exactness.
    const index = typeof value === "bigint" ? Number(value) : toInteger(value, `The ${what} for axis ${axis}`);
    return Math.min(Math.max(index < 0 ? index + extent : index, lowest), highest);
  };
  const start = bound(item.start, step > 0 ? lowest : highest, "start");
  const stop = bound(item.stop, step > 0 ? highest : lowest, "stop");
  return run(start, step, Math.max(0, Math.ceil((stop - start) / step)));
}

function run(start: number, step: number, count: number): AxisSelection {
  return { projection: { kind: "run", start, step, count, target: 0 }, count, dropped: false };
}
