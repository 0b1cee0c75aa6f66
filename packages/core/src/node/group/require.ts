import type { DataType, StoreOptions } from "../../contract/index.ts";
import { ContainsGroupError } from "../../error/node-error.ts";
import { ValueMismatchError } from "../../error/usage-error.ts";
import type { ErrorPlace } from "../../error/zarr-error.ts";
import { mergeConfig } from "../../io/access/config.ts";
import { parseDataType } from "../../metadata/data-type.ts";
import type { GroupMetadata } from "../../metadata/model.ts";
import { ZarrArray } from "../array/array.ts";
import { tuple } from "../array/array-info.ts";
import type { ArrayCreationOptions } from "../creation/creation-options.ts";
import type { NodeMetadata } from "../document/parse-documents.ts";
import type { Environment } from "../location/environment.ts";
import { type Location, placeOf } from "../location/location.ts";
import { joinPath } from "../location/path.ts";
import { canCastSafely, sameDataType } from "../value/safe-cast.ts";
import { findMember, parseMember } from "./members.ts";

export interface RequireArrayOptions extends ArrayCreationOptions {
  /** Whether an array that exists has to have that very data type; otherwise one that fits in it will do. */
  readonly exact?: boolean | undefined;
}

/**
 * The node at a path: from consolidated metadata, or from the store when it was made since. To be required is to be
 * there, so that what is stale does not count.
 */
export async function findStored(
  group: Location,
  metadata: GroupMetadata,
  path: string,
  environment: Environment,
  options: StoreOptions,
): Promise<NodeMetadata | undefined> {
  const live = { ...metadata, consolidated: undefined };
  const member =
    (await findMember(group, metadata, path, options)) ??
    (metadata.consolidated && (await findMember(group, live, path, options)));
  return member && parseMember(member, group, environment);
}

/** The array at a path when it is as the options ask, `undefined` where nothing is. Throws for anything else. */
export async function findFittingArray<D extends string>(
  group: Location,
  metadata: GroupMetadata,
  path: string,
  environment: Environment,
  options: RequireArrayOptions,
): Promise<ZarrArray<D> | undefined> {
  const node = await findStored(group, metadata, path, environment, { signal: options.signal });
  if (node === undefined) return undefined;
  const location = { store: group.store, path: joinPath(group.path, path) };
  const place = placeOf(location);
  if (node.kind === "group") throw new ContainsGroupError("An array is required, and a group is here", place);
  requireShape(node.metadata.shape, options.shape, place);
  await requireDataType(node.metadata.dataType, options, environment, place);
  const config = mergeConfig(environment.config, options.config);
  return ZarrArray.fromMetadata<D>(location, node.metadata, { ...environment, config });
}

function requireShape(found: readonly number[], required: readonly number[] | number, place: ErrorPlace): void {
  const shape = typeof required === "number" ? [required] : required;
  if (shape.length === found.length && shape.every((size, axis) => size === found[axis])) return;
  throw new ValueMismatchError(
    `An array of shape ${tuple(shape)} is required, and one of ${tuple(found)} is here`,
    place,
  );
}

async function requireDataType(
  found: DataType,
  { dtype = "float64", exact = false }: RequireArrayOptions,
  { registry }: Environment,
  place: ErrorPlace,
): Promise<void> {
  const required = await parseDataType(dtype, registry, place);
  if (exact ? sameDataType(found, required) : canCastSafely(found, required)) return;
  const text = exact ? required.name : `${required.name}, or one that fits in it,`;
  throw new ValueMismatchError(`Data type ${text} is required, and ${found.name} is here`, place);
}
