import type { Extension } from "@zarrkit/core/contract";

/** Refused by name: reading a Python pickle means running code. */
export const pickle: Extension<"codec", "numcodecs.pickle"> = {
  point: "codec",
  name: "numcodecs.pickle",
  numcodecsId: "pickle",
  load: () => import("../codec/pickle.ts").then((module) => module.factory),
};
