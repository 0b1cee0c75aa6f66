import { openDescriptor as openInEnvironment, type StoreModules, type ZarrArray } from "@zarrkit/core";
import type { ArrayDescriptor } from "@zarrkit/core/contract";
import { storeModules } from "#store-modules";
import { type CommonOptions, environmentOf } from "./context.ts";
import { resolveStore, type StoreLike } from "./store/store-like.ts";

/** What `openDescriptor` takes. */
export interface OpenDescriptorOptions extends Pick<CommonOptions, "registry" | "executor" | "config"> {
  /** The store to use; needed where the array's cannot be made again elsewhere, such as a `Map`. */
  readonly store?: StoreLike;
  /** Modules that make stores, by the names that `Store.portable` has for them; others are imported. */
  readonly modules?: StoreModules | undefined;
}

/**
 * Opens an array from what its `toDescriptor()` answered, in another thread for example, without a request to its store.
 * A descriptor names code to load: open only those that come from a program you trust.
 *
 * Throws `InvalidArgumentError` when there is no store, `MetadataValidationError` and its kin.
 */
export async function openDescriptor<D extends string = string>(
  descriptor: ArrayDescriptor,
  { store, modules, ...options }: OpenDescriptorOptions = {},
): Promise<ZarrArray<D>> {
  return openInEnvironment<D>(descriptor, environmentOf(options), {
    store: store === undefined ? undefined : await resolveStore(store),
    modules: { ...storeModules, ...modules },
  });
}
