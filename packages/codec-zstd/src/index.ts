/**
 * The `zstd` codec of Zarr.
 *
 * @module
 */
import type { Extension } from "@zarrkit/core/contract";

export type { ZstdConfiguration } from "./zstd.ts";

/** Zstandard compression (RFC 8878). */
export const zstd: Extension<"codec", "zstd"> = {
  point: "codec",
  name: "zstd",
  numcodecsId: "zstd",
  load: () => import("./zstd.ts").then((module) => module.factory),
};
