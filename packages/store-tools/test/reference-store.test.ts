import type { ByteRange, Store } from "@zarrkit/core/contract";
import { MemoryStore } from "@zarrkit/store-memory";
import { storeConformance } from "@zarrkit/testkit/store";
import { describe, expect, test } from "vitest";
import {
  observed,
  type Reference,
  type ReferenceSet,
  type ReferenceStoreOptions,
  referenceStore,
} from "../src/index.ts";
import { SortedKeys } from "../src/reference/sorted-keys.ts";
import { collect } from "./support/collect.ts";

/** References that a test can add to: every other value is in a file, among others. */
function growingSet(files: MemoryStore): ReferenceSet & { add(key: string, bytes: Uint8Array): void } {
  const references = new Map<string, Reference>();
  return {
    find: (key) => references.get(key),
    keys: (prefix) => new SortedKeys(references.keys()).keys(prefix),
    names: (prefix) => new SortedKeys(references.keys()).names(prefix),
    add(key, bytes) {
      const number = references.size;
      if (number % 3 === 0) references.set(key, { bytes: bytes.slice() });
      else if (number % 3 === 1) {
        files.set(`whole/${number}`, bytes);
        references.set(key, { url: `whole/${number}`, offset: 0, length: undefined });
      } else {
        files.set(`part/${number}`, Uint8Array.of(1, 2, 3, ...bytes, 4, 5));
        references.set(key, { url: `./part/${number}`, offset: 3, length: bytes.byteLength });
      }
    },
  };
}

storeConformance(
  { test, expect, describe },
  {
    name: "referenceStore",
    capabilities: { list: true },
    create: () => {
      const files = new MemoryStore();
      const set = growingSet(files);
      return { store: referenceStore(set, { store: files }), behind: { write: (key, bytes) => set.add(key, bytes) } };
    },
  },
);

const data = Uint8Array.from({ length: 50 }, (_, index) => index);
const files = new MemoryStore(new Map([["data/a.nc", data]]));
const failureOf = async (call: () => unknown): Promise<unknown> => {
  try {
    await call();
  } catch (error) {
    return error;
  }
  return expect.unreachable("it should have failed");
};

describe("a reference", () => {
  const open = (url: string | null, options: ReferenceStoreOptions) =>
    referenceStore({ k: [url, 10, 5] }, options).get("k");

  test("leads by a path to a value of the store given", async () => {
    for (const url of ["data/a.nc", "/data/a.nc", "./data/a.nc", "//data/a.nc"]) {
      expect(await open(url, { store: files }), url).toEqual(data.subarray(10, 15));
    }
  });

  test("leads by an address to whatever the caller says", async () => {
    const seen: string[] = [];
    const resolve = (url: string) => {
      seen.push(url);
      return url.startsWith("s3://") ? { store: files, key: url.slice("s3://bucket/".length) } : undefined;
    };
    expect(await open("s3://bucket/data/a.nc", { resolve })).toEqual(data.subarray(10, 15));
    expect(await open("data/a.nc", { resolve, store: files })).toEqual(data.subarray(10, 15));
    expect(seen).toEqual(["s3://bucket/data/a.nc", "data/a.nc"]);
  });

  test("may leave the file to an option", async () => {
    expect(await open(null, { store: files, target: "data/a.nc" })).toEqual(data.subarray(10, 15));
  });

  test.each([
    ["a file that is not there", "data/b.nc", { store: files }, /data\/b\.nc.*has nothing/],
    ["an address that nobody knows", "gs://bucket/a.nc", { store: files }, /give resolve/],
    ["a path, with no store", "a.nc", {}, /give store/],
    ["no file at all", null, { store: files }, /option target/],
  ])("to %s is an error, never a missing value", async (_, url, options, message) => {
    const error = await failureOf(() => open(url, options));
    expect(error).toMatchObject({ code: "UNREACHABLE_REFERENCE", key: "k", message: expect.stringMatching(message) });
  });

  test("cannot leave the store by its path", async () => {
    expect(await failureOf(() => open("../secret", { store: files }))).toBeInstanceOf(RangeError);
  });

  test("beyond the end of a file is an error", async () => {
    const store = referenceStore(
      { cut: ["data/a.nc", 45, 10], out: ["data/a.nc", 90, 1], none: ["data/a.nc", 90, 0] },
      { store: files },
    );
    for (const key of ["cut", "out"]) {
      expect(await failureOf(() => store.get(key))).toMatchObject({ code: "UNREACHABLE_REFERENCE", key });
    }
    expect(await failureOf(() => store.get("cut", { range: { suffix: 2 } }))).toMatchObject({ key: "cut" });
    expect(await store.get("cut", { range: { offset: 0, length: 3 } })).toEqual(data.subarray(45, 48));
    expect(await store.get("none")).toEqual(new Uint8Array());
  });
});

