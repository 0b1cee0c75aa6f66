import type { Chunk, DataType, Executor, StoreOptions } from "../../contract/index.ts";
import { ValueMismatchError } from "../../error/usage-error.ts";
import { type ErrorPlace, messageOf } from "../../error/zarr-error.ts";
import type { ArrayAccess } from "../../io/access/array-access.ts";
import { readRegion, readRegions } from "../../io/read/read-region.ts";
import type { Scatter } from "../../io/scatter/scatter.ts";
import type { NormalizedSelection } from "../../selection/normalized.ts";
import { placeOf } from "../location/location.ts";
import type { SelectedFields } from "./field.ts";
import { NDArray } from "./nd-array.ts";
import { chunkOf, type NDArrayLike, requireShape } from "./nd-array-like.ts";

export interface ExecutorOptions extends StoreOptions {
  /** Does the work where it accepts it, instead of the executor of the array's settings. */
  readonly executor?: Executor | undefined;
}

export interface BasicGetOptions extends ExecutorOptions {
  /** Memory to read into, of the selection's shape and the array's data type; it is also the answer's memory. */
  readonly out?: NDArrayLike | undefined;
}

/** Reads a selection, or some fields of it. `D` is the data type of the array, or of the fields. */
export async function readElements<D extends string>(
  access: ArrayAccess,
  selection: NormalizedSelection,
  { signal, priority, out, executor }: BasicGetOptions,
  selected?: SelectedFields,
  scatter?: Scatter,
): Promise<NDArray<D>> {
  const dataType = selected?.dataType ?? access.metadata.dataType;
  const target = out === undefined ? undefined : outChunk(out, selection.shape, dataType, placeOf(access));
  const fields = selected?.layout;
  const chunk = await readRegion(access, selection, { signal, priority, executor, out: target, fields, scatter });
  return new NDArray<D>(chunk, dataType);
}

/** Reads several selections; chunks that they share are fetched and decoded once. */
export async function readMany<D extends string>(
  access: ArrayAccess,
  selections: readonly NormalizedSelection[],
  { signal, priority, executor }: ExecutorOptions,
): Promise<NDArray<D>[]> {
  const requests = selections.map((selection) => ({ selection }));
  const chunks = await readRegions(access, requests, { signal, priority, executor });
  return chunks.map((chunk) => new NDArray<D>(chunk, access.metadata.dataType));
}

/** The caller's memory as a chunk; it has to be of this data type, since a copy would not reach the caller. */
function outChunk(out: NDArrayLike, shape: readonly number[], dataType: DataType, place: ErrorPlace): Chunk {
  const elements = dataType.elementsOf(out.data);
  if (elements === undefined) {
    throw new ValueMismatchError(`out.data must be the container of data type ${dataType.name}`, place);
  }
  try {
    requireShape(out.shape, shape);
    return chunkOf(out, elements, dataType);
  } catch (cause) {
    throw new ValueMismatchError(`out does not fit: ${messageOf(cause)}`, { ...place, cause });
  }
}
