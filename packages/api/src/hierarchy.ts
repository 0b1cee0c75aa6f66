import {
  createHierarchy as create,
  type HierarchyNodes,
  type TreeOptions,
  UnsupportedError,
  type ZarrGroup,
  type ZarrNode,
} from "@zarrkit/core";
import { type CommonOptions, environmentOf, locate } from "./context.ts";
import type { StoreOption } from "./create.ts";

export interface CreateHierarchyOptions extends CommonOptions, StoreOption {
  /** Nodes by path, `""` for the root. Groups above them that are missing are added. */
  readonly nodes: HierarchyNodes;
  /** Delete nodes that are in the way first. */
  readonly overwrite?: boolean | undefined;
}

/**
 * Creates several nodes, and yields each with its path once it is written. Throws `ContainsArrayError` or
 * `ContainsGroupError` before anything is written, `InvalidArgumentError` for nodes that contradict each other.
 */
export async function* createHierarchy(
  options: CreateHierarchyOptions,
): AsyncGenerator<[path: string, node: ZarrNode]> {
  const { store, nodes, overwrite, signal } = options;
  const location = await locate(store, options, "a");
  yield* create(location, nodes, environmentOf(options), { overwrite, signal });
}

/** The hierarchy below a group as text, one node a line. Throws `UnsupportedError` for `expand`, as zarr-python does. */
export async function tree(
  group: ZarrGroup,
  { expand, ...options }: TreeOptions & { readonly expand?: undefined } = {},
): Promise<string> {
  if (expand !== undefined) throw new UnsupportedError("expand is not supported by this version");
  return group.tree(options);
}
