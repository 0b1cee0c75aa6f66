import type { DataType, ElementView, Extension, StructValue } from "@zarrkit/core/contract";

export type { StructValue } from "@zarrkit/core/contract";
/** `struct`: named fields, each of a data type of its own. */
export type StructDataType = DataType<StructValue, ElementView<StructValue>>;

/** `struct`, also read as `structured`; v2 lists of fields. Each element is an object of named fields. */
export const struct: Extension<"data_type", "struct"> = {
  point: "data_type",
  name: "struct",
  aliases: ["structured"],
  v2: /^\[\]$/,
  load: () => import("./struct/struct.ts").then((m) => m.factory),
};
