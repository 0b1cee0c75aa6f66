import type { Store } from "@zarrkit/core/contract";
import { delayed, logged, observed, retrying } from "../../src/index.ts";
import type { AnyStore } from "../../src/wrapped.ts";

const silent = { debug: () => {}, warn: () => {} };

/** Every wrapper that leaves keys, values and abilities as they are, by name. */
export const transparentWrappers: Readonly<Record<string, (store: Store) => AnyStore>> = {
  observed: (store) => observed(store, () => {}),
  logged: (store) => logged(store, silent),
  retrying: (store) => retrying(store, { pause: 0 }),
  delayed: (store) => delayed(store, {}),
};
