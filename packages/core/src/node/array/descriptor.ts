import type { ArrayDescriptor, Store } from "../../contract/index.ts";
import { type ArrayConfigOptions, mergeConfig } from "../../io/access/config.ts";
import type { ArrayMetadata } from "../../metadata/model.ts";
import { parseArray } from "../document/read-array.ts";
import type { Environment } from "../location/environment.ts";
import type { Location } from "../location/location.ts";

/** What a descriptor says, checked as metadata from a store would be. */
export interface DescribedArray {
  readonly location: Location;
  readonly metadata: ArrayMetadata;
  readonly environment: Environment;
}

/** Reads a descriptor; the store is not asked for anything. Throws `MetadataValidationError` and its kin. */
export async function readDescriptor(
  { path, zarrFormat, document, attributes = {}, config }: ArrayDescriptor,
  store: Store,
  environment: Environment,
): Promise<DescribedArray> {
  const location = { store, path };
  const documents =
    zarrFormat === 3
      ? ({ zarrFormat, document } as const)
      : { zarrFormat, array: document, group: undefined, attributes };
  const metadata = await parseArray(documents, location, environment);
  return {
    location,
    metadata,
    environment: { ...environment, config: mergeConfig(environment.config, config as ArrayConfigOptions) },
  };
}
