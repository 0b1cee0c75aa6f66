import type { ByteRange, ReadOptions, Store } from "@zarrkit/core/contract";
import { MemoryStore } from "@zarrkit/store-memory";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type CacheOptions, cached, observed, prefixed, type StoreEvent } from "../src/index.ts";
import { collect } from "./support/collect.ts";

const value = Uint8Array.from({ length: 100 }, (_, index) => index);
const part = (start: number, end?: number) => value.subarray(start, end);
const failureOf = (call: unknown): Promise<unknown> =>
  Promise.resolve(call).then(
    () => expect.unreachable("it should have failed"),
    (error) => error,
  );
/** Until calls under way have got as far as they can: turns of the event loop, which may each take long. */
async function quiet(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve, 1));
}

afterEach(() => void vi.restoreAllMocks());

/** A clock that goes on only when told to. */
function stoppedClock() {
  let now = performance.now();
  vi.spyOn(performance, "now").mockImplementation(() => now);
  return {
    async advance(milliseconds: number) {
      now += milliseconds;
      // The cache looks at the clock no more than once in a millisecond.
      await quiet();
    },
  };
}

/** A store that serves several ranges in one call, and answers later. */
function rangesStore(inner: MemoryStore): MemoryStore & Required<Pick<Store, "getRanges">> {
  const late = <A extends unknown[], T>(call: (...given: A) => T) => {
    return async (...given: A): Promise<T> => {
      await Promise.resolve();
      return call(...given);
    };
  };
  return {
    ...inner,
    contract: inner.contract,
    get: late(inner.get),
    async getRanges(key: string, ranges: readonly ByteRange[], options?: ReadOptions) {
      const parts = ranges.map((range) => inner.get(key, { ...options, range }));
      return parts.includes(undefined) ? undefined : (parts as Uint8Array[]);
    },
  } as never;
}

/** A cache over a value of a hundred bytes, and what reached the store. */
function scene(options: CacheOptions = {}, make: (inner: MemoryStore) => MemoryStore = (inner) => inner) {
  const events: StoreEvent[] = [];
  const inner = new MemoryStore(new Map([["k", value.slice()]]));
  const store = cached(
    observed(make(inner), (event) => events.push(event)),
    options,
  );
  const fetched = () => events.splice(0).map(({ operation, key, ranges }) => [operation, key, ...ranges]);
  return { inner, store, fetched };
}

