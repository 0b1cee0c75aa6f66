import type { Environment } from "./environment.ts";
import type { OpenGroupOptions } from "./find-documents.ts";
import { firstDocument } from "./first-document.ts";
import type { Location } from "./location.ts";
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
