import type { Extension } from "@zarrkit/core/contract";

/** Blocks of the N5 format. */
export const n5Default: Extension<"codec", "n5_default"> = {
  point: "codec",
  name: "n5_default",
  load: () => import("../codec/n5_default.ts").then((module) => module.factory),
};
