import type { JsonObject, StoreOptions } from "../contract/index.ts";
import { MetadataValidationError } from "../error/metadata-error.ts";
import { messageOf } from "../error/zarr-error.ts";
import { decodeJson, encodeJson } from "../json/json-bytes.ts";
import { requireObject } from "../metadata/check.ts";
import { readValue, writeValue } from "../store/access.ts";
import { keyBelow, type Location } from "./location.ts";

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
  const place = { store: location.store.description, path: location.path, key };
  try {
    return requireObject(decodeJson(bytes), place);
  } catch (cause) {
    if (cause instanceof MetadataValidationError) throw cause;
    throw new MetadataValidationError(`The metadata document is not valid JSON: ${messageOf(cause)}`, {
      ...place,
      cause,
    });
  }
}

/** Writes a metadata document, indented by two as zarr-python does. */
export async function writeDocument(
  location: Location,
  name: string,
  document: JsonObject,
  options: StoreOptions = {},
): Promise<void> {
  const key = keyBelow(location.path, name);
  let bytes: Uint8Array;
  try {
    bytes = encodeJson(document, 2);
  } catch (cause) {
    const place = { store: location.store.description, path: location.path, key };
    throw new MetadataValidationError(`The metadata cannot be written as JSON: ${messageOf(cause)}`, {
      ...place,
      cause,
    });
  }
  await writeValue(location.store, key, bytes, options);
}
