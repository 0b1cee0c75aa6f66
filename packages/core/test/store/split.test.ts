import { describe, expect, test } from "vitest";
import { withChunkStore } from "../../src/store/split.ts";
import { CountingStore, VersionedStore } from "../support/counting-store.ts";

const one = Uint8Array.of(1);

describe("a store of documents with another of chunks", () => {
  test("tells and heeds versions where both do", async () => {
    const [documents, chunks] = [new VersionedStore(), new VersionedStore()];
    const store = withChunkStore(documents, chunks) as VersionedStore;
    await store.set("a/zarr.json", one);
    await store.set("a/c/0", one);
    for (const [key, own] of [
      ["a/zarr.json", documents],
      ["a/c/0", chunks],
    ] as const) {
      const version = (await own.version(key)) as string;
      expect(await store.version(key)).toBe(version);
      expect(await store.set(key, one, { ifVersion: "another" })).toBe(false);
      expect(await store.deleteIf(key, "another")).toBe(false);
      expect(await store.deleteIf(key, version)).toBe(true);
      expect(own.map.values.has(key)).toBe(false);
    }
  });

  test("tells none where one of them does not", () => {
    const store = withChunkStore(new VersionedStore(), new CountingStore());
    expect(store).not.toHaveProperty("version");
    expect(store).not.toHaveProperty("deleteIf");
  });
});
