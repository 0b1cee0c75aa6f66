import type { Extension, ExtensionPoint } from "../contract/index.ts";
import { buildRegistry, type Registry } from "../registry/registry.ts";
import { defaultKeys, v2Keys } from "./key-encoding.ts";
import { regular } from "./regular.ts";

const rectilinear: Extension<"chunk_grid", "rectilinear"> = {
  point: "chunk_grid",
  name: "rectilinear",
  load: () => import("./rectilinear.ts").then((module) => module.factory),
};

/**
 * Makes a registry from descriptors, on top of the chunk grids and chunk key encodings that the engine brings. Nothing
 * is loaded until an array names it; where two answer to one name, the later one wins.
 *
 * @example
 * const registry = createRegistry(float32, bytes, gzip);
 */
export function createRegistry<const N extends string>(
  ...extensions: readonly Extension<ExtensionPoint, N>[]
): Registry<N | "regular" | "rectilinear" | "default" | "v2"> {
  return buildRegistry<N | "regular" | "rectilinear" | "default" | "v2">(
    regular,
    rectilinear,
    defaultKeys,
    v2Keys,
    ...extensions,
  );
}
