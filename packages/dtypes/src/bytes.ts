import type { DataType, ElementView, Extension } from "@zarrkit/core/contract";

/** `variable_length_bytes`: bytes of any length. */
export type VariableLengthBytesDataType = DataType<Uint8Array, Uint8Array[]>;
/** `null_terminated_bytes`: bytes of a fixed length, without the zeros at their end. */
export type NullTerminatedBytesDataType = DataType<Uint8Array, ElementView<Uint8Array>>;
/** `raw_bytes`: bytes of a fixed length, zeros included. */
export type RawBytesDataType = DataType<Uint8Array, ElementView<Uint8Array>>;

/** `variable_length_bytes`, also read as `bytes`; v2 `|O` with the filter `vlen-bytes`. Shown as a `Uint8Array[]`. */
export const variableLengthBytes: Extension<"data_type", "variable_length_bytes"> = {
  point: "data_type",
  name: "variable_length_bytes",
  aliases: ["bytes"],
  v2: /^\|O:vlen-bytes$/,
  load: () => import("./bytes/variable-length-bytes.ts").then((m) => m.factory),
};

/** `null_terminated_bytes`, v2 `|S5`: byte strings of a limited length, without the zero bytes at their end. */
export const nullTerminatedBytes: Extension<"data_type", "null_terminated_bytes"> = {
  point: "data_type",
  name: "null_terminated_bytes",
  v2: /^\|S[1-9][0-9]*$/,
  load: () => import("./bytes/null-terminated-bytes.ts").then((m) => m.factory),
};

/** `raw_bytes`, v2 `|V4`: exactly so many bytes without a meaning. */
export const rawBytes: Extension<"data_type", "raw_bytes"> = {
  point: "data_type",
  name: "raw_bytes",
  v2: /^\|V[1-9][0-9]*$/,
  load: () => import("./bytes/raw-bytes.ts").then((m) => m.rawBytes),
};

/** `r8`, `r16`, `r24` and so on: raw bits, a whole number of bytes. */
export const rawBits: Extension<"data_type", "r*"> = {
  point: "data_type",
  name: "r*",
  pattern: /^r[1-9][0-9]*$/,
  load: () => import("./bytes/raw-bytes.ts").then((m) => m.rawBits),
};
