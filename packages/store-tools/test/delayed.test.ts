import { MemoryStore } from "@zarrkit/store-memory";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { delayed } from "../src/index.ts";
import { collect } from "./support/collect.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Whether a call is answered after exactly so many milliseconds. */
async function takes(call: () => unknown, milliseconds: number): Promise<void> {
  let done = false;
  const ending = Promise.resolve(call()).then(() => {
    done = true;
  });
  await vi.advanceTimersByTimeAsync(milliseconds - 1);
  expect(done).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(done).toBe(true);
  await ending;
}

describe("a delay", () => {
  test("goes before every reading and every writing call", async () => {
    const store = delayed(new MemoryStore(), { get: 20, set: 50 });
    await takes(() => store.set("a/k", Uint8Array.of(1)), 50);
    await takes(() => store.get("a/k"), 20);
    await takes(() => store.size?.("a/k"), 20);
    await takes(() => store.version?.("a/k"), 20);
    await takes(() => collect(store.list("")), 20);
    await takes(() => collect(store.listDir("a/")), 20);
    await takes(() => store.deleteIf?.("a/k", ""), 50);
    await takes(() => store.delete("a/k"), 50);
    await takes(() => store.deletePrefix?.(""), 50);
  });

  test("may differ from call to call", async () => {
    let next = 0;
    const store = delayed(new MemoryStore(), { get: () => (next += 10) });
    await takes(() => store.get("k"), 10);
    await takes(() => store.get("k"), 20);
  });

  test("ends when the caller leaves, and the store never hears of the call", async () => {
    let calls = 0;
    const inner = new MemoryStore();
    const store = delayed(
      { ...inner, contract: inner.contract, description: "counted", get: () => void calls++ },
      { get: 20 },
    );
    const controller = new AbortController();
    const reason = new Error("the caller left");
    const call = Promise.resolve(store.get("k", { signal: controller.signal })).catch((error) => error);
    await vi.advanceTimersByTimeAsync(10);
    controller.abort(reason);
    expect(await call).toBe(reason);
    expect(await Promise.resolve(store.get("k", { signal: controller.signal })).catch((error) => error)).toBe(reason);
    expect([calls, vi.getTimerCount()]).toEqual([0, 0]);
  });
});
