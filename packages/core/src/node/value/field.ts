import type { DataType, JsonValue } from "../../contract/index.ts";
import { ArrayIndexError } from "../../error/usage-error.ts";
import type { ErrorPlace } from "../../error/zarr-error.ts";
import type { ArrayAccess } from "../../io/access/array-access.ts";
import { type FieldLayout, regionScatter } from "../../io/scatter/region-copy.ts";
import { isJsonObject } from "../../json/json-object.ts";
import { resolveDataType, resolveV2DataType } from "../../metadata/data-type.ts";
import type { ArrayMetadata } from "../../metadata/model.ts";
import type { Registry } from "../../registry/registry.ts";
import type { NormalizedSelection } from "../../selection/normalized.ts";
import { placeOf } from "../location/location.ts";
import { type BasicGetOptions, readElements } from "./elements.ts";
import type { NDArray } from "./nd-array.ts";

export interface GetOptions extends BasicGetOptions {
  /** Structured types: one field, whose type the result has, or a list of fields. */
  readonly fields?: string | readonly string[] | undefined;
}

/** Reads a selection, or some fields of it. `D` is the data type of the array, or of the fields. */
export async function readFields<D extends string>(
  access: ArrayAccess,
  selection: NormalizedSelection,
  { fields, ...options }: GetOptions,
  registry: Registry,
): Promise<NDArray<D>> {
  const selected =
    fields === undefined ? undefined : await selectFields(access.metadata, fields, registry, placeOf(access));
  return readElements<D>(access, selection, options, selected, regionScatter);
}

/** Some fields of a structured type, as elements of their own. */
export interface SelectedFields {
  /** The field's own type, or a structured one of several fields. */
  readonly dataType: DataType;
  /** Where the fields lie. */
  readonly layout: FieldLayout;
}

type Field = NonNullable<DataType["fields"]>[number];

/**
 * Looks up one field by its name, or several, which make a structured type in the order asked.
 *
 * Throws `ArrayIndexError` when the array is not structured or has no such field.
 */
export async function selectFields(
  metadata: ArrayMetadata,
  names: string | readonly string[],
  registry: Registry,
  place: ErrorPlace,
): Promise<SelectedFields> {
  const { dataType } = metadata;
  const found = (typeof names === "string" ? [names] : names).map((name) => findField(dataType, name, place));
  if (typeof names === "string") {
    const [field] = found as [Field];
    return { dataType: field.dataType, layout: layoutOf(found, [{ ...field, offset: 0 }], field.dataType) };
  }
  if (names.length === 0 || new Set(names).size < names.length) {
    throw new ArrayIndexError("fields must name at least one field, and none twice", place);
  }
  const struct = await structOf(metadata, names, registry, place);
  return { dataType: struct, layout: layoutOf(found, struct.fields ?? [], struct) };
}

function findField({ name: type, fields }: DataType, name: string, place: ErrorPlace): Field {
  if (fields === undefined) throw new ArrayIndexError(`An array of data type ${type} has no fields`, place);
  const field = fields.find((candidate) => candidate.name === name);
  if (field !== undefined) return field;
  const known = fields.map((candidate) => candidate.name).join(", ");
  throw new ArrayIndexError(`No field is named ${JSON.stringify(name)}; the array's fields are ${known}`, place);
}

function layoutOf(from: readonly Field[], to: readonly Field[], { itemSize }: DataType): FieldLayout {
  const spans = from.map(({ dataType, offset }, index) => ({
    chunkOffset: offset,
    offset: to[index]?.offset as number,
    size: dataType.itemSize as number,
  }));
  return { itemSize: itemSize as number, spans };
}

/** A structured type of some fields of another. Each version of the format spells some that the other cannot. */
function structOf(
  { dataType, zarrFormat }: ArrayMetadata,
  names: readonly string[],
  registry: Registry,
  place: ErrorPlace,
): Promise<DataType> {
  const { metadata, v2 } = dataType;
  if (zarrFormat === 2) return resolveV2DataType(pick(v2?.dtype, 0, names), undefined, registry, place);
  const configuration =
    isJsonObject(metadata) && isJsonObject(metadata["configuration"]) ? metadata["configuration"] : {};
  const fields = pick(configuration["fields"], "name", names);
  return resolveDataType({ name: dataType.name, configuration: { ...configuration, fields } }, registry, place);
}

/** The declarations of some fields, in the order asked. */
function pick(declarations: JsonValue | undefined, nameKey: 0 | "name", names: readonly string[]): JsonValue[] {
  const list = (Array.isArray(declarations) ? declarations : []) as readonly { readonly [key: string]: JsonValue }[];
  return names.flatMap((name) => list.filter((declaration) => declaration[nameKey] === name));
}
