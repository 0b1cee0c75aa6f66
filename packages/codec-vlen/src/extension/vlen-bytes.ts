import type { Extension } from "@zarrkit/core/contract";

/** `vlen-bytes`: variable-length byte strings. */
export const vlenBytes: Extension<"codec", "vlen-bytes"> = {
  point: "codec",
  name: "vlen-bytes",
  numcodecsId: "vlen-bytes",
  load: () => import("../codec/vlen-bytes.ts").then((module) => module.factory),
};
