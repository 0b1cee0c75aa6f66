import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { StoreDescriptor } from "@zarrkit/core/contract";
import { storeConformance } from "@zarrkit/testkit/store";
import { describe, expect, test } from "vitest";
import { LocalStore, type LocalStoreOptions, localStore } from "../src/index.ts";

for (const [name, options] of [
  ["local store", {}],
  ["local store with fsync", { fsync: true }],
  ["local store without links", { followSymlinks: false }],
  ["local store that may block", { blocking: true }],
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

test("a store that may block answers at once, however much it is", async () => {
  const folder = await mkdtemp(join(tmpdir(), "zarrkit-"));
  try {
    const store = new LocalStore(folder, { blocking: true });
    const value = new Uint8Array(20_000_000).fill(7);
    expect(store.set("a/b", value)).toBe(true);
    for (let turn = 0; turn < 20; turn++) expect(store.get("a/b")).toHaveLength(value.length);
    expect(store.version("a/b")).toBeTypeOf("string");
    expect(store.delete("a/b")).toBeUndefined();
    expect(store.get("a/b")).toBeUndefined();
  } finally {
    await rm(folder, { recursive: true });
  }
});

describe("in another thread", () => {
  test("the same store is made again of what it says", async () => {
    const store = new LocalStore("some/where.zarr", { readOnly: true });
    const { module, export: name, arguments: rest } = structuredClone(store.portable) as StoreDescriptor;
    expect([module, name]).toEqual(["@zarrkit/store-fs", "localStore"]);
    const again = localStore(...(rest as Parameters<typeof localStore>));
    const facts = ({ root, identity, readOnly, portable }: LocalStore) => ({ root, identity, readOnly, portable });
    expect(facts(again)).toEqual(facts(store));
  });

  test("a store of another class is not", () => {
    expect(new (class extends LocalStore {})("some/where.zarr").portable).toBeUndefined();
  });
});
