/**
 * The `gzip` codec of Zarr, and `zlib` of numcodecs.
 *
 * @module
 */
import type { Extension } from "@zarrkit/core/contract";

export type { DeflateConfiguration } from "./configuration.ts";

/** Compression to the gzip format (RFC 1952). */
export const gzip: Extension<"codec", "gzip"> = {
  point: "codec",
  name: "gzip",
  numcodecsId: "gzip",
  load: () => import("./deflate.ts").then((module) => module.gzip),
};

/** Compression to the zlib format (RFC 1950), which version 2 knows. */
export const zlib: Extension<"codec", "numcodecs.zlib"> = {
  point: "codec",
  name: "numcodecs.zlib",
  numcodecsId: "zlib",
  load: () => import("./deflate.ts").then((module) => module.zlib),
};
