import type { OpenOptions } from "../document/find-documents.ts";
import { firstDocument } from "../document/first-document.ts";
import type { Environment } from "../location/environment.ts";
import type { Location } from "../location/location.ts";
import type { ReadableArray } from "./readable-array.ts";

/**
 * Opens the array at a place to be read. The code that reads is loaded while the store answers.
 *
 * Throws `ArrayNotFoundError`, `NodeTypeValidationError`, `MetadataValidationError`, `StoreError`.
 */
export async function openArray<D extends string = string>(
  location: Location,
  environment: Environment,
  options: OpenOptions = {},
): Promise<ReadableArray<D>> {
  const [{ readableArray }, first] = await Promise.all([import("./reader.ts"), firstDocument(location, options)]);
  return readableArray<D>(location, environment, options, first);
}
