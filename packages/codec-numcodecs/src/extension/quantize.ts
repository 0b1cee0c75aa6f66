import type { Extension } from "@zarrkit/core/contract";

/** Keeps so many decimal digits of floats. */
export const quantize: Extension<"codec", "numcodecs.quantize"> = {
  point: "codec",
  name: "numcodecs.quantize",
  numcodecsId: "quantize",
  load: () => import("../codec/quantize.ts").then((module) => module.factory),
};
