import type { Extension } from "@zarrkit/core/contract";

/** Eight booleans to a byte, the first in the highest bit; not the registered `packbits`. */
export const numcodecsPackbits: Extension<"codec", "numcodecs.packbits"> = {
  point: "codec",
  name: "numcodecs.packbits",
  numcodecsId: "packbits",
  load: () => import("../codec/numcodecs.packbits.ts").then((module) => module.factory),
};