describe("what was read", () => {
  test("is not fetched again, nor any range of it", () => {
    const { store, fetched } = scene();
    expect(store.get("k")).toEqual(value);
    for (const range of [
      undefined,
      { offset: 10, length: 5 },
      { offset: 95 },
      { suffix: 7 },
      { offset: 90, length: 99 },
    ]) {
      store.get("k", { range });
    }
    expect(store.get("k", { range: { offset: 10, length: 5 } })).toEqual(part(10, 15));
    expect(store.get("k", { range: { suffix: 7 } })).toEqual(part(93));
    expect(store.get("k", { range: { offset: 90, length: 99 } })).toEqual(part(90));
    expect(store.get("k", { range: { offset: 200, length: 1 } })).toEqual(part(100));
    expect(store.size?.("k")).toBe(100);
    expect(fetched()).toEqual([["get", "k"]]);
    expect(store.stats()).toMatchObject({ hits: 9, misses: 1, pieces: 1 });
  });

  test("may be a range, which serves what lies in it", () => {
    const { store, fetched } = scene();
    store.get("k", { range: { offset: 20, length: 30 } });
    expect(store.get("k", { range: { offset: 25, length: 10 } })).toEqual(part(25, 35));
    store.get("k", { range: { suffix: 16 } });
    expect(store.get("k", { range: { suffix: 4 } })).toEqual(part(96));
    expect(fetched()).toHaveLength(2);
    store.get("k", { range: { offset: 15, length: 10 } });
    store.get("k", { range: { suffix: 17 } });
    store.get("k", { range: { offset: 49 } });
    store.get("k");
    expect(fetched()).toHaveLength(4);
    // All of it is known now.
    store.get("k", { range: { offset: 0, length: 99 } });
    expect(fetched()).toEqual([]);
    expect(store.stats().pieces).toBe(1);
  });

  test("through either spelling of the key, and zarrita's spelling of ranges", async () => {
    const { store, fetched } = scene();
    const bytes = (await store.getRange?.("/k", { suffixLength: 9 })) as Uint8Array;
    expect(bytes).toEqual(part(91));
    for (let time = 0; time < 2; time++) {
      const own = (await store.getRange?.("k", { suffixLength: 9 })) as Uint8Array;
      expect(own).toEqual(part(91));
      own.fill(0);
    }
    expect(store.get("/k", { range: { suffix: 3 } })).toEqual(part(97));
    expect(fetched()).toHaveLength(1);
  });

  test("is let go when there is no room, what was used longest ago first", () => {
    const { inner, store, fetched } = scene({ maxBytes: 3 * (100 + 256) });
    for (const key of ["a", "b", "c", "d"]) inner.set(key, value);
    for (const key of ["a", "b", "c", "a", "d"]) store.get(key);
    fetched();
    for (const key of ["a", "c", "d", "b"]) store.get(key);
    expect(fetched()).toEqual([["get", "b"]]);
    expect(store.stats()).toMatchObject({ evictions: 2, pieces: 3, bytes: 3 * 356, maxBytes: 3 * 356 });
  });

  test("is not kept when it is larger than the cache, and throws out nothing", () => {
    const { inner, store, fetched } = scene({ maxBytes: 1000 });
    inner.set("large", new Uint8Array(1000));
    store.get("k");
    for (let time = 0; time < 2; time++) expect(store.get("large")?.valueOf()).toHaveLength(1000);
    store.get("k");
    expect(fetched().map(([, key]) => key)).toEqual(["k", "large", "large"]);
  });

  test("is the cache's own: neither the store's memory nor part of something larger", () => {
    const { inner, store } = scene();
    store.get("k");
    inner.get("k")?.fill(0);
    expect(store.get("k")).toEqual(value);
    const large = new Uint8Array(2 ** 20);
    const lending: Store = { contract: "zarrkit.store.v1", description: "lends", get: () => large.subarray(0, 10) };
    const small = cached(lending);
    small.get("k");
    expect((small.get("k") as Uint8Array).buffer.byteLength).toBe(10);
  });

  test("is not kept in memory that a caller has lent", async () => {
    const scratch = new Uint8Array(100);
    const filling: Store = {
      contract: "zarrkit.store.v1",
      description: "fills lent memory",
      async get(_, options) {
        const bytes = options?.allocate?.(100) ?? new Uint8Array(100);
        bytes.set(value);
        return bytes;
      },
    };
    const store = cached(filling);
    expect(await store.get("k", { allocate: () => scratch })).toEqual(value);
    scratch.fill(0);
    expect(await store.get("k")).toEqual(value);
  });

  test("can be forgotten", async () => {
    const { store, fetched } = scene();
    store.get("k");
    await store.clear();
    expect(store.stats()).toMatchObject({ pieces: 0, bytes: 0 });
    store.get("k");
    expect(fetched()).toHaveLength(2);
  });

  test("from a store that does not honour ranges is handed on, and not kept", () => {
    const deaf: Store = { contract: "zarrkit.store.v1", description: "deaf", get: () => value };
    const store = cached(deaf);
    for (let time = 0; time < 2; time++) expect(store.get("k", { range: { offset: 0, length: 5 } })).toBe(value);
    expect(store.stats().pieces).toBe(0);
  });
});

