import type { Store } from "@zarrkit/core/contract";
import { MemoryStore } from "@zarrkit/store-memory";
import { type FailingStoreOptions, failingStore } from "@zarrkit/testkit/failing-store";
import { describe, expect, test } from "vitest";
import { type RetryOptions, retrying, type StoreOperation } from "../src/index.ts";
import { collect } from "./support/collect.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const failureOf = (call: unknown): Promise<Error & { code?: string }> =>
  Promise.resolve(call).then(
    () => expect.unreachable("it should have failed"),
    (error) => error,
  );

/** A store whose first calls of an operation fail, the given ones in turn, and how often it was called. */
function scene(operation: StoreOperation, points: readonly ("before" | "after")[], options: RetryOptions = {}) {
  const inner = new MemoryStore(new Map([["k", bytes("old")]]));
  const log: StoreOperation[] = [];
  const failures = [...points];
  const failing: FailingStoreOptions = {
    failure(name) {
      log.push(name);
      return name === operation ? failures.shift() : undefined;
    },
  };
  return { inner, log, store: retrying(failingStore(inner, failing), { pause: 0, ...options }) };
}

describe("a call that failed", () => {
  test("is made again until it succeeds", async () => {
    const { store, log } = scene("get", ["before", "after", "before"]);
    expect(await store.get("k")).toEqual(bytes("old"));
    expect(log).toEqual(["get", "get", "get", "get"]);
  });

  test("fails with the store's own error when it never does", async () => {
    const { store, log } = scene(
      "size",
      Array.from({ length: 9 }, () => "before" as const),
      { retries: 3 },
    );
    expect(await failureOf(store.size?.("k"))).toMatchObject({ code: "injected" });
    expect(log).toHaveLength(4);
  });

  test("is told of, with the attempt that failed", async () => {
    const told: unknown[] = [];
    const { store } = scene("get", ["before", "before"], {
      onRetry: (error, { operation, key }, attempt) => told.push([(error as Error).message, operation, key, attempt]),
    });
    await store.get("k");
    expect(told).toEqual([
      ['get of "k" failed on purpose', "get", "k", 1],
      ['get of "k" failed on purpose', "get", "k", 2],
    ]);
  });

  test("waits longer each time, up to a bound", async () => {
    const { store } = scene("get", ["before", "before", "before"], { pause: 4, longestPause: 9 });
    const waits: number[] = [];
    const timeout = globalThis.setTimeout;
    globalThis.setTimeout = ((work: () => void, milliseconds: number) => {
      waits.push(milliseconds);
      return timeout(work, 0);
    }) as typeof setTimeout;
    try {
      await store.get("k");
    } finally {
      globalThis.setTimeout = timeout;
    }
    const [first, second, third] = waits as [number, number, number];
    expect(waits).toHaveLength(3);
    expect(first).toBeGreaterThanOrEqual(4);
    expect(first).toBeLessThanOrEqual(8);
    expect(second).toBeGreaterThanOrEqual(8);
    expect([Math.max(first, second, third), third]).toEqual([9, 9]);
  });
});

