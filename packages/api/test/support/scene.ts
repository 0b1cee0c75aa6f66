export type Scene = "nothing" | "junk" | "v3 array" | "v2 array" | "v3 group" | "v2 group";

/**
 * What can lie at a place before a function is called there: written by hand as documents, so that no creating
 * function of this package is trusted with the other tests' ground.
 */
export const scenes: { readonly [scene in Scene]: { readonly [key: string]: string | object } } = {
  nothing: {},
  junk: { "junk.txt": "something else" },
  "v3 array": { "zarr.json": v3Array(), "c/0": "\u0001\u0000\u0000\u0000\u0002\u0000\u0000\u0000" },
  "v2 array": {
    ".zarray": v2Array(),
    ".zattrs": { mark: "old" },
    "0": "\u0001\u0000\u0000\u0000\u0002\u0000\u0000\u0000",
  },
  "v3 group": { "zarr.json": v3Group({ mark: "old" }), "child/zarr.json": v3Group({}) },
  "v2 group": { ".zgroup": { zarr_format: 2 }, ".zattrs": { mark: "old" }, "child/.zgroup": { zarr_format: 2 } },
};

function v3Array(): object {
  return {
    shape: [2],
    data_type: "int32",
    chunk_grid: { name: "regular", configuration: { chunk_shape: [2] } },
    chunk_key_encoding: { name: "default", configuration: { separator: "/" } },
    fill_value: 0,
    codecs: [{ name: "bytes", configuration: { endian: "little" } }],
    attributes: { mark: "old" },
    zarr_format: 3,
    node_type: "array",
    storage_transformers: [],
  };
}

function v2Array(): object {
  return {
    shape: [2],
    chunks: [2],
    dtype: "<i4",
    fill_value: 0,
    order: "C",
    filters: null,
    dimension_separator: ".",
    compressor: null,
    zarr_format: 2,
  };
}

function v3Group(attributes: object): object {
  return { attributes, zarr_format: 3, node_type: "group" };
}
