import type { JsonObject, MaybePromise, StoreOptions, Synchronizer, WriteOptions } from "../../contract/index.ts";
import { MetadataValidationError } from "../../error/metadata-error.ts";
import { type ErrorPlace, messageOf } from "../../error/zarr-error.ts";
import { putValue } from "../../io/coordination/put-value.ts";
import { updateValue } from "../../io/coordination/update-value.ts";
import { encodeJson } from "../../json/encode-json.ts";
import { requireWritable } from "../../store/access.ts";
import type { VersionedValue } from "../../store/versioned-value.ts";
import { keyBelow, type Location, placeOf } from "../location/location.ts";
import { parseDocument } from "./document.ts";

/**
 * Writes a metadata document; `false` when `ifVersion` did not hold. Throws a `MetadataValidationError` for what JSON
 * cannot hold.
 */
export async function writeDocument(
  location: Location,
  name: string,
  document: JsonObject,
  options: WriteOptions = {},
): Promise<boolean> {
  return putValue(location.store, keyBelow(location.path, name), encodeDocument(location, name, document), options);
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

export interface ChangeOptions extends StoreOptions {
  /** Gives turns beyond this process. */
  readonly synchronizer: Synchronizer | undefined;
  /** As {@link updateValue} takes it. */
  readonly isClaim?: boolean | undefined;
}

/**
 * Changes a document from what is stored now, so that nobody's change is lost (see {@link updateValue}). `change` may be
 * called several times, and answers `undefined` to leave the document as it is.
 */
export async function changeDocument(
  location: Location,
  name: string,
  change: (document: JsonObject | undefined, place: ErrorPlace) => MaybePromise<JsonObject | undefined>,
  { synchronizer, isClaim, signal }: ChangeOptions,
): Promise<void> {
  const { store, path } = location;
  const key = keyBelow(path, name);
  const place = { ...placeOf(location), key };
  requireWritable(store, key);
  const apply = async ({ bytes, version }: VersionedValue): Promise<boolean> => {
    const changed = await change(await parseDocument(bytes, location, name), place);
    if (changed === undefined) return true;
    return writeDocument(location, name, changed, { signal, ifVersion: version });
  };
  await updateValue({ store, key, place, synchronizer, signal }, apply, { isClaim });
}
