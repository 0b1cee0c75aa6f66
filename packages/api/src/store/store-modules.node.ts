import type { StoreModules } from "@zarrkit/core";
import { storeModules as everywhere } from "./store-modules.ts";

/** The modules of stores that this package brings. */
export const storeModules: StoreModules = {
  ...everywhere,
  "@zarrkit/store-fs": () => import("@zarrkit/store-fs"),
};
