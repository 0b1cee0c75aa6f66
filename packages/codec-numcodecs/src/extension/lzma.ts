import type { Extension } from "@zarrkit/core/contract";

/** The compression of xz. */
export const lzma: Extension<"codec", "numcodecs.lzma"> = {
  point: "codec",
  name: "numcodecs.lzma",
  numcodecsId: "lzma",
  load: () => import("../codec/lzma.ts").then((module) => module.factory),
};
