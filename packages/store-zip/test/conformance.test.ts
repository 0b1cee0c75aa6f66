import type { StoreUnderTest } from "@zarrkit/testkit/store";
import { storeConformance } from "@zarrkit/testkit/store";
import { describe, expect, test } from "vitest";
import { ZipStore } from "../src/index.ts";
import { outerStore } from "./outer-store.ts";

const runner = { test, expect, describe };

storeConformance(runner, {
  name: "zip store, before it is closed",
  capabilities: { write: true, delete: false, list: true },
  create: async () => ({ store: await ZipStore.open(outerStore(), "a.zip", { mode: "w" }) }),
});

for (const compression of ["stored", "deflated"] as const) {
  storeConformance(runner, {
    name: `zip store, read from ${compression} entries`,
    capabilities: { list: true },
    create: async () => {
      // Every value goes into the archive at once; what is tested opens that archive for reading.
      const outer = outerStore();
      await (await ZipStore.open(outer, "a.zip", { mode: "w" })).close();
      let opened: Promise<ZipStore> | undefined;
      const reader = (): Promise<ZipStore> => {
        opened ??= ZipStore.open(outer, "a.zip");
        return opened;
      };
      const store: StoreUnderTest["store"] = {
        contract: "zarrkit.store.v1",
        description: "reader of a.zip",
        get: async (key, options) => (await reader()).get(key, options),
        getRanges: async (key, ranges, options) => (await reader()).getRanges(key, ranges, options),
        size: async (key, options) => (await reader()).size(key, options),
        version: async (key, options) => (await reader()).version(key, options),
        async *list(prefix, options) {
          yield* (await reader()).list(prefix, options);
        },
        async *listDir(prefix, options) {
          yield* (await reader()).listDir(prefix, options);
        },
      };
      const write = async (key: string, value: Uint8Array): Promise<void> => {
        const writer = await ZipStore.open(outer, "a.zip", { mode: "a", compression });
        writer.set(key, value);
        await writer.close();
        opened = undefined;
      };
      return { store, behind: { write } };
    },
  });
}