describe("ranges", () => {
  const refs = { part: ["data/a.nc", 10, 20], whole: ["data/a.nc"], inline: "base64:AAECAwQFBgc=" };

  test.each([
    [{ offset: 2, length: 3 }, [12, 15], [2, 5], [2, 5]],
    [{ offset: 2 }, [12, 30], [2, 50], [2, 8]],
    [{ suffix: 3 }, [27, 30], [47, 50], [5, 8]],
    [{ suffix: 99 }, [10, 30], [0, 50], [0, 8]],
    [{ offset: 18, length: 9 }, [28, 30], [18, 27], [8, 8]],
    [{ offset: 99, length: 1 }, [30, 30], [50, 50], [8, 8]],
  ] as [ByteRange, ...[number, number][]][])("%j never reach beyond what is referenced", async (range, ...expected) => {
    const store = referenceStore(refs, { store: files });
    for (const [place, key] of ["part", "whole", "inline"].entries()) {
      expect(await store.get(key, { range })).toEqual(data.subarray(...(expected[place] as [number, number])));
    }
    expect(await store.getRanges("part", [range, { suffix: 1 }])).toEqual([
      data.subarray(...(expected[0] as [number, number])),
      data.subarray(29, 30),
    ]);
  });

  test("of one value are one call where the store of the file can do that", async () => {
    const calls: unknown[] = [];
    const ranged: Store = {
      contract: "zarrkit.store.v1",
      description: "ranged",
      get: () => expect.unreachable(),
      async getRanges(key, ranges) {
        calls.push([key, ranges]);
        return ranges.map((range) => files.get("data/a.nc", { range }) as Uint8Array);
      },
    };
    const store = referenceStore(refs, { store: ranged });
    const asked = [{ offset: 0, length: 2 }, { suffix: 2 }];
    expect(await store.getRanges("part", asked)).toEqual([data.subarray(10, 12), data.subarray(28, 30)]);
    expect(calls).toEqual([
      [
        "data/a.nc",
        [
          { offset: 10, length: 2 },
          { offset: 28, length: 2 },
        ],
      ],
    ]);
    expect(await store.getRanges("missing", asked)).toBeUndefined();
  });

  test("in zarrita's spelling are the caller's own", async () => {
    const store = referenceStore(refs, { store: files });
    for (const key of ["inline", "part"]) (await store.getRange(key, { suffixLength: 2 }))?.fill(99);
    expect(await store.getRange("inline", { suffixLength: 2 })).toEqual(data.subarray(6, 8));
    expect(await store.getRange("part", { suffixLength: 2 })).toEqual(data.subarray(28, 30));
  });
});

test("sizes are known without reading what is referenced", async () => {
  const asked: string[] = [];
  const counted = observed(files, ({ operation }) => asked.push(operation));
  const store = referenceStore(
    { a: "12345", b: ["data/a.nc", 5, 7], c: ["data/a.nc"], d: ["gone"] },
    { store: counted },
  );
  expect([await store.size("a"), await store.size("b"), await store.size("missing")]).toEqual([5, 7, undefined]);
  expect(asked).toEqual([]);
  expect(await store.size("c")).toBe(50);
  expect(asked).toEqual(["size"]);
  expect(await failureOf(() => store.size("d"))).toMatchObject({ code: "UNREACHABLE_REFERENCE" });
  const plain: Store = { contract: files.contract, description: "plain", get: files.get };
  expect(await referenceStore({ c: ["data/a.nc"] }, { store: plain }).size("c")).toBe(50);
});

test("signal and priority reach the store of the file, a pin does not", async () => {
  const seen: unknown[] = [];
  const inner: Store = {
    contract: "zarrkit.store.v1",
    description: "inner",
    get: (_, options) => {
      seen.push(options);
      return data;
    },
  };
  const { signal } = new AbortController();
  await referenceStore({ k: ["a"] }, { store: inner }).get("k", {
    signal,
    priority: "high",
    pin: { version: undefined },
  });
  expect(seen).toEqual([{ signal, priority: "high", range: undefined }]);
});

test("a large document is listed without looking at all of it each time", async () => {
  const refs = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`a/${index % 100}/${index}`, "x"]));
  const store = referenceStore({ version: 1, refs });
  expect(await collect(store.listDir(""))).toEqual(["a/"]);
  expect(await collect(store.listDir("a/"))).toHaveLength(100);
  expect(await collect(store.listDir("a/7/"))).toHaveLength(200);
  expect(await collect(store.list("a/7/"))).toHaveLength(200);
});
