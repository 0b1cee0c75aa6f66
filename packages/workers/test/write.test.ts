import { createArray, openArray, type StoreLike, slice } from "@zarrkit/api";
import { LocalStore } from "@zarrkit/store-fs";
import { MemoryStore } from "@zarrkit/store-memory";
import fc from "fast-check";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { registry } from "./support/odd-registry.ts";
import { testPool } from "./support/pool.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";
import { workerScript } from "./support/worker-script.ts";

beforeAll(() => void workerScript());

const layouts = [
  { dtype: "uint16", chunks: [4, 5], compressors: "zstd" },
  { dtype: "float64", chunks: [3, 4], compressors: { name: "blosc", configuration: { cname: "lz4" } }, fillValue: 1 },
  { dtype: "int8", shards: [8, 8], chunks: [4, 2], compressors: "gzip" },
  { dtype: "uint8", chunks: [5, 5], compressors: { id: "zlib" }, zarrFormat: 2, order: "F" },
] as const;
const shape = [13, 17];

const stores: [string, () => Promise<StoreLike>][] = [
  ["a folder, which workers write themselves", async () => `${await temporaryFolder()}/a.zarr`],
  ["a map, for which they encode", async () => new Map<string, Uint8Array>()],
];

const range = (extent: number) =>
  fc.oneof(
    fc.constant(slice(null)),
    fc.tuple(fc.nat(extent), fc.nat(extent), fc.constantFrom(1, -1, 2)).map((parts) => slice(...parts)),
  );

test.each(stores)("any write to %s reads as one without workers", async (_, place) => {
  const pool = await testPool();
  for (const layout of layouts) {
    const [mine, theirs] = [new Map<string, Uint8Array>(), await place()];
    const here = await createArray({ store: mine, shape, ...(layout as object) });
    const there = await createArray({ store: theirs, shape, ...(layout as object), executor: pool });
    const fresh = await openArray(theirs);
    await fc.assert(
      fc.asyncProperty(range(13), range(17), fc.integer(), fc.boolean(), async (rows, columns, seed, isShared) => {
        const target = await here.get([rows, columns]);
        const bytes = new Uint8Array(
          new (isShared ? SharedArrayBuffer : ArrayBuffer)(target.size * (here.itemsize ?? 0)),
        );
        for (let at = 0; at < bytes.length; at++) bytes[at] = (at * 31 + seed) & 1;
        const value = { data: here.dataType.view(bytes) as never, shape: target.shape };
        await here.set([rows, columns], value);
        await there.set([rows, columns], value);
        expect((await fresh.get()).toBytes()).toEqual((await here.get()).toBytes());
      }),
      { numRuns: 8 },
    );
  }
});

test("whole chunks are encoded and stored by workers, also those at the edge; others here", async () => {
  const pool = await testPool();
  for (const [store, stored] of [
    [new LocalStore(`${await temporaryFolder()}/a.zarr`), 0],
    [new MemoryStore(), 9],
  ] as const) {
    const array = await createArray({ store, shape: [7, 9], chunks: [3, 4], dtype: "int16", executor: pool });
    const set = vi.spyOn(store, "set");
    await array.set(
      null,
      Int16Array.from({ length: 63 }, (_, at) => at),
    );
    expect(set).toHaveBeenCalledTimes(stored);
    set.mockClear();
    // Two whole chunks and one in part.
    await array.set([slice(0, 3), slice(0, 8)], 5);
    await array.set([slice(0, 1), slice(0, 1)], 6);
    expect(set).toHaveBeenCalledTimes(stored === 0 ? 1 : 3);
    expect((await (await openArray(store)).get([slice(0, 2), slice(0, 2)])).toList()).toEqual([
      [6, 5],
      [5, 5],
    ]);
  }
});

test("chunks of fill values are deleted, or kept where that is asked for", async () => {
  const pool = await testPool();
  const map = new Map<string, Uint8Array>();
  const keys = () => [...map.keys()].filter((key) => key.startsWith("c/")).sort();
  const array = await createArray({ store: map, shape: [8], chunks: [4], dtype: "uint8", executor: pool });
  await array.set(null, 1);
  expect(keys()).toEqual(["c/0", "c/1"]);
  await array.set(null, 0);
  expect(keys()).toEqual([]);
  const keeping = await openArray(map, { executor: pool, config: { writeEmptyChunks: true } });
  await keeping.set(null, 0);
  expect(keys()).toEqual(["c/0", "c/1"]);
});

describe("writers", () => {
  test("to one chunk take turns, there and here", async () => {
    const pool = await testPool({ script: "test/support/odd-worker.ts" });
    const store = `${await temporaryFolder()}/a.zarr`;
    const options = { shape: [8], chunks: [8], dtype: "uint8", compressors: "odd.sleep", registry };
    const there = await createArray({ store, ...options, executor: pool });
    const here = await openArray(store, { registry });
    await there.set(null, 1);
    for (let round = 2; round < 5; round++) {
      const whole = there.set(null, round);
      // A worker sleeps with the chunk meanwhile.
      await new Promise((resolve) => setTimeout(resolve, 20));
      await Promise.all([whole, ...[1, 3, 5].map((at) => here.set([at], 100 + at))]);
      expect((await here.get()).data).toEqual(Uint8Array.of(round, 101, round, 103, round, 105, round, round));
    }
  });

  test("of more than fits into memory under way wait for their turn", async () => {
    const pool = await testPool();
    const store = `${await temporaryFolder()}/a.zarr`;
    const length = 12 * 2 ** 23;
    const array = await createArray({
      store,
      shape: [length],
      chunks: [2 ** 23],
      dtype: "uint8",
      compressors: { name: "zstd", configuration: { level: -5 } },
      executor: pool,
    });
    const data = new Uint8Array(length);
    for (let at = 0; at < length; at += 2 ** 16) data.fill(at >> 16, at, at + 2 ** 16);
    await array.set(null, data);
    const { elements } = await array.get();
    expect(Buffer.compare(elements as Uint8Array, data)).toBe(0);
  });
});
