/**
 * The `bytes` codec of Zarr.
 *
 * @module
 */
import type { Extension } from "@zarrkit/core/contract";

export type { BytesConfiguration } from "./bytes.ts";

/** Elements to bytes in C order, in a chosen byte order. `endian` is the name that early v3 drafts used. */
export const bytes: Extension<"codec", "bytes"> = {
  point: "codec",
  name: "bytes",
  aliases: ["endian"],
  load: () => import("./bytes.ts").then((module) => module.factory),
};
