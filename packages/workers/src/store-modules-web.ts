import { type StoreModules, withChunkStore, withReadOnly } from "@zarrkit/core";

/** The modules of stores that a worker knows by name. Written out, so that bundlers see them. */
export const storeModules: StoreModules = {
  "@zarrkit/core": async () => ({ withChunkStore, withReadOnly }),
  "@zarrkit/store-http": () => import("@zarrkit/store-http"),
  "@zarrkit/store-tools": () => import("@zarrkit/store-tools"),
};
