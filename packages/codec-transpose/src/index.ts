/**
 * The `transpose` codec of Zarr.
 *
 * @module
 */
import type { Extension } from "@zarrkit/core/contract";

export type { TransposeConfiguration } from "./transpose.ts";

/** A permutation of the axes of a chunk. */
export const transpose: Extension<"codec", "transpose"> = {
  point: "codec",
  name: "transpose",
  load: () => import("./transpose.ts").then((module) => module.factory),
};
