import type { ArrayDescriptor, JsonObject } from "../../contract/index.ts";
import type { ArrayMetadata } from "../../metadata/model.ts";
import type { ArrayAccess } from "./array-access.ts";

/** An array as data. Settings that are about this thread stay behind. */
export function describeArray({ store, path, config }: ArrayAccess, metadata: ArrayMetadata): ArrayDescriptor {
  const { executor: _, synchronizer: __, blocking: ___, chunkCacheBytes: ____, limits, ...settings } = config;
  const { zarrFormat, attributes } = metadata;
  return {
    store: store.portable ?? null,
    path,
    zarrFormat,
    document: metadata.format(metadata),
    ...(zarrFormat === 2 ? { attributes } : {}),
    config: { ...settings, limits: { ...limits } } satisfies JsonObject,
  };
}
