import type { ArrayMetadata, GroupMetadata } from "../../metadata/model.ts";
import { ReadableArray } from "../array/readable-array.ts";
import { readAccess } from "../array/reader.ts";
import type { OpenGroupOptions } from "../document/find-documents.ts";
import type { FirstDocument } from "../document/first-document.ts";
import { readGroup } from "../document/open.ts";
import type { Environment } from "../location/environment.ts";
import type { Location } from "../location/location.ts";
import { GroupOf } from "./group-of.ts";

/** A stored group to be read: attributes, and arrays and groups by name. */
export class ReadableGroup extends GroupOf<ReadableArray, ReadableGroup> {
  protected async arrayOf(location: Location, metadata: ArrayMetadata): Promise<ReadableArray> {
    return new ReadableArray(await readAccess(location, metadata, this.environment), this.environment);
  }

  protected groupOf(location: Location, metadata: GroupMetadata): ReadableGroup {
    return new ReadableGroup(location, metadata, this.environment);
  }
}

/** Opens a group whose first document was asked for already. See `openGroup`. */
export async function readableGroup(
  location: Location,
  environment: Environment,
  options: OpenGroupOptions,
  first: FirstDocument | undefined,
): Promise<ReadableGroup> {
  return new ReadableGroup(location, await readGroup(location, environment, options, first), environment);
}
