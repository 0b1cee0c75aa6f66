import type { Chunk, DataType, StoreOptions } from "../contract/index.ts";
import { ArrayIndexError, ValueMismatchError } from "../error/usage-error.ts";
import type { ErrorPlace } from "../error/zarr-error.ts";
import type { ArrayAccess } from "../io/array-access.ts";
import { readRegion, readRegions } from "../io/read-region.ts";
import { writeRegion } from "../io/write-region.ts";
import type { Registry } from "../registry/registry.ts";
import type { NormalizedSelection } from "../selection/normalized.ts";
import { selectFields } from "./field.ts";
import { placeOf } from "./location.ts";
import { NDArray } from "./nd-array.ts";
import { inMemory } from "./stored-array.ts";
import { layOut, layOutPoints, type NDArrayLike } from "./value.ts";

export interface GetOptions extends StoreOptions {
  /** Memory to read into, of the selection's shape and the array's data type; it is also the answer's memory. */
  readonly out?: NDArrayLike | undefined;
  /** Structured types: one field, whose type the result has, or a list of fields. */
  readonly fields?: string | readonly string[] | undefined;
}

export interface SetOptions extends StoreOptions {
  /** Structured types: the one field to write; the others keep what they have. */
  readonly fields?: string | undefined;
}

/** Reads a selection, or some fields of it. `D` is the data type of the array, or of the fields. */
export async function readElements<D extends string>(
  access: ArrayAccess,
  selection: NormalizedSelection,
  { signal, out, fields }: GetOptions,
  registry: Registry,
): Promise<NDArray<D>> {
  const place = placeOf(access);
  const selected = fields === undefined ? undefined : await selectFields(access.metadata, fields, registry, place);
  const dataType = selected?.dataType ?? access.metadata.dataType;
  const target = out === undefined ? undefined : outChunk(out, selection.shape, dataType, place);
  const chunk = await readRegion(access, selection, { signal, out: target, fields: selected?.layout });
  return new NDArray<D>(chunk, dataType);
}

/** Reads several selections; chunks that they share are fetched and decoded once. */
export async function readMany<D extends string>(
  access: ArrayAccess,
  selections: readonly NormalizedSelection[],
  { signal }: StoreOptions,
): Promise<NDArray<D>[]> {
  const requests = selections.map((selection) => ({ selection }));
  const chunks = await readRegions(access, requests, { signal });
  return chunks.map((chunk) => new NDArray<D>(chunk, access.metadata.dataType));
}

/** Writes a value, which may be an array in a store, to a selection, or to one field of it. */
export async function writeElements(
  access: ArrayAccess,
  selection: NormalizedSelection,
  value: unknown,
  { signal, fields }: SetOptions,
  registry: Registry,
): Promise<void> {
  const place = placeOf(access);
  if (fields !== undefined && typeof fields !== "string") {
    throw new ArrayIndexError("One field can be written at a time", place);
  }
  const selected = fields === undefined ? undefined : await selectFields(access.metadata, fields, registry, place);
  const dataType = selected?.dataType ?? access.metadata.dataType;
  const given = await inMemory(value, { signal });
  const lay = selection.region.kind === "points" ? layOutPoints : layOut;
  const chunk = lay(given, selection.shape, dataType, place);
  await writeRegion(access, selection, chunk, { signal, fields: selected?.layout });
}

/** The caller's memory as a chunk; it has to be of this data type, since a copy would not reach the caller. */
function outChunk(out: NDArrayLike, shape: readonly number[], dataType: DataType, place: ErrorPlace): Chunk {
  const elements = dataType.elementsOf(out.data);
  if (elements === undefined) {
    throw new ValueMismatchError(`out.data must be the container of data type ${dataType.name}`, place);
  }
  return { ...layOut(out, shape, dataType, place), elements };
}
