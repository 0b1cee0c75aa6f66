import { ArrayIndexError } from "../error/usage-error.ts";
import { toInteger } from "./index-value.ts";

/** A typed array of whole numbers. */
export type IntegerArray =
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Uint8Array
  | Uint8ClampedArray
  | Uint16Array
  | Uint32Array
  | BigUint64Array;

/** Integers or booleans in nested lists. */
export type NestedIndices = readonly (number | bigint | boolean)[] | readonly NestedIndices[];

/** Integers or booleans as an n-dimensional array. `dtype` tells a `Uint8Array` of booleans from one of numbers. */
export interface IndexNDArray {
  /** The integers or booleans. */
  readonly data: unknown;
  /** Length along each axis. */
  readonly shape: readonly number[];
  /** C order when left out. */
  readonly stride?: readonly number[] | undefined;
  /** Position of the first element in `data`; 0 when left out. */
  readonly offset?: number | undefined;
  /** Name of the data type; found from `data` when left out. */
  readonly dtype?: string | undefined;
}

/** A stored array of integers or booleans, which is read before it selects: a `ZarrArray`. */
export interface StoredIndices {
  /** Tells an array from other things. */
  readonly kind: "array";
  /** Name of the data type. */
  readonly dtype: string;
  /** Length along each axis. */
  readonly shape: readonly number[];
}

/** Integers or booleans that select. None of them is ever changed. */
export type IndexArrayLike = NestedIndices | IntegerArray | IndexNDArray | StoredIndices;

/** What was given, read: in C order and in memory of its own. An array without elements is of either kind. */
export type IndexArray =
  | { readonly kind: "integer"; readonly shape: readonly number[]; readonly values: number[] }
  | { readonly kind: "boolean"; readonly shape: readonly number[]; readonly values: Uint8Array }
  | { readonly kind: "empty"; readonly shape: readonly number[] };

export function isIndexNDArray(value: unknown): value is IndexNDArray {
  return (
    typeof value === "object" && value !== null && "data" in value && "shape" in value && Array.isArray(value.shape)
  );
}

/** True for a list, a typed array or an n-dimensional array, whatever it holds. */
export function isIndexArrayLike(value: unknown): value is NestedIndices | IntegerArray | IndexNDArray {
  return Array.isArray(value) || ArrayBuffer.isView(value) || isIndexNDArray(value);
}

/** Reads integers or booleans; `what` names them in messages. Throws an `ArrayIndexError` for anything else. */
export function readIndexArray(value: unknown, what: string): IndexArray {
  if (isIndexNDArray(value)) return fromNDArray(value, what);
  if (ArrayBuffer.isView(value)) return fromNDArray({ data: value, shape: [lengthOf(value, what)] }, what);
  const shape = listShape(value);
  return collect(shape, undefined, what, (visit) => visitLists(value, shape, 0, what, visit));
}

/** The positions of what is true. */
export function truePositions(values: Uint8Array): number[] {
  const positions: number[] = [];
  for (let i = 0; i < values.length; i++) if (values[i] === 1) positions.push(i);
  return positions;
}

const integerName = /^u?int[0-9]+$/;

function fromNDArray({ data, shape, stride, offset = 0, dtype }: IndexNDArray, what: string): IndexArray {
  const isFloat = data instanceof Float32Array || data instanceof Float64Array;
  if (isFloat || (dtype !== undefined && dtype !== "bool" && !integerName.test(dtype))) {
    throw new ArrayIndexError(`${what} must hold integers or booleans, found ${dtype ?? "floating-point numbers"}`);
  }
  const length = lengthOf(data, what);
  const { get } = data as { get?: unknown };
  const list = data as ArrayLike<unknown> & { get(index: number): unknown };
  const read = typeof get === "function" ? (at: number) => list.get(at) : (at: number) => list[at];
  const checked = (at: number): unknown => {
    if (at >= 0 && at < length) return read(at);
    throw new ArrayIndexError(`${what} has shape [${shape.join(", ")}], but its data has ${length} elements`);
  };
  return collect(shape, dtype === "bool" ? "boolean" : undefined, what, (visit) =>
    visitStrided(shape, stride, offset, (at) => visit(checked(at))),
  );
}

function lengthOf(data: unknown, what: string): number {
  const { length } = (data ?? {}) as { length?: unknown };
  if (typeof length === "number") return length;
  throw new ArrayIndexError(`${what} must be a list or a typed array of integers or booleans`);
}

/** Takes in values in C order. Unless it is known, the first says whether all are integers or booleans. */
function collect(
  shape: readonly number[],
  known: "boolean" | undefined,
  what: string,
  visitAll: (visit: (value: unknown) => void) => void,
): IndexArray {
  const count = shape.reduce((product, size) => product * size, 1);
  let isBoolean = known === "boolean";
  const values: number[] = [];
  let bits = new Uint8Array();
  let next = 0;
  visitAll((value) => {
    if (next === 0) {
      isBoolean ||= typeof value === "boolean";
      if (isBoolean) bits = new Uint8Array(count);
    }
    if (isBoolean) bits[next] = toBit(value, what, known !== undefined);
    else values.push(toInteger(value, what));
    next++;
  });
  if (count === 0) return { kind: "empty", shape };
  return isBoolean ? { kind: "boolean", shape, values: bits } : { kind: "integer", shape, values };
}

function toBit(value: unknown, what: string, mayBeNumber: boolean): 0 | 1 {
  if (typeof value === "boolean") return value ? 1 : 0;
  if (mayBeNumber && typeof value === "number") return value === 0 ? 0 : 1;
  throw new ArrayIndexError(`${what} mixes booleans with ${typeof value} ${String(value)}`);
}

/** The lengths of the first list at each level. */
function listShape(list: unknown): number[] {
  const shape: number[] = [];
  for (let level = list; Array.isArray(level); level = level[0]) shape.push(level.length);
  return shape;
}

function visitLists(
  list: unknown,
  shape: readonly number[],
  axis: number,
  what: string,
  visit: (value: unknown) => void,
): void {
  if (axis === shape.length) {
    visit(list);
    return;
  }
  if (!Array.isArray(list) || list.length !== shape[axis]) {
    throw new ArrayIndexError(`${what} must be nested lists of equal lengths`);
  }
  for (const item of list) visitLists(item, shape, axis + 1, what, visit);
}

/** Positions of an n-dimensional array's elements, in C order. */
function visitStrided(
  shape: readonly number[],
  stride: readonly number[] | undefined,
  offset: number,
  visit: (position: number) => void,
): void {
  const count = shape.reduce((product, size) => product * size, 1);
  if (stride === undefined) {
    for (let position = offset; position < offset + count; position++) visit(position);
    return;
  }
  const level = (axis: number, position: number): void => {
    if (axis === shape.length) {
      visit(position);
      return;
    }
    const step = stride[axis] ?? 0;
    for (let i = 0; i < (shape[axis] as number); i++) level(axis + 1, position + i * step);
  };
  level(0, offset);
}
