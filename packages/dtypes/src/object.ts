import type { DataType, Extension } from "@zarrkit/core/contract";

export type ObjectDataType = DataType<unknown, unknown[]>;

/** v2 `|O` with the filter `json2` or `msgpack2`: any JSON value for each element. Version 3 has no such type. */
export const object: Extension<"data_type", "object"> = {
  point: "data_type",
  name: "object",
  v2: /^\|O:(?:json2|msgpack2)$/,
  load: () => import("./object/object.ts").then((m) => m.factory),
};
