import type { StoreModules } from "@zarrkit/core";

/** The modules of stores that this package brings. Written out, so that bundlers see them. */
export const storeModules: StoreModules = {
  "@zarrkit/core": () => import("@zarrkit/core"),
  "@zarrkit/store-http": () => import("@zarrkit/store-http"),
};
