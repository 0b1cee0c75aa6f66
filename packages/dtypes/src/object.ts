import type { DataType, Extension } from "@zarrkit/core/contract";

/** `|O` of version 2: any value that its filter can store. */
export type ObjectDataType = DataType<unknown, unknown[]>;

/** v2 `|O` with the filter `json2`, `msgpack2`, `vlen-array` or `categorize`: any value for each element. Version 3 has no such type. */
export const object: Extension<"data_type", "object"> = {
  point: "data_type",
  name: "object",
  v2: /^\|O:(?:json2|msgpack2|vlen-array|categorize|pickle)$/,
  load: () => import("./object/object.ts").then((m) => m.factory),
};
