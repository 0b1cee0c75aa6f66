import { describe, expect, test } from "vitest";
import type { Store } from "../../src/contract/index.ts";
import { StoreError } from "../../src/error/data-error.ts";
import { ReadOnlyError } from "../../src/error/node-error.ts";
import { UnsupportedError } from "../../src/error/usage-error.ts";
import {
  deletePrefix,
  deleteValue,
  isEmptyPrefix,
  isListable,
  isWritable,
  requireListable,
  requireWritable,
  valueSize,
  writeValue,
} from "../../src/store/access.ts";
import { readRanges } from "../../src/store/read-ranges.ts";
import { readValue } from "../../src/store/read-value.ts";
import { caught } from "../support/caught.ts";
import { CountingStore, RangesStore } from "../support/counting-store.ts";
import { MapStore } from "../support/map-store.ts";

const readable = (get: Store["get"]): Store => ({ contract: "zarrkit.store.v1", description: "plain://test", get });
const filled = () => new MapStore({ values: new Map([["a", Uint8Array.of(0, 1, 2, 3)]]) });

describe("reading", () => {
  test("answers at once where the store does", () => {
    expect(readValue(filled(), "a")).toEqual(Uint8Array.of(0, 1, 2, 3));
    expect(readValue(filled(), "a", { range: { offset: 1, length: 2 } })).toEqual(Uint8Array.of(1, 2));
    expect(readValue(filled(), "b")).toBeUndefined();
  });

  test.each<[string, Store["get"]]>([
    [
      "at once",
      () => {
        throw new TypeError("lost");
      },
    ],
    [
      "later",
      async () => {
        throw new TypeError("lost");
      },
    ],
  ])("that fails %s says which store and key", async (_, get) => {
    const error = await caught(async () => readValue(readable(get), "a/c/0"));
    expect(error).toBeInstanceOf(StoreError);
    expect(error).toMatchObject({ store: "plain://test", key: "a/c/0" });
    expect(error.message).toMatch(/^Could not read: lost/);
    expect(error.cause).toBeInstanceOf(TypeError);
  });

  test.each([null, new ArrayBuffer(4), "text", [1, 2], 0])("that is answered with %o is an error", async (value) => {
    for (const get of [() => value as never, async () => value as never]) {
      const error = await caught(async () => readValue(readable(get), "a"));
      expect(error).toBeInstanceOf(StoreError);
      expect(error.message).toMatch(/Uint8Array is due/);
    }
  });

  test("whose signal is aborted does not begin, and gives its reason", async () => {
    const reason = new Error("enough");
    const options = { signal: AbortSignal.abort(reason) };
    expect(
      await caught(async () =>
        readValue(
          readable(() => expect.unreachable()),
          "a",
          options,
        ),
      ),
    ).toBe(reason);
  });

  test("that a signal cuts short gives the store's own answer to it", async () => {
    const controller = new AbortController();
    const store = readable(async (_, options) => {
      controller.abort(new Error("enough"));
      options?.signal?.throwIfAborted();
      return undefined;
    });
    const error = await caught(async () => readValue(store, "a", { signal: controller.signal }));
    expect(error.message).toBe("enough");
  });
});

describe("reading several ranges", () => {
  const ranges = [
    { offset: 2, length: 1 },
    { offset: 0, length: 2 },
  ];
  const answer = [Uint8Array.of(2), Uint8Array.of(0, 1)];

  test("goes one by one, or at once where the store can", async () => {
    expect(readRanges(filled(), "a", ranges, {})).toEqual(answer);
    const values = filled().values;
    const [single, several] = [new CountingStore({ values }), new RangesStore({ values })];
    expect(await readRanges(single, "a", ranges, {})).toEqual(answer);
    expect(await readRanges(several, "a", ranges, {})).toEqual(answer);
    expect([single.requests.length, several.requests.length]).toEqual([2, 1]);
  });

  test("of a value that is missing answers undefined for each", async () => {
    expect(await readRanges(new RangesStore(), "b", ranges, {})).toEqual([undefined, undefined]);
    expect(readRanges(new MapStore(), "b", ranges, {})).toEqual([undefined, undefined]);
  });

  test.each([[[new ArrayBuffer(1), new ArrayBuffer(2)]], [[null, null]], ["text"]])(
    "that is answered with %o is an error",
    async (value) => {
      for (const getRanges of [() => value as never, async () => value as never]) {
        const store: Store = { ...readable(() => undefined), getRanges };
        expect(await caught(async () => readRanges(store, "a", ranges, {}))).toBeInstanceOf(StoreError);
      }
    },
  );

  test("that fails says which key", async () => {
    const store: Store = { ...readable(() => undefined), getRanges: () => expect.fail("lost") };
    expect(await caught(async () => readRanges(store, "a", ranges, {}))).toMatchObject({ code: "STORE", key: "a" });
  });
});

