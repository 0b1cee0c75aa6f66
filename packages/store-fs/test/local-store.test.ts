import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { storeConformance } from "@zarrkit/testkit/store";
import { describe, expect, test } from "vitest";
import { LocalStore, type LocalStoreOptions } from "../src/index.ts";

for (const [name, options] of [
  ["local store", {}],
  ["local store with fsync", { fsync: true }],
  ["local store without links", { followSymlinks: false }],
] as [string, LocalStoreOptions][]) {
  storeConformance(
    { test, expect, describe },
    {
      name,
      capabilities: { write: true, list: true },
      create: async () => {
        const folder = await mkdtemp(join(tmpdir(), "zarrkit-"));
        const root = join(folder, "a store.zarr");
        return {
          store: new LocalStore(root, options),
          behind: {
            write: async (key, bytes) => {
              await mkdir(dirname(join(root, key)), { recursive: true });
              await writeFile(join(root, key), bytes);
            },
            read: (key) =>
              readFile(join(root, key)).catch((error) => {
                if (error.code === "ENOENT") return undefined;
                throw error;
              }),
          },
          cleanup: () => rm(folder, { recursive: true }),
        };
      },
    },
  );
}
