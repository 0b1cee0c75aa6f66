import type { Store } from "@zarrkit/core/contract";
import { MemoryStore } from "@zarrkit/store-memory";
import { describe, expect, test } from "vitest";
import { observed, type StoreEvent } from "../src/index.ts";
import { collect } from "./support/collect.ts";

/** A store with a value of nine bytes under `a/k`, and what is heard of calls to it. */
function scene() {
  const events: StoreEvent[] = [];
  const inner = new MemoryStore(new Map([["a/k", Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9)]]));
  const store = observed(inner, (event) => events.push(event));
  const heard = () => events.splice(0).map(({ operation, key, outcome, bytes }) => [operation, key, outcome, bytes]);
  return { inner, store, events, heard };
}

describe("a listener hears", () => {
  test("of reading, with the bytes that came", () => {
    const { inner, store, events } = scene();
    store.get("a/k");
    store.get("a/k", { range: { suffix: 2 } });
    store.get("missing");
    store.getRange?.("a/k", { offset: 1, length: 3 });
    store.version?.("a/k");
    store.size?.("missing");
    expect(events.map(({ operation, ranges, outcome, bytes }) => ({ operation, ranges, outcome, bytes }))).toEqual([
      { operation: "get", ranges: [], outcome: "found", bytes: 9 },
      { operation: "get", ranges: [{ suffix: 2 }], outcome: "found", bytes: 2 },
      { operation: "get", ranges: [], outcome: "missing", bytes: 0 },
      { operation: "getRange", ranges: [{ offset: 1, length: 3 }], outcome: "found", bytes: 3 },
      { operation: "version", ranges: [], outcome: "found", bytes: 0 },
      { operation: "size", ranges: [], outcome: "missing", bytes: 0 },
    ]);
    for (const { store: name, startTime, milliseconds } of events) {
      expect(name).toBe(inner.description);
      expect(startTime).toBeGreaterThan(0);
      expect(milliseconds).toBeGreaterThanOrEqual(0);
    }
  });

  test("of several ranges in one call", async () => {
    const events: StoreEvent[] = [];
    const parts = [Uint8Array.of(1), Uint8Array.of(2, 3)];
    const inner: Store = {
      contract: "zarrkit.store.v1",
      description: "parts",
      get: () => undefined,
      getRanges: async () => parts,
    };
    const ranges = [
      { offset: 0, length: 1 },
      { offset: 5, length: 2 },
    ];
    await observed(inner, (event) => events.push(event)).getRanges?.("k", ranges);
    expect(events).toMatchObject([
      { operation: "getRanges", key: "k", ranges, outcome: "found", bytes: 3, store: "parts" },
    ]);
  });

  test("of writing, and of conditions that did not hold", async () => {
    const { store, heard } = scene();
    store.set("b", Uint8Array.of(1, 2));
    store.set("b", Uint8Array.of(3), { ifVersion: null });
    store.deleteIf?.("b", "no such version");
    store.deleteIf?.("b", (await store.version?.("b")) as string);
    store.delete("b");
    store.deletePrefix?.("a/");
    expect(heard()).toEqual([
      ["set", "b", "done", 2],
      ["set", "b", "refused", 0],
      ["deleteIf", "b", "refused", 0],
      ["version", "b", "found", 0],
      ["deleteIf", "b", "done", 0],
      ["delete", "b", "done", 0],
      ["deletePrefix", "a/", "done", 0],
    ]);
  });

  test("of listings when they end, also early", async () => {
    const { store, events } = scene();
    store.set("a/l", Uint8Array.of(1));
    await collect(store.list("a/"));
    for await (const _ of store.list("")) break;
    await collect(store.listDir(""));
    expect(events.slice(1).map(({ operation, key, outcome, names }) => [operation, key, outcome, names])).toEqual([
      ["list", "a/", "done", 2],
      ["list", "", "done", 1],
      ["listDir", "", "done", 1],
    ]);
  });

  test("of failures and of callers who left", async () => {
    const { store, events } = scene();
    expect(() => store.get("../k")).toThrow(RangeError);
    const reason = new Error("the caller left");
    expect(() => store.get("a/k", { signal: AbortSignal.abort(reason) })).toThrow(reason);
    await expect(collect(store.list("", { signal: AbortSignal.abort(reason) }))).rejects.toThrow(reason);
    await expect(collect(store.list("../"))).rejects.toThrow(RangeError);
    expect(events.map(({ operation, outcome }) => [operation, outcome])).toEqual([
      ["get", "failed"],
      ["get", "aborted"],
      ["list", "aborted"],
      ["list", "failed"],
    ]);
    expect(events.map(({ error }) => error)).toEqual([expect.any(RangeError), reason, reason, expect.any(RangeError)]);
  });
});

test("a store that answers at once still does", () => {
  expect(scene().store.get("a/k")).toBeInstanceOf(Uint8Array);
});

test("what the listener throws reaches nobody who calls the store, and is reported", async () => {
  const store = observed(new MemoryStore(), () => {
    throw new Error("from the listener");
  });
  const reported = new Promise((resolve) => {
    const others = process.listeners("uncaughtException");
    process.removeAllListeners("uncaughtException");
    process.once("uncaughtException", (error) => {
      for (const other of others) process.on("uncaughtException", other);
      resolve(error.message);
    });
  });
  expect(store.get("k")).toBeUndefined();
  expect(await reported).toBe("from the listener");
});
