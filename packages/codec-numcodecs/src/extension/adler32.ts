import type { Extension } from "@zarrkit/core/contract";

/** An Adler-32 checksum before the data. */
export const adler32: Extension<"codec", "numcodecs.adler32"> = {
  point: "codec",
  name: "numcodecs.adler32",
  numcodecsId: "adler32",
  load: () => import("../codec/adler32.ts").then((module) => module.factory),
};