describe("what is not tried again", () => {
  /** How often a store is called whose `get` ends in some way. */
  async function callsOf(get: Store["get"], options: RetryOptions = {}, signal?: AbortSignal): Promise<number> {
    let calls = 0;
    const counted: Store = {
      contract: "zarrkit.store.v1",
      description: "counted",
      get: (key, given) => {
        calls++;
        return get(key, given);
      },
    };
    await Promise.resolve(retrying(counted, { pause: 0, ...options }).get("k", { signal })).catch(() => {});
    return calls;
  }
  const throwing = (error: unknown) => () => {
    throw error;
  };

  test("a missing value", async () => expect(await callsOf(() => undefined)).toBe(1));

  test.each([
    ["a bad key or range", new RangeError("no key")],
    ["a mistake in the program", new TypeError("value must be a Uint8Array")],
    ["what the store cannot do", Object.assign(new Error("no"), { code: "unsupported" })],
    ["a pinned value that has changed", Object.assign(new Error("changed"), { code: "changed" })],
    ["what says that it is for good", Object.assign(new Error("403"), { retryable: false })],
  ])("%s", async (_, error) => expect(await callsOf(throwing(error))).toBe(1));

  test("a call whose caller has left", async () => {
    const controller = new AbortController();
    const leaves = () => {
      controller.abort(new Error("the caller left"));
      throw new Error("connection lost");
    };
    expect(await callsOf(leaves, {}, controller.signal)).toBe(1);
    expect(await callsOf(() => undefined, {}, AbortSignal.abort())).toBe(0);
  });

  test("what the caller's own rule says", async () => {
    const rule = { isRetryable: (error: unknown) => (error as Error).message === "503" };
    expect(await callsOf(throwing(new Error("404")), rule)).toBe(1);
    expect(await callsOf(throwing(new Error("503")), { ...rule, retries: 2 })).toBe(3);
  });

  test("a write to a read-only store", async () => {
    const { log, inner } = scene("set", []);
    const refusing = Object.assign(failingStore(inner, { failure: (name) => void log.push(name) }), { readOnly: true });
    Object.assign(refusing, {
      set: async () => {
        log.push("set");
        throw new Error("read-only");
      },
    });
    expect((await failureOf(retrying(refusing, { pause: 0 }).set("k", bytes("new")))).message).toBe("read-only");
    expect(log).toEqual(["set"]);
  });
});

test("a signal ends a pause", async () => {
  const { store } = scene("get", ["before"], { pause: 60_000, longestPause: 60_000 });
  const controller = new AbortController();
  const reason = new Error("the caller left");
  setTimeout(() => controller.abort(reason), 5);
  expect(await failureOf(store.get("k", { signal: controller.signal }))).toBe(reason);
});

describe("reads that are tied together", () => {
  test("are not tied to a version that nobody got to see", async () => {
    const { store, inner } = scene("get", ["after"]);
    const pin = { version: undefined };
    const read = store.get("k", { pin });
    await Promise.resolve();
    inner.set("k", bytes("new"));
    expect(await read).toEqual(bytes("new"));
    expect(pin.version).toBe(inner.version("k"));
  });

  test("stay tied through failures", async () => {
    const { store, inner } = scene("get", ["after", "before"]);
    const pin = { version: undefined };
    const [first, second] = [store.get("k", { pin }), store.get("k", { pin })];
    expect([await first, await second]).toEqual([bytes("old"), bytes("old")]);
    inner.set("k", bytes("new"));
    expect(await failureOf(store.get("k", { pin }))).toMatchObject({ code: "changed" });
  });
});

describe("a conditional write whose answer was lost", () => {
  test("counts as made when it was", async () => {
    const { store, inner } = scene("set", ["after", "before"]);
    expect(await store.set("new", bytes("mine"), { ifVersion: null })).toBe(true);
    expect(inner.get("new")).toEqual(bytes("mine"));
  });

  test("is made when it was not", async () => {
    const { store, inner } = scene("set", ["before", "before"]);
    expect(await store.set("new", bytes("mine"), { ifVersion: null })).toBe(true);
    expect(inner.get("new")).toEqual(bytes("mine"));
  });

  test("is refused at once when the condition does not hold at first", async () => {
    const { store, log } = scene("set", []);
    expect(await store.set("k", bytes("old"), { ifVersion: null })).toBe(false);
    expect(log).toEqual(["set"]);
  });

  test("is an error where others have changed the value, before it or after it", async () => {
    for (const point of ["before", "after"] as const) {
      const { store, inner } = scene("set", [point]);
      const version = inner.version("k") as string;
      const write = store.set("k", bytes("mine"), { ifVersion: version });
      await Promise.resolve();
      inner.set("k", bytes("of another"));
      expect(await failureOf(write)).toMatchObject({ code: "ambiguous" });
      expect(inner.get("k")).toEqual(bytes("of another"));
    }
  });

  test("is an error where the value is the same, since others may have written it", async () => {
    for (const point of ["before", "after"] as const) {
      const { store, inner } = scene("set", [point]);
      const version = inner.version("k") as string;
      const write = store.set("k", bytes("same"), { ifVersion: version });
      await Promise.resolve();
      if (point === "before") inner.set("k", bytes("same"));
      expect(await failureOf(write)).toMatchObject({ code: "ambiguous" });
    }
  });

  test("is looked into again when the look fails", async () => {
    const inner = new MemoryStore();
    const failures: Record<string, ("before" | "after")[]> = { set: ["after"], get: ["before", "before"] };
    const failing = failingStore(inner, { failure: (name) => failures[name]?.shift() });
    expect(await retrying(failing, { pause: 0 }).set("k", bytes("mine"), { ifVersion: null })).toBe(true);
  });

  test("a write without condition is simply made again", async () => {
    const { store, inner } = scene("set", ["after", "before"]);
    expect(await store.set("k", bytes("mine"))).toBe(true);
    expect(inner.get("k")).toEqual(bytes("mine"));
  });
});

