import type { Extension } from "@zarrkit/core/contract";

/** A CRC-32C checksum at either end; unlike the registered `crc32c`, which is a package of its own. */
export const numcodecsCrc32c: Extension<"codec", "numcodecs.crc32c"> = {
  point: "codec",
  name: "numcodecs.crc32c",
  numcodecsId: "crc32c",
  load: () => import("../codec/numcodecs.crc32c.ts").then((module) => module.factory),
};
