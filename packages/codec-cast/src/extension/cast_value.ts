import type { Extension } from "@zarrkit/core/contract";

/** Stores numbers as another numeric data type, with chosen rounding and range handling. */
export const castValue: Extension<"codec", "cast_value"> = {
  point: "codec",
  name: "cast_value",
  load: () => import("../codec/cast_value.ts").then((module) => module.factory),
};
