import type { Extension } from "@zarrkit/core/contract";

/** Gives a chunk another shape with the same elements. */
export const reshape: Extension<"codec", "reshape"> = {
  point: "codec",
  name: "reshape",
  load: () => import("../codec/reshape.ts").then((module) => module.factory),
};
