import type { ArrayDescriptor, Store } from "../../contract/index.ts";
import { InvalidArgumentError } from "../../error/usage-error.ts";
import { openStore, type StoreModules } from "../../store/descriptor.ts";
import type { Environment } from "../location/environment.ts";
import { ZarrArray } from "./array.ts";
import { readDescriptor } from "./descriptor.ts";

/** What `openDescriptor` takes. */
export interface OpenDescriptorOptions {
  /** The store to use; needed where the descriptor has none. */
  readonly store?: Store | undefined;
  /** Modules that make stores, by the names that descriptors have for them; others are imported. */
  readonly modules?: StoreModules | undefined;
}

/**
 * Opens the array of a descriptor without a request to its store. A descriptor names code to load: open only those that
 * come from a program you trust.
 *
 * Throws `InvalidArgumentError` when there is no store, `MetadataValidationError` and its kin.
 */
export async function openDescriptor<D extends string = string>(
  descriptor: ArrayDescriptor,
  environment: Environment,
  { store: given, modules }: OpenDescriptorOptions = {},
): Promise<ZarrArray<D>> {
  const { store: described, path } = descriptor;
  const store = given ?? (described === null ? undefined : await openStore(described, modules));
  if (store === undefined) {
    throw new InvalidArgumentError("The array's store cannot be made again from a descriptor; pass { store }", {
      path,
    });
  }
  const { location, metadata, environment: own } = await readDescriptor(descriptor, store, environment);
  return ZarrArray.fromMetadata<D>(location, metadata, own);
}
