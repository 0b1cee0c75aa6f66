import type { Extension } from "@zarrkit/core/contract";

/** `vlen-utf8`: variable-length strings as UTF-8. */
export const vlenUtf8: Extension<"codec", "vlen-utf8"> = {
  point: "codec",
  name: "vlen-utf8",
  numcodecsId: "vlen-utf8",
  load: () => import("../codec/vlen-utf8.ts").then((module) => module.factory),
};
