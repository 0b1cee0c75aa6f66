import type { ArrayAccess } from "../../io/access/array-access.ts";
import type { ArrayMetadata } from "../../metadata/model.ts";
import type { OpenOptions } from "../document/find-documents.ts";
import type { FirstDocument } from "../document/first-document.ts";
import { readArray } from "../document/read-array.ts";
import { openAccess } from "../location/access.ts";
import type { Environment } from "../location/environment.ts";
import type { Location } from "../location/location.ts";
import { ReadableArray } from "./readable-array.ts";

/** Opens an array whose first document was asked for already. See `openArray`. */
export async function readableArray<D extends string>(
  location: Location,
  environment: Environment,
  options: OpenOptions,
  first: FirstDocument | undefined,
): Promise<ReadableArray<D>> {
  const metadata = await readArray(location, environment, options, first);
  return new ReadableArray<D>(await readAccess(location, metadata, environment), environment);
}

/** Makes ready to read the array of some metadata. */
export function readAccess(
  location: Location,
  metadata: ArrayMetadata,
  environment: Environment,
): Promise<ArrayAccess> {
  return openAccess(location, metadata, environment, { loadSpecialReads: () => import("./special-reads.ts") });
}
