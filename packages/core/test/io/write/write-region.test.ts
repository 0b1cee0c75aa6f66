import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { StoreError } from "../../../src/error/data-error.ts";
import { ReadOnlyError } from "../../../src/error/node-error.ts";
import type { ArrayCreationOptions } from "../../../src/node/creation/creation-options.ts";
import { slice } from "../../../src/selection/slice.ts";
import { withReadOnly } from "../../../src/store/read-only.ts";
import { caught } from "../../support/caught.ts";
import { CountingStore, VersionedStore } from "../../support/counting-store.ts";
import { MapStore } from "../../support/map-store.ts";
import { product, pythonSlice } from "../../support/oracle.ts";
import { blocksOf, counting, little, openSmall, smallArray } from "../../support/small-array.ts";

const storedValues = (store: MapStore, key: string) => {
  const bytes = store.get(key);
  return bytes === undefined ? undefined : [...new Float64Array(bytes.slice().buffer)];
};
const kinds = (store: CountingStore) => store.requests.map(({ kind, key }) => `${kind} ${key}`);

const layouts: [string, Omit<ArrayCreationOptions, "shape">][] = [
  ["regular chunks", { chunks: [3, 4] }],
  [
    "chunks of different lengths",
    {
      chunks: [
        [2, 1, 4],
        [5, 4],
      ],
    },
  ],
  [
    "compressed chunks turned around",
    { chunks: [3, 4], filters: { name: "transpose", configuration: { order: [1, 0] } }, compressors: "run_length" },
  ],
  ["inner chunks", { chunks: [4, 6], codecs: blocksOf([2, 3], [little, "checksum"]) }],
  ["inner chunks of inner chunks", { chunks: [4, 6], codecs: blocksOf([4, 3], blocksOf([2, 1])) }],
  ["inner chunks under a checksum", { chunks: [4, 6], codecs: [...blocksOf([2, 3]), { name: "checksum" }] }],
  ["version 2 in Fortran order", { chunks: [3, 4], zarrFormat: 2, order: "F", dtype: ">f8" }],
];

