import { MemoryStore } from "@zarrkit/store-memory";
import { expect, test, vi } from "vitest";
import { cached, delayed } from "../src/index.ts";

test.each([
  ["delayed", (store: MemoryStore) => delayed(store, { get: 1 })],
  ["cached", (store: MemoryStore) => cached(delayed(store, { get: 1 }))],
])("%s puts no listeners on a signal that many calls share", async (_, wrap) => {
  const store = wrap(new MemoryStore(new Map([["k", Uint8Array.of(1)]])));
  const { signal } = new AbortController();
  const listen = vi.spyOn(signal, "addEventListener");
  const found = await Promise.all(Array.from({ length: 30 }, () => store.get("k", { signal })));
  expect(found).toEqual(new Array(30).fill(Uint8Array.of(1)));
  expect(listen).not.toHaveBeenCalled();
});
