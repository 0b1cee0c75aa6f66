import type { StoreModules } from "@zarrkit/core";
import type { LocalStoreOptions } from "@zarrkit/store-fs";
import { storeModules as everywhere } from "./store-modules-web.ts";

/** The modules of stores that a worker knows by name. */
export const storeModules: StoreModules = {
  ...everywhere,
  async "@zarrkit/store-fs"() {
    const { localStore } = await import("@zarrkit/store-fs");
    // Nothing else waits for a worker's event loop.
    const blocking = (root: string, options: LocalStoreOptions) => localStore(root, { ...options, blocking: true });
    return { localStore: blocking };
  },
};
