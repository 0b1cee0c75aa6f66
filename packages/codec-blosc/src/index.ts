/**
 * The `blosc` codec of Zarr.
 *
 * @module
 */
import type { Extension } from "@zarrkit/core/contract";

export type {
  BloscCompressor,
  BloscConfiguration,
  BloscShuffle,
  NumcodecsBloscConfiguration,
} from "./configuration.ts";

/** Blosc: shuffled blocks, each compressed by one of several compressors. */
export const blosc: Extension<"codec", "blosc"> = {
  point: "codec",
  name: "blosc",
  numcodecsId: "blosc",
  load: () => import("./blosc.ts").then((module) => module.factory),
};
