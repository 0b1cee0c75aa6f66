import type { Store } from "@zarrkit/core/contract";
import { describe, expect, test } from "vitest";
import { type CacheOptions, cached } from "../../src/index.ts";
import { failureOf, part, quiet, value } from "../support/cache-scene.ts";

describe("callers at the same time", () => {
  /** A cache over a store that answers when it is told to, and what it was asked. */
  function held(options: CacheOptions = {}) {
    const calls: {
      signal: AbortSignal | undefined;
      answer: (bytes?: Uint8Array) => void;
      fail: (error: Error) => void;
    }[] = [];
    const get: Store["get"] = (_, given) =>
      new Promise((resolve, reject) => {
        calls.push({ signal: given?.signal, answer: resolve, fail: reject });
        given?.signal?.addEventListener("abort", () => reject(given.signal?.reason));
      });
    const inner = { contract: "zarrkit.store.v1", description: "held", get } as const;
    const writable = { ...inner, set: async () => true, delete: async () => {} };
    return { calls, store: cached(writable, options) };
  }

  test("share one fetch of the same", async () => {
    const { calls, store } = held();
    const reads = [
      store.get("k"),
      store.get("k"),
      store.get("/k"),
      store.get("k", { range: { suffix: 1 } }),
      store.get("l"),
    ];
    await quiet();
    expect(calls).toHaveLength(3);
    calls[0]?.answer(value);
    calls[1]?.answer(part(99));
    calls[2]?.answer();
    expect(await Promise.all(reads)).toEqual([value, value, value, part(99), undefined]);
  });

  test("fail together, and the next one tries again", async () => {
    const { calls, store } = held();
    const reads = [store.get("k"), store.get("k")].map(failureOf);
    await quiet();
    calls[0]?.fail(new Error("connection lost"));
    for (const error of await Promise.all(reads)) expect(error).toMatchObject({ message: "connection lost" });
    const again = store.get("k");
    await quiet();
    calls[1]?.answer(value);
    expect(await again).toEqual(value);
  });

  test("leave without disturbing each other; the last one stops the fetch", async () => {
    const { calls, store } = held();
    const controllers = [new AbortController(), new AbortController()];
    const reads = controllers.map(({ signal }) => failureOf(store.get("k", { signal })));
    const staying = store.get("k", { signal: new AbortController().signal });
    await quiet();
    controllers[0]?.abort(new Error("first"));
    controllers[1]?.abort(new Error("second"));
    expect((await Promise.all(reads)).map((error) => (error as Error).message)).toEqual(["first", "second"]);
    expect(calls[0]?.signal?.aborted).toBe(false);
    calls[0]?.answer(value);
    expect(await staying).toEqual(value);

    const last = new AbortController();
    const leaving = failureOf(store.get("m", { signal: last.signal }));
    await quiet();
    last.abort(new Error("last"));
    expect(await leaving).toMatchObject({ message: "last" });
    expect(calls[1]?.signal?.aborted).toBe(true);
    const afresh = store.get("m");
    await quiet();
    calls[2]?.answer(value);
    expect(await afresh).toEqual(value);
  });

  test("who come after a change do not join what began before it, and it is not kept", async () => {
    const { calls, store } = held();
    const before = store.get("k");
    await quiet();
    await store.set("k", part(0, 3));
    const after = store.get("k");
    await quiet();
    calls[0]?.answer(value);
    calls[1]?.answer(part(0, 3));
    expect([await before, await after, await store.get("k")]).toEqual([value, part(0, 3), part(0, 3)]);
  });

  test("leave nothing behind: what arrives after the last one has left is not kept past a change", async () => {
    const answers: ((bytes: Uint8Array) => void)[] = [];
    const deaf = {
      contract: "zarrkit.store.v1",
      description: "answers though it was told to stop",
      get: () => new Promise<Uint8Array>((resolve) => answers.push(resolve)),
      set: async () => true,
      delete: async () => {},
    } as const;
    const store = cached(deaf);
    const controller = new AbortController();
    const left = failureOf(store.get("k", { signal: controller.signal }));
    controller.abort(new Error("left"));
    await left;
    const second = store.get("k");
    answers[1]?.(value);
    expect(await second).toEqual(value);
    await store.set("k", part(0, 3));
    answers[0]?.(value);
    await quiet();
    const third = store.get("k");
    answers[2]?.(part(0, 3));
    expect(await third).toEqual(part(0, 3));
  });

  test("who find another version do not join a fetch of the one before, where versions are checked", async () => {
    let current = { bytes: value, version: "old" };
    const waiting: (() => void)[] = [];
    const inner: Store = {
      contract: "zarrkit.store.v1",
      description: "versions",
      version: async () => current.version,
      async get(_, options) {
        const { bytes, version } = current;
        await new Promise<void>((resolve) => waiting.push(resolve));
        if (options?.pin !== undefined) options.pin.version = version;
        return bytes;
      },
    };
    const store = cached(inner, { checkVersion: true });
    const early = store.get("k");
    await quiet();
    current = { bytes: part(0, 3), version: "new" };
    const late = store.get("k");
    await quiet();
    waiting[0]?.();
    expect(await early).toEqual(value);
    await quiet();
    waiting[1]?.();
    expect(await late).toEqual(part(0, 3));
  });

  test("an aborted caller asks for nothing", () => {
    const { calls, store } = held();
    const reason = new Error("enough");
    expect(() => store.get("k", { signal: AbortSignal.abort(reason) })).toThrow(reason);
    expect(calls).toEqual([]);
  });
});
