import type { Extension } from "@zarrkit/core/contract";

/** Stores elements as another data type. */
export const astype: Extension<"codec", "numcodecs.astype"> = {
  point: "codec",
  name: "numcodecs.astype",
  numcodecsId: "astype",
  load: () => import("../codec/astype.ts").then((module) => module.factory),
};
