import { createArray, openArray, type StoreLike, slice } from "@zarrkit/api";
import { LocalStore } from "@zarrkit/store-fs";
import { MemoryStore } from "@zarrkit/store-memory";
import fc from "fast-check";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { testPool } from "./support/pool.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";
import { workerScript } from "./support/worker-script.ts";

beforeAll(() => void workerScript());

const layouts = [
  { dtype: "uint16", chunks: [4, 5], compressors: "zstd" },
  { dtype: "float64", chunks: [3, 4], compressors: { name: "blosc", configuration: { cname: "lz4" } } },
  { dtype: "int8", shards: [8, 8], chunks: [4, 2], compressors: "gzip" },
  { dtype: "complex64", chunks: [13, 2], compressors: null },
  {
    dtype: "int64",
    chunks: [5, 5],
    filters: [{ id: "delta", dtype: "<i8" }],
    compressors: { id: "zlib" },
    zarrFormat: 2,
  },
  { dtype: "<M8[s]", chunks: [4, 17], order: "F", zarrFormat: 2 },
  { dtype: "<U3", chunks: [4, 4], zarrFormat: 2 },
] as const;
const shape = [13, 17];

async function filled(store: StoreLike, layout: (typeof layouts)[number]) {
  const array = await createArray({ store, shape, ...(layout as object) });
  const bytes = Uint8Array.from({ length: array.nbytes }, (_, at) => (at * 7919) % 251);
  const data = array.dataType.view(array.dtype === "fixed_length_utf32" ? bytes.fill(0) : bytes) as never;
  await array.set(null, { data, shape });
  await array.eraseChunks([slice(0, 9), slice(0, 9)]);
}

const item = (extent: number) => {
  const bound = fc.option(fc.integer({ min: -extent, max: extent }));
  const step = fc.constantFrom(1, 1, 1, 2, -1, -3);
  return fc.oneof(
    { weight: 1, arbitrary: fc.nat(extent - 1) },
    { weight: 4, arbitrary: fc.tuple(bound, bound, step).map((parts) => slice(...parts)) },
  );
};

const stores: [string, () => Promise<StoreLike>][] = [
  ["a folder, which workers read themselves", async () => `${await temporaryFolder()}/a.zarr`],
  ["a map, which they ask for", async () => new Map<string, Uint8Array>()],
];

describe.each([true, false])("with shared memory: %s", (sharedMemory) => {
  test.each(stores)("any selection of any array in %s is what it is without workers", async (_, place) => {
    const pool = await testPool({ sharedMemory });
    for (const layout of layouts) {
      const store = await place();
      await filled(store, layout);
      const [here, there] = [await openArray(store), await openArray(store, { executor: pool })];
      await fc.assert(
        fc.asyncProperty(fc.tuple(...shape.map(item)), async (selection) => {
          const [expected, found] = [await here.get(selection), await there.get(selection)];
          expect([found.shape, found.toBytes()]).toEqual([expected.shape, expected.toBytes()]);
        }),
        { numRuns: 8 },
      );
      const { elements } = await there.get();
      const isShared = elements instanceof Uint8Array && elements.buffer instanceof SharedArrayBuffer;
      expect(isShared).toBe(sharedMemory);
      const index = [
        [0, 12, 3, 3],
        [16, 0, 9, 9],
      ];
      expect((await there.vindex.get(index)).toBytes()).toEqual((await here.vindex.get(index)).toBytes());
      expect((await there.oindex.get(index)).toBytes()).toEqual((await here.oindex.get(index)).toBytes());
    }
  });
});

test("workers read files themselves, and ask for the values of a map", async () => {
  const pool = await testPool();
  const store = new LocalStore(`${await temporaryFolder()}/a.zarr`);
  const map = new MemoryStore();
  for (const [target, expected] of [
    [store, 0],
    [map, 6],
  ] as const) {
    await createArray({ store: target, data: Float32Array.from({ length: 24 }, (_, at) => at), chunks: [4] });
    const array = await openArray(target, { executor: pool });
    const get = vi.spyOn(target, "get");
    expect((await array.get()).data).toEqual(Float32Array.from({ length: 24 }, (_, at) => at));
    expect(get).toHaveBeenCalledTimes(expected);
  }
});

test("several selections, memory of the caller, a field", async () => {
  const pool = await testPool();
  const store = `${await temporaryFolder()}/a.zarr`;
  const data = Uint16Array.from({ length: 60 }, (_, at) => at);
  await createArray({ store, name: "a", data: { data, shape: [6, 10] }, chunks: [4, 4] });
  const array = await openArray(store, { path: "a", executor: pool });
  const [rows, column] = await array.getMany([[slice(1, 3)], [slice(null), 9]]);
  expect([rows?.data, column?.data]).toEqual([data.slice(10, 30), Uint16Array.of(9, 19, 29, 39, 49, 59)]);
  for (const buffer of [new SharedArrayBuffer(120), new ArrayBuffer(120)]) {
    const out = { data: new Uint16Array(buffer), shape: [6, 10] };
    expect((await array.get(null, { out })).elements).toMatchObject({ buffer });
    expect([...out.data]).toEqual([...data]);
  }
  const fields = [
    { name: "x", data_type: "int16" },
    { name: "y", data_type: "float32" },
  ];
  const dtype = { name: "struct", configuration: { fields } };
  const table = await createArray({ store, name: "t", shape: [5], chunks: [2], dtype, executor: pool });
  await table.set(
    null,
    [1, 2, 3, 4, 5].map((x) => ({ x, y: x / 2 })),
  );
  expect((await table.get(undefined, { fields: "y" })).data).toEqual(Float32Array.of(0.5, 1, 1.5, 2, 2.5));
});

test("a write here is seen by the next read there, also in shards whose index was read before", async () => {
  const pool = await testPool();
  for (const store of [`${await temporaryFolder()}/a.zarr`, new Map<string, Uint8Array>()]) {
    const array = await createArray({ store, shape: [64], shards: [32], chunks: [4], dtype: "uint8", fillValue: 9 });
    await array.set(null, 1);
    const there = await openArray(store, { executor: pool, config: { coalesceMaxBytes: 1 } });
    for (let value = 1; value < 5; value++) {
      expect((await there.get()).data).toEqual(new Uint8Array(64).fill(value).fill(1, 40));
      await array.set([slice(0, 40)], value + 1);
    }
  }
});

test("reads and writes that share a signal put no listeners of theirs on it", async () => {
  const pool = await testPool();
  const array = await createArray({
    store: `${await temporaryFolder()}/a.zarr`,
    shape,
    chunks: [2, 3],
    executor: pool,
  });
  const { signal } = new AbortController();
  const warnings = vi.fn();
  process.on("warning", warnings);
  try {
    await array.set(null, 1, { signal });
    await Promise.all(Array.from({ length: 30 }, () => array.get(undefined, { signal })));
    // Warnings are told in a later turn of the event loop.
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    process.off("warning", warnings);
  }
  expect(warnings).not.toHaveBeenCalled();
});
