import type { Extension } from "@zarrkit/core/contract";

/** Stores `(x - offset) * scale`, in the arithmetic of the data type. */
export const scaleOffset: Extension<"codec", "scale_offset"> = {
  point: "codec",
  name: "scale_offset",
  load: () => import("../codec/scale_offset.ts").then((module) => module.factory),
};
