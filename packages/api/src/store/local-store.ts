import { type Store, UnsupportedError } from "@zarrkit/core";

/** Where there is no file system, a path cannot be opened. */
export function localStore(root: string | URL): Store {
  throw new UnsupportedError(
    `There is no local file system here to open ${JSON.stringify(String(root))}; pass a store or a Map`,
  );
}
