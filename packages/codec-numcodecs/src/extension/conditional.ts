import type { Extension } from "@zarrkit/core/contract";

/** Applies compressors only where they help, and says so in a header. */
export const conditional: Extension<"codec", "conditional"> = {
  point: "codec",
  name: "conditional",
  load: () => import("../codec/conditional.ts").then((module) => module.factory),
};
