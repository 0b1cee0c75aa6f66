import type { Extension } from "@zarrkit/core/contract";

/** A CRC-32 checksum before the data. */
export const crc32: Extension<"codec", "numcodecs.crc32"> = {
  point: "codec",
  name: "numcodecs.crc32",
  numcodecsId: "crc32",
  load: () => import("../codec/crc32.ts").then((module) => module.factory),
};
