/**
 * The `lz4` codec of numcodecs.
 *
 * @module
 */
import type { Extension } from "@zarrkit/core/contract";

export type { Lz4Configuration } from "./lz4.ts";

/** LZ4 compression in the framing of numcodecs. */
export const lz4: Extension<"codec", "numcodecs.lz4"> = {
  point: "codec",
  name: "numcodecs.lz4",
  numcodecsId: "lz4",
  load: () => import("./lz4.ts").then((module) => module.factory),
};
