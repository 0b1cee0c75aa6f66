/**
 * The `sharding_indexed` codec: many chunks in one stored object, behind an index.
 *
 * @module
 */
import type { Extension } from "@zarrkit/core/contract";

export type { ShardingConfiguration } from "./sharding-configuration.ts";

/** `sharding_indexed`: many inner chunks in one stored object, behind an index. */
export const sharding: Extension<"codec", "sharding_indexed"> = {
  point: "codec",
  name: "sharding_indexed",
  load: () => import("./sharding-indexed.ts").then((module) => module.factory),
};
