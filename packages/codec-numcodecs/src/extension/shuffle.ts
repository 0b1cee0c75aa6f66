import type { Extension } from "@zarrkit/core/contract";

/** The first bytes of all elements, then the second ones, and so on. */
export const shuffle: Extension<"codec", "numcodecs.shuffle"> = {
  point: "codec",
  name: "numcodecs.shuffle",
  numcodecsId: "shuffle",
  load: () => import("../codec/shuffle.ts").then((module) => module.factory),
};