describe("a conditional removal whose answer was lost", () => {
  test("counts as made when the value is gone", async () => {
    const { store, inner } = scene("deleteIf", ["after"]);
    expect(await store.deleteIf?.("k", inner.version("k") as string)).toBe(true);
  });

  test("is an error where others have written since", async () => {
    const { store, inner } = scene("deleteIf", ["before"]);
    const removal = store.deleteIf?.("k", inner.version("k") as string);
    await Promise.resolve();
    inner.set("k", bytes("of another"));
    expect(await failureOf(removal)).toMatchObject({ code: "ambiguous" });
  });
});

describe("a listing that fails", () => {
  test("goes on where it was, each name once", async () => {
    const keys = Array.from({ length: 20 }, (_, index) => `a/${index}`);
    const inner = new MemoryStore(new Map(keys.map((key) => [key, bytes(key)])));
    const failing = failingStore(inner, { rate: 0 });
    let failures = 0;
    const flaky = {
      ...failing,
      async *list(prefix: string) {
        let given = 0;
        for await (const key of inner.list(prefix)) {
          if (given === 5 * (failures + 1) && failures < 3) {
            failures++;
            throw new Error("connection lost");
          }
          given++;
          yield key;
        }
      },
    };
    const found: string[] = [];
    for await (const key of retrying(flaky, { pause: 0 }).list("a/")) found.push(key);
    expect(found).toEqual(keys);
    expect(failures).toBe(3);
  });

  test("fails when it comes no further", async () => {
    const failing = failingStore(new MemoryStore(), { failure: () => "before" });
    expect(await failureOf(collect(retrying(failing, { pause: 0, retries: 2 }).listDir("")))).toMatchObject({
      code: "injected",
    });
  });

  test("is closed when the caller has seen enough", async () => {
    let closed = false;
    const inner = {
      ...failingStore(new MemoryStore(), { rate: 0 }),
      async *list() {
        try {
          yield "a";
          yield "b";
        } finally {
          closed = true;
        }
      },
    };
    for await (const _ of retrying(inner).list("")) break;
    expect(closed).toBe(true);
  });
});

test("counters over a store that fails lose no step and count none twice, or say so", async () => {
  const inner = new MemoryStore(new Map([["counter", Uint8Array.of(0)]]));
  const store = retrying(failingStore(inner, { rate: 0.3, seed: 11 }), { pause: 0, retries: 50 });
  let doubts = 0;
  const step = async (): Promise<void> => {
    for (;;) {
      const pin = { version: undefined };
      const [count = 0] = (await store.get("counter", { pin })) as Uint8Array;
      try {
        if (await store.set("counter", Uint8Array.of(count + 1), { ifVersion: pin.version })) return;
      } catch (error) {
        expect(error).toMatchObject({ code: "ambiguous" });
        doubts++;
        return;
      }
    }
  };
  await Promise.all(Array.from({ length: 40 }, step));
  const [count = 0] = inner.get("counter") as Uint8Array;
  expect(count).toBeLessThanOrEqual(40);
  expect(count).toBeGreaterThanOrEqual(40 - doubts);
});
