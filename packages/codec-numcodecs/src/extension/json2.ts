import type { Extension } from "@zarrkit/core/contract";

/** The elements of a chunk as a JSON list. */
export const json2: Extension<"codec", "numcodecs.json2"> = {
  point: "codec",
  name: "numcodecs.json2",
  numcodecsId: "json2",
  load: () => import("../codec/json2.ts").then((module) => module.factory),
};
