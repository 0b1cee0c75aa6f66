import { consolidateMetadata as consolidate, InvalidArgumentError, type ZarrGroup } from "@zarrkit/core";
import { type CommonOptions, environmentOf, locate } from "./context.ts";
import type { OnProgress } from "./copy/copy-region.ts";
import { formatOf } from "./legacy.ts";
import { type OpenGroupOptions, openGroup } from "./open.ts";
import type { StoreLike } from "./store/store-like.ts";

export interface ConsolidateOptions extends CommonOptions {
  /** Version of the group; either when left out. */
  readonly zarrFormat?: 2 | 3 | undefined;
  /** Hears how far the work is. */
  readonly onProgress?: OnProgress | undefined;
}

/**
 * Gathers the metadata of everything below a group into one document, so that opening the group is enough to know its
 * members. Answers the group with what was gathered.
 *
 * Throws `GroupNotFoundError`, `ReadOnlyError`, `UnsupportedError` where the store cannot list.
 */
export async function consolidateMetadata(store: StoreLike, options: ConsolidateOptions = {}): Promise<ZarrGroup> {
  const { onProgress, signal } = options;
  const zarrFormat = formatOf(options);
  const location = await locate(store, options, "r+");
  return consolidate(location, environmentOf(options), { zarrFormat, onProgress, signal });
}

/**
 * Opens a group that has consolidated metadata. Throws `MetadataValidationError` when it has none,
 * `InvalidArgumentError` for `useConsolidated: false`.
 */
export async function openConsolidated(
  store: StoreLike,
  options: Omit<OpenGroupOptions, "useConsolidated"> & { readonly useConsolidated?: string } = {},
): Promise<ZarrGroup> {
  const useConsolidated = options.useConsolidated ?? true;
  // Types say no, but JavaScript may.
  if ((useConsolidated as unknown) === false)
    throw new InvalidArgumentError("openConsolidated cannot do without consolidated metadata");
  return openGroup(store, { mode: "r+", ...options, useConsolidated });
}
