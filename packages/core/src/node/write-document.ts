import type { JsonObject, StoreOptions, WriteOptions } from "../contract/index.ts";
import { MetadataValidationError } from "../error/metadata-error.ts";
import { type ErrorPlace, messageOf } from "../error/zarr-error.ts";
import { coordinationOf } from "../io/coordination.ts";
import { encodeJson } from "../json/encode-json.ts";
import { requireWritable, writeValue } from "../store/access.ts";
import { readDocument } from "./document.ts";
import { keyBelow, type Location, placeOf } from "./location.ts";

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
