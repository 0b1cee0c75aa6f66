import type { Extension } from "@zarrkit/core/contract";

/** Drops dimensions of length 1. */
export const squeeze: Extension<"codec", "zarrs.squeeze"> = {
  point: "codec",
  name: "zarrs.squeeze",
  load: () => import("../codec/zarrs.squeeze.ts").then((module) => module.factory),
};