describe("several ranges in one call", () => {
  const ranges = [{ offset: 0, length: 10 }, { offset: 50, length: 10 }, { suffix: 5 }];

  test("are kept one by one, and only the others are fetched", async () => {
    const { store, fetched } = scene({}, rangesStore);
    await store.get("k", { range: { offset: 45, length: 20 } });
    const getRanges = (store as Store).getRanges as NonNullable<Store["getRanges"]>;
    fetched();
    expect(await getRanges("k", ranges)).toEqual([part(0, 10), part(50, 60), part(95)]);
    expect(fetched()).toEqual([["getRanges", "k", ranges[0], ranges[2]]]);
    expect(await getRanges("k", ranges.toReversed())).toEqual([part(95), part(50, 60), part(0, 10)]);
    expect(await getRanges("missing", ranges)).toBeUndefined();
    expect(await getRanges("missing", ranges)).toBeUndefined();
    expect(fetched()).toHaveLength(1);
  });

  test("are never of two versions", async () => {
    const { inner, store } = scene({}, rangesStore);
    await store.get("k", { range: { offset: 0, length: 10 } });
    inner.set("k", new Uint8Array(100).fill(7));
    const parts = await (store as Store).getRanges?.("k", ranges);
    expect(parts?.map((bytes) => [...new Set(bytes)])).toEqual([[7], [7], [7]]);
  });
});

describe("a missing value", () => {
  test("is remembered for a time", async () => {
    const clock = stoppedClock();
    const { inner, store, fetched } = scene({ maxMissingAge: 1000 });
    for (const range of [undefined, { offset: 0, length: 1 }, { suffix: 1 }])
      expect(store.get("m", { range })).toBeUndefined();
    expect(fetched()).toEqual([["get", "m"]]);
    inner.set("m", value);
    await clock.advance(900);
    expect(store.get("m")).toBeUndefined();
    await clock.advance(200);
    expect(store.get("m")).toEqual(value);
  });

  test("is asked for again each time where that is 0", () => {
    const { inner, store } = scene({ maxMissingAge: 0 });
    expect(store.get("m")).toBeUndefined();
    inner.set("m", value);
    expect(store.get("m")).toEqual(value);
  });

  test("is there once it is written through the cache", () => {
    const { store } = scene();
    expect(store.get("m")).toBeUndefined();
    store.set("m", value);
    expect(store.get("m")).toEqual(value);
  });

  test("takes some room, so that many do not fill the memory", () => {
    const { store } = scene({ maxBytes: 2560 });
    for (let key = 0; key < 100; key++) store.get(`m${key}`);
    expect(store.stats()).toMatchObject({ pieces: 10, evictions: 90 });
  });
});

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

describe("reads that are tied together", () => {
  test("are served from what is kept of their version", async () => {
    const { inner, store, fetched } = scene();
    store.get("k", { range: { suffix: 10 } });
    const pin = { version: undefined };
    expect(store.get("k", { pin, range: { suffix: 5 } })).toEqual(part(95));
    expect(pin.version).toBe(inner.version("k"));
    expect(store.get("k", { pin, range: { offset: 0, length: 4 } })).toEqual(part(0, 4));
    expect(fetched()).toHaveLength(2);
  });

  test("are of one version also over a store that tells versions to pins alone", async () => {
    const { inner } = scene();
    const { contract, get } = inner;
    const store = cached({ contract, description: "pins", get });
    const read = async (): Promise<unknown[]> => {
      const pin = { version: undefined };
      const end = await store.get("k", { pin, range: { suffix: 10 } });
      return [end, await store.get("k", { pin, range: { offset: 0, length: 3 } })];
    };
    await store.get("k", { range: { suffix: 10 } });
    inner.set("k", part(10, 40));
    expect(await failureOf(read())).toMatchObject({ code: "changed" });
    expect(await read()).toEqual([part(30, 40), part(10, 13)]);
  });

  test("fail when the value has changed, and begin anew with what is there now", async () => {
    const { inner, store } = scene();
    store.get("k", { range: { suffix: 10 } });
    const read = async (): Promise<unknown[]> => {
      const pin = { version: undefined };
      const end = await store.get("k", { pin, range: { suffix: 10 } });
      return [end, await store.get("k", { pin, range: { offset: 0, length: 3 } })];
    };
    inner.set("k", part(10, 40));
    expect(await failureOf(read())).toMatchObject({ code: "changed" });
    expect(await read()).toEqual([part(30, 40), part(10, 13)]);
  });

  test("begin anew also when what is there now is not kept", async () => {
    const { inner, store } = scene({ maxBytes: 300 });
    const read = async (): Promise<unknown[]> => {
      const pin = { version: undefined };
      const end = await store.get("k", { pin, range: { suffix: 10 } });
      return [end, await store.get("k", { pin, range: { offset: 0, length: 90 } })];
    };
    await read();
    const changed = value.map((byte) => byte + 1);
    inner.set("k", changed);
    expect(await failureOf(read())).toMatchObject({ code: "changed" });
    expect(await read()).toEqual([changed.subarray(90), changed.subarray(0, 90)]);
  });

  test("are not served from another version", async () => {
    const { inner, store } = scene();
    store.get("k");
    inner.set("k", part(0, 3));
    const pin = { version: inner.version("k") };
    expect(store.get("k", { pin })).toEqual(part(0, 3));
    expect(await failureOf((async () => store.get("k", { pin: { version: "gone" } }))())).toMatchObject({
      code: "changed",
    });
    inner.delete("k");
    store.get("other");
    expect(await failureOf((async () => store.get("other", { pin }))())).toMatchObject({ code: "changed" });
  });
});

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

