/** Names of metadata documents. */
export const documentNames = {
  v3: "zarr.json",
  v2Array: ".zarray",
  v2Group: ".zgroup",
  v2Attributes: ".zattrs",
  v2Consolidated: ".zmetadata",
} as const;
