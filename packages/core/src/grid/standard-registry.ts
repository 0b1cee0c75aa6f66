import type { Extension, ExtensionPoint } from "../contract/index.ts";
import { buildRegistry, type Registry } from "../registry/registry.ts";
import { defaultFactory, v2Factory } from "./key-encoding.ts";
import { regularDimension, factory as regularFactory } from "./regular.ts";

const regular: Extension<"chunk_grid", "regular"> = {
  point: "chunk_grid",
  name: "regular",
  load: () => regularFactory,
};

const rectilinear: Extension<"chunk_grid", "rectilinear"> = {
  point: "chunk_grid",
  name: "rectilinear",
  load: () => import("./rectilinear.ts").then((module) => module.rectilinearFactory(regularDimension)),
};

const defaultKeys: Extension<"chunk_key_encoding", "default"> = {
  point: "chunk_key_encoding",
  name: "default",
  load: () => defaultFactory,
};

const v2Keys: Extension<"chunk_key_encoding", "v2"> = {
  point: "chunk_key_encoding",
  name: "v2",
  load: () => v2Factory,
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