describe("a cache in another store", () => {
  const kept = (map: Map<string, Uint8Array>) =>
    [...map.keys()].map((name) => name.replace(/_\d+_\d+(?:_[^_]*)?$/, ""));

  test("keeps the bytes there", async () => {
    const map = new Map<string, Uint8Array>();
    const { store, fetched } = scene({ keepIn: new MemoryStore(map) });
    expect(await store.get("k", { range: { suffix: 10 } })).toEqual(part(90));
    expect(await store.get("k", { range: { offset: 5, length: 5 } })).toEqual(part(5, 10));
    expect(kept(map)).toEqual(["k/@-10_0_", "k/@5_10_"]);
    expect(await store.get("k", { range: { suffix: 2 } })).toEqual(part(98));
    expect(fetched()).toHaveLength(2);
    await store.get("k");
    expect(kept(map)).toEqual(["k/@0_100_100"]);
    await store.set("k", part(3));
    expect(map.size).toBe(0);
  });

  test("goes on where an earlier one ended", async () => {
    const map = new Map<string, Uint8Array>();
    const inner = new MemoryStore(new Map([["a/ä k", value]]));
    const first = cached(inner, { keepIn: new MemoryStore(map) });
    await first.get("a/ä k", { range: { suffix: 10 } });
    await first.get("a/ä k", { range: { offset: 0, length: 10 } });
    const events: StoreEvent[] = [];
    const second = cached(
      observed(inner, (event) => events.push(event)),
      { keepIn: new MemoryStore(map), checkVersion: true },
    );
    expect(await second.get("a/ä k", { range: { suffix: 5 } })).toEqual(part(95));
    expect(await second.get("a/ä k", { range: { offset: 2, length: 3 } })).toEqual(part(2, 5));
    expect(events.map(({ operation }) => operation)).toEqual(["version", "version"]);
    expect(second.stats()).toMatchObject({ pieces: 2, hits: 2 });
    inner.set("a/ä k", part(0, 20));
    expect(await second.get("a/ä k", { range: { suffix: 5 } })).toEqual(part(15, 20));
    expect(kept(map)).toEqual(["a/ä k/@-5_0_"]);
  });

  test("keeps within its bounds, also with what an earlier one has left", async () => {
    const map = new Map<string, Uint8Array>();
    const inner = new MemoryStore(new Map([..."abcdef"].map((key) => [key, value])));
    const first = cached(inner, { keepIn: new MemoryStore(map), maxBytes: 4 * 356 });
    for (const key of "abcdef") await first.get(key);
    expect(kept(map)).toEqual([..."cdef"].map((key) => `${key}/@0_100_100`));
    const second = cached(inner, { keepIn: new MemoryStore(map), maxBytes: 2 * 356 });
    await second.get("f");
    await quiet();
    expect(kept(map)).toEqual([..."ef"].map((key) => `${key}/@0_100_100`));
  });

  test("does not serve what an earlier one has left too long ago", async () => {
    const map = new Map<string, Uint8Array>();
    const { store, inner } = scene({ keepIn: new MemoryStore(map) });
    await store.get("k");
    const [[name, bytes]] = [...map] as [[string, Uint8Array]];
    map.clear();
    map.set(
      name.replace(
        /_(\d+)_(\d+)(_[^_]*)?$/,
        (_, time, ...rest) => `_${Number(time) - 5000}_${rest[0]}${rest[1] ?? ""}`,
      ),
      bytes,
    );
    inner.set("k", part(0, 3));
    expect(await cached(inner, { keepIn: new MemoryStore(map), maxAge: 4000 }).get("k")).toEqual(part(0, 3));
    await quiet();
    expect(map.size).toBe(1);
  });

  test("reads on when the bytes have gone from there, or do not fit in", async () => {
    const map = new Map<string, Uint8Array>();
    const holder = new MemoryStore(map);
    const { store, fetched } = scene({ keepIn: holder });
    await store.get("k");
    map.clear();
    expect(await store.get("k", { range: { suffix: 3 } })).toEqual(part(97));
    const full = { ...holder, contract: holder.contract, set: async () => Promise.reject(new Error("disk full")) };
    const other = scene({ keepIn: full as unknown as MemoryStore });
    for (let time = 0; time < 2; time++) expect(await other.store.get("k")).toEqual(value);
    expect([fetched().length, other.fetched().length]).toEqual([2, 2]);
  });

  test("does not serve bytes that were cut short there", async () => {
    const map = new Map<string, Uint8Array>();
    const { store } = scene({ keepIn: new MemoryStore(map) });
    await store.get("k");
    for (const name of map.keys()) map.set(name, part(0, 50));
    expect(await store.get("k")).toEqual(value);
  });

  test("holds nothing of a value while it is changed, so that a crash leaves nothing stale", async () => {
    const map = new Map<string, Uint8Array>();
    /** A store whose writes wait, and what lets them go. */
    const slow = (inner: MemoryStore) => {
      let letGo = () => {};
      const held = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      const set: MemoryStore["set"] = (...given) => held.then(() => inner.set(...given)) as never;
      return { store: { ...inner, contract: inner.contract, set } as unknown as MemoryStore, letGo };
    };
    const source = slow(new MemoryStore(new Map([["k", value]])));
    const holder = slow(new MemoryStore(map));
    const store = cached(source.store, { keepIn: holder.store });
    // This is still being kept when the change begins.
    const before = store.get("k", { range: { suffix: 5 } });
    await quiet();
    const change = store.set("k", part(3));
    holder.letGo();
    expect([await before, await store.get("k")]).toEqual([part(95), value]);
    await quiet();
    expect(map.size).toBe(0);
    source.letGo();
    await change;
    expect(await store.get("k")).toEqual(part(3));
    expect(map.size).toBe(1);
  });

  test("does not write while it cannot remove what would be stale", async () => {
    const holder = new MemoryStore();
    const stuck = {
      ...holder,
      contract: holder.contract,
      delete: async () => Promise.reject(new Error("not allowed")),
    };
    const { inner, store } = scene({ keepIn: stuck as unknown as MemoryStore });
    await store.get("k");
    expect(await failureOf(store.set("k", part(3)))).toMatchObject({ message: "not allowed" });
    expect(inner.get("k")).toEqual(value);
  });

  test("fails when the other store cannot be listed, and tries again", async () => {
    const holder = new MemoryStore();
    let isBroken = true;
    const broken = {
      ...holder,
      contract: holder.contract,
      list: (prefix: string) => {
        if (isBroken) throw new Error("no such folder");
        return holder.list(prefix);
      },
    };
    const { store } = scene({ keepIn: broken as unknown as MemoryStore });
    expect(await failureOf(store.get("k"))).toMatchObject({ message: "no such folder" });
    isBroken = false;
    expect(await store.get("k")).toEqual(value);
  });

  test("may be a part of a store that holds other things", async () => {
    const disk = new MemoryStore(new Map([["mine", value]]));
    const { store } = scene({ keepIn: prefixed(disk, "cache") });
    await store.get("k");
    expect(await collect(disk.listDir(""))).toEqual(["cache/", "mine"]);
    await store.clear();
    expect(await collect(disk.list(""))).toEqual(["mine"]);
  });
});
