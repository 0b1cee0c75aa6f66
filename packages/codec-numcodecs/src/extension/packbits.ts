import type { Extension } from "@zarrkit/core/contract";

/** Packs elements to as many bits as they need, the lowest first. */
export const packbits: Extension<"codec", "packbits"> = {
  point: "codec",
  name: "packbits",
  load: () => import("../codec/packbits.ts").then((module) => module.factory),
};
