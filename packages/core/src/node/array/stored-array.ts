import type { StoreOptions } from "../../contract/index.ts";
import { ArrayIndexError } from "../../error/usage-error.ts";
import type { NDArray } from "../value/nd-array.ts";

/** An array in a store, also of another copy of this library. */
export interface StoredArray {
  readonly kind: "array";
  readonly dtype: string;
  get(selection: undefined, options: StoreOptions): Promise<NDArray>;
}

export function isStoredArray(value: unknown): value is StoredArray {
  return (
    typeof value === "object" &&
    value !== null &&
    "kind" in value &&
    value.kind === "array" &&
    "get" in value &&
    typeof value.get === "function"
  );
}

/** Reads a value that is a stored array; any other is answered as it is. */
export async function inMemory(value: unknown, { signal }: StoreOptions): Promise<unknown> {
  return isStoredArray(value) ? value.get(undefined, { signal }) : value;
}

/**
 * Reads the stored arrays in a selection: itself, or its items.
 *
 * Throws `ArrayIndexError` for one that holds neither integers nor booleans, before it is read.
 */
export async function selectionInMemory<Selection>(selection: Selection, options: StoreOptions): Promise<Selection> {
  if (isStoredArray(selection)) return (await readIndices(selection, options)) as Selection;
  if (Array.isArray(selection)) {
    if (!selection.some(isStoredArray)) return selection;
    return (await Promise.all(selection.map((item) => readIndices(item, options)))) as Selection;
  }
  const isPlain =
    typeof selection === "object" && selection !== null && Object.getPrototypeOf(selection) === Object.prototype;
  if (!isPlain || !Object.values(selection).some(isStoredArray)) return selection;
  const items = Object.entries(selection).map(async ([name, item]) => [name, await readIndices(item, options)]);
  return Object.fromEntries(await Promise.all(items)) as Selection;
}

async function readIndices(item: unknown, options: StoreOptions): Promise<unknown> {
  if (isStoredArray(item) && !/^(?:bool|u?int[0-9]+)$/.test(item.dtype)) {
    throw new ArrayIndexError(`An array that selects must hold integers or booleans, found data type ${item.dtype}`);
  }
  return inMemory(item, options);
}