describe("the size of a value", () => {
  test("is asked for, or counted", async () => {
    expect(await valueSize(filled(), "a")).toBe(4);
    expect(await valueSize(filled(), "b")).toBeUndefined();
    expect(await valueSize({ ...readable(() => expect.unreachable()), size: async () => 9 }, "a")).toBe(9);
  });
});

describe("writing", () => {
  test("hands on whether it was done", async () => {
    const store = filled();
    expect(await writeValue(store, "a", Uint8Array.of(9), { ifVersion: null })).toBe(false);
    expect(await writeValue(store, "b", Uint8Array.of(9), { ifVersion: null })).toBe(true);
    await deleteValue(store, "a");
    expect([...store.values.keys()]).toEqual(["b"]);
  });

  test("to a store that cannot be written is refused with its key", async () => {
    const frozen = Object.assign(filled(), { readOnly: true });
    for (const store of [readable(() => undefined), frozen]) {
      for (const work of [() => writeValue(store, "a", Uint8Array.of(1)), () => deleteValue(store, "a")]) {
        const error = await caught(async () => work());
        expect(error).toBeInstanceOf(ReadOnlyError);
        expect(error.key).toBe("a");
      }
      expect(await caught(() => requireWritable(store))).toBeInstanceOf(ReadOnlyError);
    }
  });

  test("that fails says what it was doing", async () => {
    const store = Object.assign(filled(), { set: () => expect.fail("disk full"), delete: () => expect.fail("locked") });
    expect((await caught(async () => writeValue(store, "a", Uint8Array.of(1)))).message).toMatch(/^Could not write/);
    expect((await caught(async () => deleteValue(store, "a"))).message).toMatch(/^Could not delete/);
  });
});

describe("a prefix", () => {
  const tree = () => new MapStore({ values: new Map(["a/x", "a/b/y", "ab/z"].map((key) => [key, Uint8Array.of(1)])) });

  test("is deleted with everything below it and nothing beside it", async () => {
    const store = tree();
    await deletePrefix(store, "a/");
    expect([...store.values.keys()]).toEqual(["ab/z"]);
  });

  test("is deleted in one go where the store can", async () => {
    const prefixes: string[] = [];
    const store = Object.assign(tree(), { deletePrefix: (prefix: string) => void prefixes.push(prefix) });
    await deletePrefix(store, "a/");
    expect([prefixes, store.values.size]).toEqual([["a/"], 3]);
  });

  test("is empty when nothing lies below it", async () => {
    expect(await isEmptyPrefix(tree(), "a/")).toBe(false);
    expect(await isEmptyPrefix(tree(), "b/")).toBe(true);
    expect(await isEmptyPrefix(new MapStore(), "")).toBe(true);
  });

  test("of a store that cannot list is refused", async () => {
    const store = { ...readable(() => undefined), set: async () => true, delete: async () => {} };
    expect(await caught(isEmptyPrefix(store, ""))).toBeInstanceOf(UnsupportedError);
    expect(await caught(deletePrefix(store, ""))).toBeInstanceOf(UnsupportedError);
    expect(await caught(() => requireListable(store))).toBeInstanceOf(UnsupportedError);
  });

  test("what goes wrong in a listing says which store and prefix", async () => {
    const lost = Object.assign(new Error("lost"), { status: 503, attempts: 3 });
    const store = Object.assign(filled(), {
      async *list() {
        yield "a/b";
        throw lost;
      },
      listDir() {
        throw lost;
      },
    });
    const keys: string[] = [];
    const listing = async (): Promise<void> => {
      for await (const key of requireListable(store).list("a/")) keys.push(key);
    };
    const where = { code: "STORE", store: store.description, status: 503, attempts: 3 };
    expect(await caught(listing)).toMatchObject({ ...where, key: "a/", cause: lost });
    expect(keys).toEqual(["a/b"]);
    expect(await caught(() => isEmptyPrefix(store, ""))).toMatchObject(where);
    const gone = new Error("the caller left");
    const { list } = requireListable(filled());
    const aborted = list("", { signal: AbortSignal.abort(gone) })[Symbol.asyncIterator]();
    expect(await caught(() => aborted.next())).toBe(gone);
  });
});

test("what a store can do is told from its members", () => {
  expect([isListable(filled()), isWritable(filled())]).toEqual([true, true]);
  const plain = readable(() => undefined);
  expect([isListable(plain), isWritable(plain)]).toEqual([false, false]);
});
