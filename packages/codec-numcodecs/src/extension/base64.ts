import type { Extension } from "@zarrkit/core/contract";

/** Bytes as base64 text. */
export const base64: Extension<"codec", "numcodecs.base64"> = {
  point: "codec",
  name: "numcodecs.base64",
  numcodecsId: "base64",
  load: () => import("../codec/base64.ts").then((module) => module.factory),
};
