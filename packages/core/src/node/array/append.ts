import type { Chunk, DataType, StoreOptions } from "../../contract/index.ts";
import { InvalidArgumentError, ValueMismatchError } from "../../error/usage-error.ts";
import { type ErrorPlace, messageOf } from "../../error/zarr-error.ts";
import type { ArrayMetadata } from "../../metadata/model.ts";
import { normalizeBasic } from "../../selection/basic.ts";
import type { NormalizedSelection } from "../../selection/normalized.ts";
import { isNDArrayLike } from "../value/nd-array-like.ts";
import { nestedListShape } from "../value/nested-list.ts";
import { layOut } from "../value/value.ts";

export interface AppendOptions extends StoreOptions {
  /** The axis along which the array grows; 0 when left out. May count from the end. */
  readonly axis?: number | undefined;
}

/** Data to append, checked against what is known before the array grows. */
export interface Addition {
  readonly chunk: Chunk;
  /** The shape that an array of a shape has with the addition. Throws a `ValueMismatchError` when they do not fit. */
  grown(shape: readonly number[]): readonly number[];
  /** Where the addition goes in the grown array. */
  place(grown: readonly number[]): NormalizedSelection;
}

/** Lays out data to append. Throws `InvalidArgumentError` for an axis that is none, `ValueMismatchError`. */
export function layOutAddition(
  data: unknown,
  { dataType, shape }: ArrayMetadata,
  { axis: given = 0 }: AppendOptions,
  where: ErrorPlace,
): Addition {
  const rank = shape.length;
  const axis = given < 0 ? given + rank : given;
  if (!Number.isInteger(axis) || axis < 0 || axis >= rank) {
    throw new InvalidArgumentError(`axis must be one of ${rank} dimensions, found ${given}`, where);
  }
  const added = shapeOf(data, rank, dataType, where);
  const length = added[axis] as number;
  return {
    chunk: layOut(data, added, dataType, where),
    grown(stored) {
      const fits = stored.every((extent, other) => other === axis || extent === added[other]);
      if (fits) return stored.with(axis, (stored[axis] as number) + length);
      const shapes = `the array has shape [${stored.join(", ")}], the data [${added.join(", ")}]`;
      throw new ValueMismatchError(`Data to append must fit along all axes but ${axis}: ${shapes}`, where);
    },
    place(grown) {
      const start = (grown[axis] as number) - length;
      const items = grown.map((extent, other) => (other === axis ? { start, stop: extent } : null));
      return normalizeBasic(items, grown);
    },
  };
}

/** The shape of data, which has as many dimensions as the array. */
function shapeOf(data: unknown, rank: number, dataType: DataType, where: ErrorPlace): readonly number[] {
  let shape: readonly number[] = [];
  try {
    if (isNDArrayLike(data)) shape = data.shape;
    else if (Array.isArray(data)) shape = nestedListShape(data, rank);
    else shape = flatShape(data, dataType);
  } catch (cause) {
    throw new ValueMismatchError(`The data to append is not an array: ${messageOf(cause)}`, { ...where, cause });
  }
  if (shape.length === rank) return shape;
  throw new ValueMismatchError(
    `Data to append to an array of ${rank} dimensions needs as many, found ${shape.length}`,
    where,
  );
}

/** A container without a shape is one axis long. */
function flatShape(data: unknown, dataType: DataType): readonly number[] {
  const elements = typeof data === "object" && data !== null ? dataType.elementsOf(data) : undefined;
  if (elements !== undefined) return [elements.length / (dataType.itemSize || 1)];
  return ArrayBuffer.isView(data) && "length" in data ? [data.length as number] : [];
}
