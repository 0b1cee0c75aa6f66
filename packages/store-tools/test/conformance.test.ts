import type { Store } from "@zarrkit/core/contract";
import { MemoryStore } from "@zarrkit/store-memory";
import { storeConformance } from "@zarrkit/testkit/store";
import { describe, expect, test } from "vitest";
import { cached, delayed, observed, prefixed, readOnly, retrying } from "../src/index.ts";
import type { AnyStore } from "../src/wrapped.ts";
import { transparentWrappers } from "./support/wrappers.ts";

const text = new TextEncoder();
const runner = { test, expect, describe };
const behind = (map: Map<string, Uint8Array>, prefix = "") => ({
  write: (key: string, bytes: Uint8Array) => void map.set(prefix + key, bytes.slice()),
  read: (key: string) => map.get(prefix + key),
});

const wrappers: Record<string, (store: Store) => AnyStore> = {
  ...transparentWrappers,
  "cached, checking versions": (store) => cached(store, { checkVersion: true }),
  "several wrappers": (store) => observed(retrying(delayed(prefixed(store, ""), {}), { pause: 0 }), () => {}),
};

for (const [name, wrap] of Object.entries(wrappers)) {
  storeConformance(runner, {
    name,
    capabilities: { write: true, list: true },
    create: () => {
      const map = new Map<string, Uint8Array>();
      return { store: wrap(new MemoryStore(map)), behind: behind(map) };
    },
  });
}

// What is written past these, they need not see.
for (const [name, options] of [
  ["cached", () => ({})],
  ["cached in another store", () => ({ keepIn: new MemoryStore() })],
] as const) {
  storeConformance(runner, {
    name,
    capabilities: { write: true, list: true },
    create: () => ({ store: observed(cached(retrying(new MemoryStore()), options()), () => {}) }),
  });
}

storeConformance(runner, {
  name: "prefixed",
  capabilities: { write: true, list: true },
  create: () => {
    // Neighbours whose keys begin alike must stay out of sight.
    const outside = ["zarr.json", "a/zarr.json", "a/bb/zarr.json", "a/b.txt"];
    const map = new Map(outside.map((key) => [key, text.encode(key)]));
    return { store: prefixed(new MemoryStore(map), "a/b"), behind: behind(map, "a/b/") };
  },
});

storeConformance(runner, {
  name: "readOnly",
  capabilities: { list: true },
  create: () => {
    const map = new Map<string, Uint8Array>();
    return { store: readOnly(new MemoryStore(map)), behind: behind(map) };
  },
});
