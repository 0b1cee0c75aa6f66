import type { Extension } from "@zarrkit/core/contract";

/** Rounds away low bits, so that numbers compress better. */
export const bitround: Extension<"codec", "bitround"> = {
  point: "codec",
  name: "bitround",
  numcodecsId: "bitround",
  load: () => import("../codec/bitround.ts").then((module) => module.factory),
};
