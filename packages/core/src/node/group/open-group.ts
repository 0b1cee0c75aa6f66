import type { OpenGroupOptions } from "../document/find-documents.ts";
import { firstDocument } from "../document/first-document.ts";
import type { Environment } from "../location/environment.ts";
import type { Location } from "../location/location.ts";
import type { ReadableGroup } from "./readable-group.ts";

/**
 * Opens the group at a place to be read. The code that reads is loaded while the store answers.
 *
 * Throws `GroupNotFoundError`, `ContainsArrayError`, `MetadataValidationError`, `StoreError`.
 */
export async function openGroup(
  location: Location,
  environment: Environment,
  options: OpenGroupOptions = {},
): Promise<ReadableGroup> {
  const [{ readableGroup }, first] = await Promise.all([
    import("./readable-group.ts"),
    firstDocument(location, options),
  ]);
  return readableGroup(location, environment, options, first);
}
