import type {
  ByteRange,
  ListableStore,
  ReadOptions,
  VersionPin,
  WritableStore,
  WriteOptions,
} from "@zarrkit/core/contract";
import { describe, expect, test } from "vitest";
import { type StoreUnderTest, storeConformance } from "../src/store.ts";

type Full = WritableStore & ListableStore;

/** A right store, small enough to be seen through; its parts are then broken one by one. */
function rightStore(): { store: Full; values: Map<string, Uint8Array> } {
  const values = new Map<string, Uint8Array>();
  const versions = new WeakMap<Uint8Array, string>();
  let lastVersion = 0;
  const check = (key: string): string => {
    if (key.split("/").some((segment) => ["", ".", ".."].includes(segment))) throw new RangeError(`bad key ${key}`);
    return key;
  };
  const below = (prefix: string): string[] => {
    if (prefix !== "") check(prefix.slice(0, -1));
    if (prefix !== "" && !prefix.endsWith("/")) throw new RangeError("bad prefix");
    return [...values.keys()].filter((key) => key.startsWith(prefix));
  };
  const version = (key: string): string | undefined => {
    const value = values.get(key);
    if (value !== undefined && !versions.has(value)) versions.set(value, `${++lastVersion}`);
    return value && versions.get(value);
  };
  const number = (value: number): number => {
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError("bad range");
    return value;
  };
  const part = (value: Uint8Array, range: ByteRange | undefined): Uint8Array => {
    if (range === undefined) return value.slice();
    if ("suffix" in range) return value.slice(Math.max(0, value.length - number(range.suffix)));
    return value.slice(
      number(range.offset),
      range.length === undefined ? undefined : range.offset + number(range.length),
    );
  };
  const heed = (pin: VersionPin | undefined, key: string): void => {
    if (pin === undefined) return;
    if (pin.version !== undefined && pin.version !== version(key))
      throw Object.assign(new Error("another version"), { code: "changed" });
    pin.version = version(key);
  };
  const store: Full = {
    contract: "zarrkit.store.v1",
    description: "test://1",
    identity: values,
    get: async (key: string, options?: ReadOptions) => {
      options?.signal?.throwIfAborted();
      const value = values.get(check(key));
      heed(options?.pin, key);
      return value && part(value, options?.range);
    },
    getRanges: async (key, ranges, options) => {
      options?.signal?.throwIfAborted();
      const value = values.get(check(key));
      heed(options?.pin, key);
      return value && ranges.map((range) => part(value, range));
    },
    version: (key, options) => {
      options?.signal?.throwIfAborted();
      return version(key);
    },
    size: (key, options) => {
      options?.signal?.throwIfAborted();
      return values.get(check(key))?.length;
    },
    set: async (key: string, value: Uint8Array, options?: WriteOptions) => {
      options?.signal?.throwIfAborted();
      if (!(value instanceof Uint8Array)) throw new TypeError("not bytes");
      if (options?.ifVersion !== undefined && (version(check(key)) ?? null) !== options.ifVersion) return false;
      values.set(check(key), value.slice());
      return true;
    },
    delete: async (key, options) => {
      options?.signal?.throwIfAborted();
      values.delete(check(key));
    },
    deleteIf: async (key, expected) => version(key) === expected && values.delete(key),
    deletePrefix: async (prefix) => {
      for (const key of below(prefix)) values.delete(key);
    },
    async *list(prefix, options) {
      for (const key of below(prefix)) {
        options?.signal?.throwIfAborted();
        yield key;
      }
    },
    async *listDir(prefix, options) {
      const names = below(prefix).map((key) => key.slice(prefix.length).replace(/\/.*/s, "/"));
      for (const name of new Set(names)) {
        options?.signal?.throwIfAborted();
        yield name;
      }
    },
  };
  return { store, values };
}

const all = { write: true, list: true };
storeConformance({ test, expect, describe }, { name: "right store", capabilities: all, create: rightStore });
storeConformance(
  { test },
  {
    name: "right store, prepared behind its back",
    capabilities: { list: true },
    create: () => {
      const { store, values } = rightStore();
      return { store, behind: { write: (key, bytes) => void values.set(key, bytes), read: (key) => values.get(key) } };
    },
  },
);

/** Runs the suite and answers the names of the tests that failed. */
async function failures(create: () => StoreUnderTest): Promise<string[]> {
  const tests: [string, () => Promise<void>][] = [];
  storeConformance({ test: (name, run) => tests.push([name, run]) }, { name: "store", capabilities: all, create });
  const failed: string[] = [];
  for (const [name, run] of tests) {
    try {
      await run();
    } catch {
      failed.push(name);
    }
  }
  return failed;
}

