import type { StoreKey } from "../contract/index.ts";

/** Names of metadata documents. */
export const documentNames = {
  v3: "zarr.json",
  v2Array: ".zarray",
  v2Group: ".zgroup",
  v2Attributes: ".zattrs",
  v2Consolidated: ".zmetadata",
} as const;

const names: ReadonlySet<string> = new Set(Object.values(documentNames));

/** Whether a key, or its last segment, is that of a metadata document. */
export function isDocumentKey(key: StoreKey): boolean {
  return names.has(key.slice(key.lastIndexOf("/") + 1));
}
