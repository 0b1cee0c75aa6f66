import { afterEach, describe, expect, test, vi } from "vitest";
import { ConflictError } from "../../../src/error/data-error.ts";
import { inTurn, replaceValue, updateValue, type ValueUpdate } from "../../../src/io/coordination/update-value.ts";
import { writeValue } from "../../../src/store/access.ts";
import type { VersionedValue } from "../../../src/store/versioned-value.ts";
import { caught } from "../../support/caught.ts";
import { CountingStore, VersionedStore } from "../../support/counting-store.ts";

afterEach(() => vi.restoreAllMocks());

const updateOf = (store: CountingStore, options: Partial<ValueUpdate> = {}): ValueUpdate => ({
  store,
  key: "key",
  place: { store: store.description, path: "a", key: "key", chunk: [3] },
  synchronizer: undefined,
  signal: undefined,
  ...options,
});

/** Adds one to the only byte of a value. */
const addOne =
  (store: CountingStore) =>
  ({ bytes, version }: VersionedValue): Promise<boolean> =>
    store.set("key", Uint8Array.of((bytes?.[0] ?? 0) + 1), { ifVersion: version });

describe("a value that is changed", () => {
  test("loses nothing to others in this process, in any store", async () => {
    const store = new CountingStore();
    await Promise.all(Array.from({ length: 20 }, () => updateValue(updateOf(store), addOne(store))));
    expect(store.map.get("key")).toEqual(Uint8Array.of(20));
  });

  test("loses nothing to others anywhere, where the store tells versions", async () => {
    const values = new Map<string, Uint8Array>();
    const stores = Array.from({ length: 5 }, () => new VersionedStore({ values }));
    const steps = stores.flatMap((store) =>
      Array.from({ length: 10 }, () => updateValue(updateOf(store), addOne(store))),
    );
    await Promise.all(steps);
    expect(values.get("key")).toEqual(Uint8Array.of(50));
    expect(stores.flatMap((store) => store.of("version"))).toEqual([]);
  });

  test("takes one read and one write when nobody else is there", async () => {
    const store = new VersionedStore();
    await updateValue(updateOf(store), addOne(store));
    await updateValue(updateOf(store), addOne(store));
    expect(store.requests.map(({ kind }) => kind)).toEqual(["get", "set", "get", "set"]);
  });

  test("by others each time ends in an error that says where and what to do, and leaves theirs", async () => {
    const store = new VersionedStore();
    let others = 0;
    store.before = (kind) => {
      if (kind === "set") store.map.set("key", Uint8Array.of(++others));
    };
    // Waits of no length.
    vi.spyOn(Math, "random").mockReturnValue(0);
    const error = await caught(updateValue(updateOf(store), addOne(store)));
    expect(error).toBeInstanceOf(ConflictError);
    expect(error).toMatchObject({ code: "CONFLICT", key: "key", chunk: [3], path: "a", attempts: 50 });
    expect(error.message).toMatch(/each of 50 attempts.*nothing was written.*synchronizer/);
    expect(store.map.get("key")).toEqual(Uint8Array.of(others));
  });

  test("is changed again when nobody knows whether it was, unless that would claim twice", async () => {
    for (const isClaim of [false, true]) {
      const store = new VersionedStore();
      let lost = 0;
      const setBit = async ({ bytes, version }: VersionedValue): Promise<boolean> => {
        const written = await writeValue(store, "key", Uint8Array.of((bytes?.[0] ?? 0) | 64), { ifVersion: version });
        if (++lost > 1) return written;
        throw new ConflictError("the answer was lost");
      };
      const updating = updateValue(updateOf(store), setBit, { isClaim });
      if (isClaim) expect(await caught(updating)).toMatchObject({ code: "CONFLICT", message: "the answer was lost" });
      else await updating;
      expect(store.map.get("key")).toEqual(Uint8Array.of(64));
      expect(lost).toBe(isClaim ? 1 : 2);
    }
  });

  test("is given up when the caller leaves, also between attempts", async () => {
    const store = new VersionedStore();
    const controller = new AbortController();
    const reason = new Error("enough");
    let refusals = 0;
    const refuse = async (): Promise<boolean> => {
      if (++refusals === 5) setTimeout(() => controller.abort(reason), 0);
      return false;
    };
    expect(await caught(updateValue(updateOf(store, { signal: controller.signal }), refuse))).toBe(reason);
    expect(refusals).toBeLessThan(20);
  });
});

test("a value that is replaced is not read, and goes whatever was there", async () => {
  const store = new VersionedStore();
  await store.set("key", Uint8Array.of(5));
  store.reset();
  await replaceValue(updateOf(store), addOne(store));
  expect(store.map.get("key")).toEqual(Uint8Array.of(1));
  expect(store.requests.map(({ kind }) => kind)).toEqual(["set"]);
});

describe("a turn", () => {
  test("is taken in this process first and then from the synchronizer", async () => {
    const asked: string[] = [];
    const synchronizer = {
      async withLock<T>(key: string, work: () => Promise<T>): Promise<T> {
        asked.push(`${key} locked`);
        const result = await work();
        asked.push(`${key} free`);
        return result;
      },
    };
    const store = new CountingStore();
    const step = (name: string) => inTurn(updateOf(store, { synchronizer }), async () => asked.push(name));
    await Promise.all([step("one"), step("two")]);
    expect(asked).toEqual(["key locked", "one", "key free", "key locked", "two", "key free"]);
  });

  test("is not used when the caller has left before it came", async () => {
    const store = new CountingStore();
    const controller = new AbortController();
    const first = inTurn(updateOf(store), async () => controller.abort(new Error("left")));
    let ran = false;
    const second = inTurn(updateOf(store, { signal: controller.signal }), async () => {
      ran = true;
    });
    await first;
    expect((await caught(second)).message).toBe("left");
    expect(ran).toBe(false);
  });
});
