import type { Extension } from "@zarrkit/core/contract";

/** `vlen-array`: one-dimensional arrays of one data type and any length. */
export const vlenArray: Extension<"codec", "vlen-array"> = {
  point: "codec",
  name: "vlen-array",
  numcodecsId: "vlen-array",
  load: () => import("../codec/vlen-array.ts").then((module) => module.factory),
};
