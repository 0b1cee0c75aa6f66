import type { StoreKey } from "../contract/index.ts";

/** Names of metadata documents. */
export const documentNames = {
  /** Version 3: of arrays and groups. */
  v3: "zarr.json",
  /** Version 2: of arrays. */
  v2Array: ".zarray",
  /** Version 2: of groups. */
  v2Group: ".zgroup",
  /** Version 2: attributes of either. */
  v2Attributes: ".zattrs",
  /** Version 2: consolidated metadata. */
  v2Consolidated: ".zmetadata",
} as const;

const names: ReadonlySet<string> = new Set(Object.values(documentNames));

/** Whether a key, or its last segment, is that of a metadata document. */
export function isDocumentKey(key: StoreKey): boolean {
  return names.has(key.slice(key.lastIndexOf("/") + 1));
}
