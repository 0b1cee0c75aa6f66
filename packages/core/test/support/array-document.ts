import type { JsonObject, JsonValue } from "../../src/contract/index.ts";

/** A version 3 array document of shape [4, 6] in chunks of [2, 3], with some members in place of the usual ones. */
export function v3Document(members: { readonly [name: string]: JsonValue | undefined } = {}): JsonObject {
  return withMembers(
    {
      zarr_format: 3,
      node_type: "array",
      shape: [4, 6],
      data_type: "float32",
      chunk_grid: { name: "regular", configuration: { chunk_shape: [2, 3] } },
      chunk_key_encoding: { name: "default", configuration: { separator: "/" } },
      fill_value: 0,
      codecs: [{ name: "bytes", configuration: { endian: "little" } }],
    },
    members,
  );
}

/** A version 2 array document of the same array. */
export function v2Document(members: { readonly [name: string]: JsonValue | undefined } = {}): JsonObject {
  return withMembers(
    {
      zarr_format: 2,
      shape: [4, 6],
      chunks: [2, 3],
      dtype: "<f4",
      compressor: null,
      fill_value: 0,
      order: "C",
      filters: null,
    },
    members,
  );
}

/** `undefined` takes a member away. */
function withMembers(usual: JsonObject, members: { readonly [name: string]: JsonValue | undefined }): JsonObject {
  const all = Object.entries({ ...usual, ...members }).filter((entry): entry is [string, JsonValue] => {
    return entry[1] !== undefined;
  });
  return Object.fromEntries(all);
}
