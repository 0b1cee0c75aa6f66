import { CountingStore } from "../store/counting.ts";

export type Json = null | boolean | number | string | Json[] | Document;
export interface Document {
  [key: string]: Json;
}

export const encode = (document: Json): Uint8Array => new TextEncoder().encode(JSON.stringify(document));

/** A store that holds one document. */
export const holding = (key: string, value: Uint8Array | Json): CountingStore =>
  new CountingStore(new Map([[key, value instanceof Uint8Array ? value : encode(value)]]));

export const bytes: { readonly name: string; readonly configuration: Document } = {
  name: "bytes",
  configuration: { endian: "little" },
};

/** A valid version 3 array document, to be damaged. */
export const v3Document = (): Document => ({
  zarr_format: 3,
  node_type: "array",
  shape: [8],
  data_type: "int32",
  chunk_grid: { name: "regular", configuration: { chunk_shape: [4] } },
  chunk_key_encoding: { name: "default", configuration: { separator: "/" } },
  fill_value: 0,
  codecs: [bytes],
  attributes: {},
});

/** A valid version 2 array document, to be damaged. */
export const v2Document = (): Document => ({
  zarr_format: 2,
  shape: [8],
  chunks: [4],
  dtype: "<i4",
  compressor: null,
  filters: null,
  order: "C",
  fill_value: 0,
  dimension_separator: ".",
});
