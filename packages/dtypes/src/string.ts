import type { DataType, ElementView, Extension } from "@zarrkit/core/contract";

/** `string`: text of any length. */
export type StringDataType = DataType<string, string[]>;
/** `fixed_length_utf32`: text of at most so many characters. */
export type FixedLengthUtf32DataType = DataType<string, ElementView<string>>;

/** `string`, v2 `|O` with the filter `vlen-utf8`: text of any length, shown as a `string[]`. */
export const string: Extension<"data_type", "string"> = {
  point: "data_type",
  name: "string",
  v2: /^\|O:vlen-utf8$/,
  load: () => import("./string/string.ts").then((m) => m.factory),
};

/** `fixed_length_utf32`, v2 `<U5`: text of a limited number of code points. */
export const fixedLengthUtf32: Extension<"data_type", "fixed_length_utf32"> = {
  point: "data_type",
  name: "fixed_length_utf32",
  v2: /^[<>]U[1-9][0-9]*$/,
  load: () => import("./string/fixed-length-utf32.ts").then((m) => m.factory),
};
