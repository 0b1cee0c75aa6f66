import type { Extension } from "@zarrkit/core/contract";

/** Stores scaled numbers as small integers. */
export const fixedScaleOffset: Extension<"codec", "numcodecs.fixedscaleoffset"> = {
  point: "codec",
  name: "numcodecs.fixedscaleoffset",
  numcodecsId: "fixedscaleoffset",
  load: () => import("../codec/fixedscaleoffset.ts").then((module) => module.factory),
};
