import type { JsonObject, StoreOptions, WriteOptions } from "../contract/index.ts";
import { MetadataValidationError } from "../error/metadata-error.ts";
import { type ErrorPlace, messageOf } from "../error/zarr-error.ts";
import { coordinationOf } from "../io/coordination.ts";
import { decodeJson } from "../json/decode-json.ts";
import { encodeJson } from "../json/encode-json.ts";
import { requireObject } from "../metadata/check.ts";
import { readValue, requireWritable, writeValue } from "../store/access.ts";
import { keyBelow, type Location, placeOf } from "./location.ts";

/** Names of metadata documents. */
export const documentNames = {
  v3: "zarr.json",
  v2Array: ".zarray",
  v2Group: ".zgroup",
  v2Attributes: ".zattrs",
  v2Consolidated: ".zmetadata",
} as const;

/** Reads a metadata document; `undefined` when there is none. Broken JSON is an error that names the key. */
export async function readDocument(
  location: Location,
  name: string,
  options: StoreOptions = {},
): Promise<JsonObject | undefined> {
  const key = keyBelow(location.path, name);
  const bytes = await readValue(location.store, key, options);
  if (bytes === undefined) return undefined;
  const place = { ...placeOf(location), key };
  try {
    return requireObject(await decodeJson(bytes), place);
  } catch (cause) {
    if (cause instanceof MetadataValidationError) throw cause;
    throw new MetadataValidationError(`The metadata document is not valid JSON: ${messageOf(cause)}`, {
      ...place,
      cause,
    });
  }
}

/** Writes a metadata document. Throws a `MetadataValidationError` for what JSON cannot hold. */
export async function writeDocument(
  location: Location,
  name: string,
  document: JsonObject,
  options: WriteOptions = {},
): Promise<void> {
  await writeValue(location.store, keyBelow(location.path, name), encodeDocument(location, name, document), options);
}

/** The bytes of a metadata document, indented by two as zarr-python does; version 2 consolidates in one line. */
export function encodeDocument(location: Location, name: string, document: JsonObject): Uint8Array {
  try {
    return encodeJson(document, "zarr_consolidated_format" in document ? 0 : 2);
  } catch (cause) {
    const place = { ...placeOf(location), key: keyBelow(location.path, name) };
    throw new MetadataValidationError(`The metadata cannot be written as JSON: ${messageOf(cause)}`, {
      ...place,
      cause,
    });
  }
}

/** Changes a stored document, in turn with others who do; `change` answers `undefined` to leave it as it is. */
export async function changeDocument(
  location: Location,
  name: string,
  change: (document: JsonObject, place: ErrorPlace) => JsonObject | undefined,
  options: StoreOptions = {},
): Promise<void> {
  const key = keyBelow(location.path, name);
  requireWritable(location.store, key);
  await coordinationOf(location.store).exclusively(key, async () => {
    const document = await readDocument(location, name, options);
    const changed = document && change(document, { ...placeOf(location), key });
    if (changed !== undefined) await writeDocument(location, name, changed, options);
  });
}
