import type { MemoryStore } from "@zarrkit/store-memory";
import { describe, expect, test } from "vitest";
import { cached } from "../../src/index.ts";
import { failureOf, part, scene, stoppedClock, value } from "../support/cache-scene.ts";

describe("a change", () => {
  test("through the cache is seen at once", async () => {
    const { store } = scene({ maxMissingAge: 1e6 });
    const changes: (() => unknown)[] = [
      () => store.set("k", part(0, 5)),
      async () => store.set("k", part(5, 9), { ifVersion: await store.version?.("k") }),
      () => store.delete("k"),
      () => store.set("k", part(3)),
      async () => store.deleteIf?.("k", (await store.version?.("k")) as string),
      () => store.set("k", value),
      () => store.deletePrefix?.(""),
    ];
    const seen: (number | undefined)[] = [];
    for (const change of changes) {
      store.get("k");
      store.get("k", { range: { suffix: 2 } });
      await change();
      seen.push((store.get("k") as Uint8Array | undefined)?.byteLength);
    }
    expect(seen).toEqual([5, 4, undefined, 97, undefined, 100, undefined]);
  });

  test("below a prefix is seen there, and disturbs nothing else", async () => {
    const { inner, store, fetched } = scene();
    for (const key of ["a/x", "ab/x"]) inner.set(key, value);
    for (const key of ["a/x", "ab/x"]) store.get(key);
    store.deletePrefix?.("a/");
    fetched();
    expect([store.get("a/x"), store.get("ab/x")]).toEqual([undefined, value]);
    expect(fetched()).toEqual([["get", "a/x"]]);
  });

  test("that failed is taken to have been made", async () => {
    const { inner, store } = scene();
    store.get("k");
    const failing = cached({
      ...inner,
      contract: inner.contract,
      async set(key: string, bytes: Uint8Array) {
        inner.set(key, bytes);
        throw new Error("the answer was lost");
      },
    } as unknown as MemoryStore);
    failing.get("k");
    await failureOf(failing.set("k", part(0, 3)));
    expect(failing.get("k")).toEqual(part(0, 3));
  });

  test("refused because others were first makes the cache look again", async () => {
    const { inner, store } = scene();
    store.get("k");
    const ifVersion = (await store.version?.("k")) as string;
    inner.set("k", part(0, 3));
    expect(await store.set("k", part(0, 4), { ifVersion })).toBe(false);
    expect(store.get("k")).toEqual(part(0, 3));
    expect(await store.version?.("k")).toBe(inner.version("k"));
  });

  test("past the cache is seen when what is kept is too old", async () => {
    const clock = stoppedClock();
    const { inner, store } = scene({ maxAge: 1000 });
    store.get("k", { range: { suffix: 9 } });
    store.get("k", { range: { offset: 99 } });
    inner.set("k", part(0, 3));
    await clock.advance(900);
    expect(store.get("k", { range: { suffix: 9 } })).toEqual(part(91));
    expect(store.size?.("k")).toBe(100);
    await clock.advance(200);
    expect(store.get("k", { range: { suffix: 9 } })).toEqual(part(0, 3));
    expect(store.version?.("k")).toBe(inner.version("k"));
    expect(store.size?.("k")).toBe(3);
  });

  test("past the cache is seen at once where versions are checked", async () => {
    const { inner, store, fetched } = scene({ checkVersion: true, maxMissingAge: 1e6 });
    store.get("k");
    fetched();
    expect(store.get("k", { range: { suffix: 4 } })).toEqual(part(96));
    expect(fetched()).toEqual([["version", "k"]]);
    inner.set("k", part(0, 3));
    expect(store.get("k", { range: { suffix: 4 } })).toEqual(part(0, 3));
    expect([store.size?.("k"), await store.version?.("k")]).toEqual([3, inner.version("k")]);
    inner.delete("k");
    expect(store.get("k")).toBeUndefined();
    expect(store.get("k")).toBeUndefined();
    inner.set("k", value);
    expect(store.get("k")).toEqual(value);
  });
});
