import type { Store } from "@zarrkit/core";
import { LocalStore } from "@zarrkit/store-fs";

/** A store over a folder, given as a path or a `file:` URL. */
export function localStore(root: string | URL): Store {
  return new LocalStore(root);
}
