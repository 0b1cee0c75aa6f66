/**
 * The `crc32c` codec of Zarr.
 *
 * @module
 */
import type { Extension } from "@zarrkit/core/contract";

/** A CRC-32C checksum behind the bytes, verified on every read. */
export const crc32c: Extension<"codec", "crc32c"> = {
  point: "codec",
  name: "crc32c",
  load: () => import("./crc32c.ts").then((module) => module.factory),
};
