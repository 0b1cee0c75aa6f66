import type { Extension } from "@zarrkit/core/contract";

/** Stores strings as numbers, by their place in a list of labels. */
export const categorize: Extension<"codec", "numcodecs.categorize"> = {
  point: "codec",
  name: "numcodecs.categorize",
  numcodecsId: "categorize",
  load: () => import("../codec/categorize.ts").then((module) => module.factory),
};
