import { describe, expect, test } from "vitest";
import type { Store } from "../../src/contract/index.ts";
import { isListable, isWritable } from "../../src/store/access.ts";
import { withReadOnly } from "../../src/store/read-only.ts";
import { RangesStore, VersionedStore } from "../support/counting-store.ts";
import { MapStore } from "../support/map-store.ts";

describe("a read-only view", () => {
  test("reads and lists what the store holds, and writes nothing", async () => {
    const store = new MapStore({ values: new Map([["a/b", Uint8Array.of(1)]]) });
    const view = withReadOnly(store);
    expect(view.get("a/b")).toEqual(Uint8Array.of(1));
    expect([view.readOnly, isWritable(view), isListable(view)]).toEqual([true, false, true]);
    if (!isListable(view)) return expect.unreachable();
    expect(await all(view.list(""))).toEqual(["a/b"]);
    expect(await all(view.listDir(""))).toEqual(["a/"]);
    expect(view).not.toHaveProperty("set");
  });

  test("leaves the store as it was, and keeps its identity", () => {
    const store = new MapStore({ identity: "same" });
    expect(withReadOnly(store).identity).toBe("same");
    expect(isWritable(store)).toBe(true);
    const anonymous: Store = { contract: "zarrkit.store.v1", description: "x", get: () => undefined };
    expect(withReadOnly(anonymous).identity).toBe(anonymous);
    expect(isListable(withReadOnly(anonymous))).toBe(false);
  });

  test("can do what the store can: ranges, versions, lent memory", async () => {
    const values = new Map([["a", Uint8Array.of(1, 2)]]);
    expect(await withReadOnly(new RangesStore({ values })).getRanges?.("a", [{ offset: 1 }])).toEqual([
      Uint8Array.of(2),
    ]);
    const versioned = new VersionedStore({ values });
    expect(await withReadOnly(versioned).version?.("a")).toBe(await versioned.version("a"));
    expect(withReadOnly(new MapStore({ borrowed: true })).borrowed).toBe(true);
    expect(withReadOnly(new MapStore())).not.toHaveProperty("version");
    expect(withReadOnly(Object.assign(new MapStore(), { bytesPerRequest: 7 })).bytesPerRequest).toBe(7);
  });

  test("of a store that is read-only already is the store", () => {
    const view = withReadOnly(new MapStore());
    expect(withReadOnly(view)).toBe(view);
  });
});

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
