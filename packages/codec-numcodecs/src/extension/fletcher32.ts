import type { Extension } from "@zarrkit/core/contract";

/** The data, then its Fletcher-32 checksum. */
export const fletcher32: Extension<"codec", "numcodecs.fletcher32"> = {
  point: "codec",
  name: "numcodecs.fletcher32",
  numcodecsId: "fletcher32",
  load: () => import("../codec/fletcher32.ts").then((module) => module.factory),
};