describe("any sequence of writes leaves what a plain array would hold", () => {
  const shape = [7, 9];
  const item = (extent: number) => {
    const bound = fc.option(fc.integer({ min: -11, max: 11 }));
    const step = fc.option(fc.integer({ min: -4, max: 4 }).filter((value) => value !== 0));
    return fc.oneof(
      fc.integer({ min: 0, max: extent - 1 }),
      fc.tuple(bound, bound, step).map(([start, stop, step]) => slice(start, stop, step)),
    );
  };
  // The fill value is among the values, so that chunks come and go.
  const write = fc.tuple(
    fc.tuple(...shape.map(item)),
    fc.array(fc.constantFrom(-1, 1, 2, 3), { minLength: 1, maxLength: 6 }),
  );

  test.each(layouts)("in %s", async (_, layout) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(write, { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        async (writes, writeEmptyChunks) => {
          const store = new MapStore({ borrowed: true });
          await smallArray(store, { shape, fillValue: -1, ...layout });
          const array = await openSmall(store, { writeEmptyChunks });
          const expected = new Float64Array(63).fill(-1);
          for (const [items, values] of writes) {
            const positions = items.map((one, axis) => {
              if (typeof one === "number") return [one];
              return pythonSlice(shape[axis] as number, one.start as number, one.stop as number, one.step as number);
            });
            const targets = product(positions).map(([row, column]) => (row as number) * 9 + (column as number));
            const given = Float64Array.from(targets, (_, index) => values[index % values.length] as number);
            targets.forEach((target, index) => {
              expected[target] = given[index] as number;
            });
            await array.set(items, values.length === 1 ? values[0] : given);
          }
          expect([...(await array.get()).data]).toEqual([...expected]);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe("a chunk that is written in part", () => {
  test("keeps the rest of what it held", async () => {
    const store = new MapStore();
    const array = await smallArray(store, { shape: [4], chunks: [4] });
    await array.set(null, counting(4));
    await array.set([slice(1, 3)], 9);
    expect(storedValues(store, "a/c/0")).toEqual([0, 9, 9, 3]);
  });

  test("that was not stored is filled with the fill value", async () => {
    const store = new MapStore();
    const array = await smallArray(store, { shape: [4], chunks: [4], fillValue: 5 });
    await array.set([1], 9);
    expect(storedValues(store, "a/c/0")).toEqual([5, 9, 5, 5]);
  });

  test("is read, merged and written back; one that is written whole is not read", async () => {
    const store = new CountingStore();
    const array = await smallArray(store, { shape: [6], chunks: [2] });
    await array.set(null, 1);
    store.reset();
    await array.set([slice(1, 5)], 2);
    expect(kinds(store).sort()).toEqual(["get a/c/0", "get a/c/2", "set a/c/0", "set a/c/1", "set a/c/2"]);
    store.reset();
    await array.set([slice(null, null, -1)], counting(6));
    expect(kinds(store).sort()).toEqual(["set a/c/0", "set a/c/1", "set a/c/2"]);
  });

  test.each([
    ["tells no versions", CountingStore],
    ["tells versions", VersionedStore],
  ])("at the end of the array is padded, and not read first, in a store that %s", async (_, Store) => {
    const store = new Store();
    const array = await smallArray(store, { shape: [3, 3], chunks: [2, 2], fillValue: -1 });
    store.reset();
    await array.set(null, counting(9));
    expect(store.requests.map(({ kind }) => kind)).toEqual(Array(4).fill("set"));
    expect(storedValues(store.map, "a/c/1/1")).toEqual([8, -1, -1, -1]);
    expect(storedValues(store.map, "a/c/0/1")).toEqual([2, -1, 5, -1]);
  });

  test("at the end of the array keeps what others have written beyond the end that this handle knows", async () => {
    const store = new VersionedStore();
    const one = await smallArray(store, { shape: [3], chunks: [8] });
    const other = await openSmall(store);
    await other.append(Float64Array.of(7, 8));
    await one.set(null, counting(3));
    expect((await other.get()).toList()).toEqual([0, 1, 2, 7, 8]);
    await one.set(null, 0);
    expect((await other.get()).toList()).toEqual([0, 0, 0, 7, 8]);
  });

  test("does not change the memory of a store that lends it", async () => {
    const store = new MapStore({ borrowed: true });
    const array = await smallArray(store, { shape: [4], chunks: [4] });
    await array.set(null, counting(4));
    const lent = store.values.get("a/c/0") as Uint8Array;
    const before = lent.slice();
    await array.set([0], 7);
    expect(lent).toEqual(before);
  });
});

describe("a chunk that holds nothing but the fill value", () => {
  test("is not stored, and deleted where it was", async () => {
    const store = new CountingStore();
    const array = await smallArray(store, { shape: [4], chunks: [2], fillValue: 3 });
    await array.set(null, [3, 3, 1, 3]);
    expect([...store.map.values.keys()].filter((key) => key.startsWith("a/c"))).toEqual(["a/c/1"]);
    await array.set([2], 3);
    expect([...store.map.values.keys()].filter((key) => key.startsWith("a/c"))).toEqual([]);
    expect(await (await array.get()).toList()).toEqual([3, 3, 3, 3]);
  });

  test("is stored when empty chunks are to be written", async () => {
    const store = new MapStore();
    await smallArray(store, { shape: [4], chunks: [2] });
    const array = await openSmall(store, { writeEmptyChunks: true });
    await array.set(null, 0);
    expect(storedValues(store, "a/c/0")).toEqual([0, 0]);
    expect(storedValues(store, "a/c/1")).toEqual([0, 0]);
  });

  test("is told bit by bit: minus zero is not zero", async () => {
    const store = new MapStore();
    const array = await smallArray(store, { shape: [1], chunks: [1] });
    await array.set([0], -0);
    expect(store.values.has("a/c/0")).toBe(true);
    expect(Object.is(await array.item([0]), -0)).toBe(true);
  });

  test("may be all NaN", async () => {
    const store = new MapStore();
    const array = await smallArray(store, { shape: [2], chunks: [2], fillValue: "NaN" });
    await array.set(null, 1);
    await array.set(null, Number.NaN);
    expect(store.values.has("a/c/0")).toBe(false);
  });

  test("is deleted also when it is made of inner chunks; those inside are left out", async () => {
    const store = new MapStore();
    const array = await smallArray(store, { shape: [8], chunks: [8], codecs: blocksOf([2]) });
    await array.set([slice(2, 4)], 1);
    expect(store.get("a/c/0")?.length).toBe(16 + 32);
    await array.set([slice(2, 4)], 0);
    expect(store.values.has("a/c/0")).toBe(false);
  });

  test("is stored where the store cannot delete", async () => {
    const store = new MapStore();
    const array = await smallArray(store, { shape: [2], chunks: [2] });
    await array.set(null, 1);
    store.delete = () => {
      throw Object.assign(new Error("nothing is ever deleted here"), { code: "unsupported" });
    };
    await array.set(null, 0);
    expect(storedValues(store, "a/c/0")).toEqual([0, 0]);
  });
});

describe("a chunk of inner chunks", () => {
  const sharded = async () => {
    const store = new CountingStore();
    const array = await smallArray(store, {
      shape: [4, 8],
      chunks: [4, 8],
      codecs: blocksOf([2, 2], [little, "checksum"]),
    });
    await array.set(null, counting(32));
    store.reset();
    return { store, array };
  };

  test("that is written in part takes one read and one write", async () => {
    const { store, array } = await sharded();
    await array.set([slice(0, 3), slice(0, 3)], -1);
    expect(kinds(store)).toEqual(["get a/c/0/0", "set a/c/0/0"]);
    expect(store.of("get")[0]).not.toHaveProperty("ranges");
  });

  test("keeps the bytes of inner chunks that are not touched, damaged or not", async () => {
    const { store, array } = await sharded();
    const value = store.map.values.get("a/c/0/0") as Uint8Array;
    // The checksum of the last inner chunk no longer holds.
    const at = 7 * 33;
    value[at] = (value[at] as number) ^ 1;
    const before = value.slice(at, at + 33);
    await array.set([0, 0], -1);
    const after = store.map.values.get("a/c/0/0") as Uint8Array;
    expect(after.slice(at, at + 33)).toEqual(before);
    expect((await array.get([0, slice(0, 2)])).toList()).toEqual([-1, 1]);
  });

  test("that is written whole is not read", async () => {
    const { store, array } = await sharded();
    await array.set(null, 5);
    expect(kinds(store)).toEqual(["set a/c/0/0"]);
  });
});

describe("writers of one chunk", () => {
  test("take turns, so that nothing is lost", async () => {
    const store = new CountingStore();
    const array = await smallArray(store, { shape: [16], chunks: [16] });
    await Promise.all(Array.from({ length: 16 }, (_, at) => array.set([at], at + 1)));
    expect([...(await array.get()).data]).toEqual([...counting(16).map((value) => value + 1)]);
  });

  test("take turns through several handles, and stores over the same values", async () => {
    const values = new Map<string, Uint8Array>();
    const stores = Array.from({ length: 4 }, () => new CountingStore({ values, identity: "bucket/prefix" }));
    await smallArray(stores[0] as CountingStore, { shape: [16], chunks: [16], codecs: blocksOf([4]) });
    const handles = await Promise.all(stores.flatMap((store) => [openSmall(store), openSmall(store)]));
    await Promise.all(
      Array.from({ length: 16 }, (_, at) => (handles[at % 8] as (typeof handles)[0]).set([at], at + 1)),
    );
    const fresh = await openSmall(stores[3] as CountingStore);
    expect([...(await fresh.get()).data]).toEqual([...counting(16).map((value) => value + 1)]);
  });

  test("take turns also when one of them only sees the store as read-only", async () => {
    const store = new CountingStore();
    const array = await smallArray(store, { shape: [2], chunks: [2] });
    const reader = await openSmall(withReadOnly(store));
    await array.set([0], 1);
    expect((await reader.get()).toList()).toEqual([1, 0]);
    await array.set([1], 2);
    expect((await reader.get()).toList()).toEqual([1, 2]);
  });

  test("go on when one before them failed", async () => {
    const store = new CountingStore();
    const array = await smallArray(store, { shape: [2], chunks: [2] });
    let failures = 1;
    store.before = (kind) => {
      if (kind === "set" && failures-- > 0) throw new Error("disk full");
    };
    const [failed, done] = await Promise.allSettled([array.set([0], 1), array.set([1], 2)]);
    expect([failed?.status, done?.status]).toEqual(["rejected", "fulfilled"]);
    expect((await array.get()).toList()).toEqual([0, 2]);
  });

  test("of different chunks work side by side, up to the limit", async () => {
    const store = new CountingStore();
    await smallArray(store, { shape: [20], chunks: [1] });
    const array = await openSmall(store, { concurrency: 4 });
    store.reset();
    await array.set(null, 1);
    expect(store.mostPending).toBe(4);
  });
});

describe("what goes wrong", () => {
  test("a store that fails is an error with its key", async () => {
    const store = new CountingStore();
    const array = await smallArray(store, { shape: [2], chunks: [2] });
    store.before = () => {
      throw new Error("disk full");
    };
    const error = await caught(array.set(null, 1));
    expect(error).toBeInstanceOf(StoreError);
    expect(error).toMatchObject({ key: "a/c/0", store: store.description });
    expect(error.message).toMatch(/disk full/);
  });

  test("a store that is read-only is refused before anything is asked of it", async () => {
    const store = new CountingStore();
    await smallArray(store, { shape: [2], chunks: [2] });
    const array = await openSmall(withReadOnly(store));
    store.reset();
    expect(await caught(array.set([0], 1))).toBeInstanceOf(ReadOnlyError);
    expect(store.requests).toEqual([]);
  });

  test("a writer who is stopped before its turn writes nothing", async () => {
    const store = new CountingStore();
    const array = await smallArray(store, { shape: [2], chunks: [2] });
    const controller = new AbortController();
    const first = array.set([0], 1);
    const second = array.set([1], 2, { signal: controller.signal });
    controller.abort(new Error("enough"));
    expect((await caught(second)).message).toBe("enough");
    await first;
    expect((await array.get()).toList()).toEqual([1, 0]);
    expect((await caught(array.set(null, 1, { signal: AbortSignal.abort(new Error("no")) }))).message).toBe("no");
  });
});
