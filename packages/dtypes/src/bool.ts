import type { DataType, Extension } from "@zarrkit/core/contract";

/** `bool`: true or false, a byte each. */
export type BoolDataType = DataType<boolean, Uint8Array>;

/** `bool`, v2 `|b1`: true or false, shown as bytes of 1 and 0. */
export const bool: Extension<"data_type", "bool"> = {
  point: "data_type",
  name: "bool",
  v2: /^[<>|]b1$/,
  load: () => import("./bool/bool.ts").then((m) => m.factory),
};
