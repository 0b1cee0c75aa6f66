import type { Store } from "../../contract/index.ts";
import type { ErrorPlace } from "../../error/zarr-error.ts";

/** A place in a store: where a node is, or could be. */
export interface Location {
  /** Where the values are. */
  readonly store: Store;
  /** Segments joined by `/`, none at either end; `""` is the root. */
  readonly path: string;
}

/** The key of a document or chunk below a path. */
export function keyBelow(path: string, name: string): string {
  return path === "" ? name : `${path}/${name}`;
}

/** The prefix of everything below a path: `""` or ends in `/`. */
export function prefixOf(path: string): string {
  return path === "" ? "" : `${path}/`;
}

export function placeOf({ store, path }: Location): ErrorPlace {
  return { store: store.description, path };
}

/** The place of a document of the node. */
export function documentPlace(location: Location, name: string): ErrorPlace {
  return { ...placeOf(location), key: keyBelow(location.path, name) };
}
