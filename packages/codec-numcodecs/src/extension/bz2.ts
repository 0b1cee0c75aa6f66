import type { Extension } from "@zarrkit/core/contract";

/** bzip2 compression. */
export const bz2: Extension<"codec", "numcodecs.bz2"> = {
  point: "codec",
  name: "numcodecs.bz2",
  numcodecsId: "bz2",
  load: () => import("../codec/bz2.ts").then((module) => module.factory),
};