type Breaking = (right: Full, values: Map<string, Uint8Array>) => Partial<Record<keyof Full | "store", unknown>>;

/** Mistakes that stores have made, and a word from a test that must see each. */
const mistakes: Record<string, readonly [catches: RegExp, Breaking]> = {
  "ranges ignored": [/bytes 2 to 4/, (right) => ({ get: async (key: string) => right.get(key) })],
  "a suffix counted from the start": [
    /suffix longer/,
    (_, values) => ({
      get: async (key: string, o?: ReadOptions) => {
        const value = values.get(key);
        return o?.range && "suffix" in o.range ? value?.slice((value.length - o.range.suffix) % 7) : _.get(key, o);
      },
    }),
  ],
  "an empty value taken for a missing one": [
    /empty value as empty/,
    (right) => ({
      get: async (key: string, o?: ReadOptions) => {
        const value = await right.get(key, o);
        return value?.length ? value : undefined;
      },
    }),
  ],
  "a missing key thrown": [
    /undefined for a missing key/,
    (right) => ({
      get: async (key: string, o?: ReadOptions) => {
        const value = await right.get(key, o);
        if (value === undefined) throw new Error("missing");
        return value;
      },
    }),
  ],
  "a missing key as empty for a range of zero": [
    /length of zero/,
    (right) => ({
      get: (key: string, o?: ReadOptions) =>
        o?.range && "length" in o.range && o.range.length === 0 ? new Uint8Array(0) : right.get(key, o),
    }),
  ],
  "kept memory handed out": [
    /gives memory/,
    (right, values) => ({ get: async (key: string) => values.get(key) ?? right.get(key) }),
  ],
  "a subclass of Uint8Array answered": [
    /no subclass/,
    (right) => ({
      get: async (key: string, o?: ReadOptions) => {
        const value = await right.get(key, o);
        return value && new (class Kin extends Uint8Array {})(value);
      },
    }),
  ],
  "the caller's memory kept": [
    /neither keeps nor changes/,
    (right, values) => ({
      set: async (key: string, value: Uint8Array, o?: WriteOptions) => {
        const done = await right.set(key, value, o);
        if (done) values.set(key, value);
        return done;
      },
    }),
  ],
  "the buffer of a view stored": [
    /what a view shows/,
    (right) => ({
      set: (key: string, value: Uint8Array, o?: WriteOptions) =>
        right.set(key, value instanceof Uint8Array ? new Uint8Array(value.buffer) : value, o),
    }),
  ],
  "signals ignored": [
    /aborted signal/,
    (right) => ({ get: (key: string, o?: ReadOptions) => right.get(key, { range: o?.range }) }),
  ],
  "an abort with another reason": [
    /reason of an aborted/,
    (right) => ({
      get: async (key: string, o?: ReadOptions) => {
        if (o?.signal?.aborted) throw new Error("AbortError");
        return right.get(key, o);
      },
    }),
  ],
  "keys decoded": [
    /never percent-decoded/,
    (right) => ({ get: (key: string, o?: ReadOptions) => right.get(decodeURIComponent(key), o) }),
  ],
  "case folded": [
    /case is kept/,
    (right) => ({
      get: (key: string, o?: ReadOptions) => right.get(key.toLowerCase(), o),
      set: (key: string, v: Uint8Array, o?: WriteOptions) => right.set(key.toLowerCase(), v, o),
    }),
  ],
  "dots resolved": [
    /"a\/\.\/b" is no key/,
    (right) => ({ get: (key: string, o?: ReadOptions) => right.get(key.replace("/./", "/"), o) }),
  ],
  "bad keys written": [
    /"\.\.\/escape" is no key/,
    (right, values) => ({
      set: async (key: string, v: Uint8Array, o?: WriteOptions) =>
        key.startsWith("..") ? values.set(key, v) && true : right.set(key, v, o),
    }),
  ],
  "ifVersion ignored": [/never replaces/, (right) => ({ set: (key: string, v: Uint8Array) => right.set(key, v) })],
  "a version made of the bytes": [
    /also of the same bytes|also of equal length/,
    (_, values) => ({ version: (key: string) => (values.has(key) ? String(values.get(key)) : undefined) }),
  ],
  "pins ignored": [
    /fails with the code/,
    (right) => ({ get: (key: string, o?: ReadOptions) => right.get(key, { ...o, pin: undefined }) }),
  ],
  "pins of several ranges ignored": [
    /the first read fills it/,
    (right) => ({ getRanges: (key: string, ranges: readonly ByteRange[]) => right.getRanges?.(key, ranges) }),
  ],
  "a pin taken for that of a missing value": [
    /what is gone/,
    (right, values) => ({
      get: (key: string, o?: ReadOptions) => (values.has(key) ? right.get(key, o) : right.get(key)),
    }),
  ],
  "a delete that does not look at the version": [
    /deleteIf/,
    (_, values) => ({ deleteIf: (key: string) => values.delete(key) }),
  ],
  "a version that moves by itself": [/stands still/, () => ({ version: () => String(Math.random()) })],
  "a sibling listed": [
    /list: keys below a prefix/,
    (_, values) => ({
      async *list(prefix: string) {
        for (const key of values.keys()) if (key.startsWith(prefix.slice(0, -1))) yield key;
      },
    }),
  ],
  "keys listed without their prefix": [
    /list: the example/,
    (right) => ({
      async *list(prefix: string, o: object) {
        for await (const key of right.list(prefix, o)) yield key.slice(prefix.length);
      },
    }),
  ],
  "prefixes listed twice": [
    /listDir: keys by name/,
    (_, values) => ({
      async *listDir(prefix: string) {
        for (const key of values.keys())
          if (key.startsWith(prefix)) yield key.slice(prefix.length).replace(/\/.*/s, "/");
      },
    }),
  ],
  "prefixes listed without a slash": [
    /listDir: the example/,
    (right) => ({
      async *listDir(prefix: string, o: object) {
        for await (const name of right.listDir(prefix, o)) yield name.replace("/", "");
      },
    }),
  ],
  "a sibling deleted": [
    /no sibling that starts alike/,
    (_, values) => ({
      deletePrefix: async (prefix: string) => {
        for (const key of values.keys()) if (key.startsWith(prefix.slice(0, -1))) values.delete(key);
      },
    }),
  ],
  "a tree deleted for a key": [
    /a prefix is no key/,
    (_, values) => ({
      delete: async (key: string) => {
        for (const name of values.keys()) if (name === key || name.startsWith(`${key}/`)) values.delete(name);
      },
    }),
  ],
  "torn writes": [
    /never a mix/,
    (right, values) => ({
      set: async (key: string, value: Uint8Array, o?: WriteOptions) => {
        if (!values.has(key) || o?.ifVersion !== undefined || value.length < 1000) return right.set(key, value, o);
        const target = new Uint8Array(value.length);
        values.set(key, target);
        target.set(value.subarray(0, value.length / 2));
        await new Promise((resolve) => setTimeout(resolve, 1));
        target.set(value.subarray(value.length / 2), value.length / 2);
        return true;
      },
    }),
  ],
  "a check and a write with a gap between": [
    /one wins/,
    (right, values) => ({
      set: async (key: string, value: Uint8Array, o?: WriteOptions) => {
        if (o?.ifVersion === null && values.has(key)) return false;
        await new Promise((resolve) => setTimeout(resolve, 1));
        return right.set(key, value, o?.ifVersion === null ? {} : o);
      },
    }),
  ],
  "a property called store": [/called `store`/, () => ({ store: {} })],
  "methods that need `this`": [
    /without its `this`/,
    (right) => ({
      get(this: unknown, key: string, o?: ReadOptions) {
        if (this === undefined) throw new TypeError("no this");
        return right.get(key, o);
      },
    }),
  ],
};

describe("the suite sees", () => {
  test("no fault in a right store", async () => {
    expect(await failures(rightStore)).toEqual([]);
  });

  test.each(Object.entries(mistakes))("%s", async (_name, [catches, mistake]) => {
    const failed = await failures(() => {
      const { store, values } = rightStore();
      return { store: { ...store, ...mistake(store, values) } as Full };
    });
    expect(failed.filter((name) => catches.test(name))).not.toEqual([]);
  });

  test("private state that a proxy cannot reach", async () => {
    const failed = await failures(() => {
      class Private {
        readonly #store = rightStore().store;
        readonly contract = "zarrkit.store.v1";
        readonly description = "private";
        get(key: string, options?: ReadOptions) {
          return this.#store.get(key, options);
        }
      }
      return { store: new Private() as unknown as Full };
    });
    expect(failed.some((name) => name.includes("proxy"))).toBe(true);
  });

  test("and cleans up, also after a failure", async () => {
    let cleaned = 0;
    const failed = await failures(() => ({
      store: { ...rightStore().store, get: () => Promise.reject(new Error("no")) },
      cleanup: () => void cleaned++,
    }));
    expect(failed.length).toBeGreaterThan(20);
    expect(cleaned).toBeGreaterThan(failed.length);
  });
});
