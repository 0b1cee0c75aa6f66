import type { JsonObject, StoreOptions } from "../../contract/index.ts";
import { MetadataValidationError } from "../../error/metadata-error.ts";
import { messageOf } from "../../error/zarr-error.ts";
import { readTogether } from "../../io/read/read-together.ts";
import { decodeJson } from "../../json/decode-json.ts";
import { requireObject } from "../../metadata/check.ts";
import { documentPlace, keyBelow, type Location } from "../location/location.ts";

/**
 * Reads a metadata document, together with others who read it now; not for changing it. `undefined` when there is none. Broken
 * JSON is an error that names the key.
 */
export async function readDocumentTogether(
  location: Location,
  name: string,
  options: StoreOptions = {},
): Promise<JsonObject | undefined> {
  return parseDocument(await readTogether(location.store, keyBelow(location.path, name), options), location, name);
}

/** The same for the bytes of a document, `undefined` when there are none. */
export async function parseDocument(
  bytes: Uint8Array | undefined,
  location: Location,
  name: string,
): Promise<JsonObject | undefined> {
  if (bytes === undefined) return undefined;
  const place = documentPlace(location, name);
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
