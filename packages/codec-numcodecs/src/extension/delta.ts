import type { Extension } from "@zarrkit/core/contract";

/** Differences between neighbouring elements. */
export const delta: Extension<"codec", "numcodecs.delta"> = {
  point: "codec",
  name: "numcodecs.delta",
  numcodecsId: "delta",
  load: () => import("../codec/delta.ts").then((module) => module.factory),
};
