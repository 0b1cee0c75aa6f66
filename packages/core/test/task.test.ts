import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ArrayConfigOptions } from "../src/io/access/config.ts";
import { ZarrArray } from "../src/node/array/array.ts";
import type { ArrayCreationOptions } from "../src/node/creation/creation-options.ts";
import { slice } from "../src/selection/slice.ts";
import { CloneExecutor } from "./support/clone-executor.ts";
import { MapStore } from "./support/map-store.ts";
import { blocksOf, counting, little, openSmall, smallArray } from "./support/small-array.ts";
import { smallEnvironment } from "./support/small-environment.ts";

const layouts: [string, Omit<ArrayCreationOptions, "shape">][] = [
  ["regular chunks", { chunks: [3, 4] }],
  ["chunks of different lengths", { chunks: [[2, 1, 4], 5] as never }],
  ["compressed chunks", { chunks: [3, 4], compressors: [{ name: "run_length" }, { name: "checksum" }] }],
  [
    "chunks turned around",
    { chunks: [3, 4], codecs: [{ name: "transpose", configuration: { order: [1, 0] } }, little] },
  ],
  ["inner chunks", { chunks: [4, 6], codecs: blocksOf([2, 3]) }],
  ["version 2", { chunks: [3, 4], zarrFormat: 2, compressors: { id: "run_length" } }],
];
const shape = [7, 9];
const values = counting(63).map((value) => value + 1);

async function filled(layout: Omit<ArrayCreationOptions, "shape">): Promise<MapStore> {
  const store = new MapStore();
  const array = await smallArray(store, { shape, fillValue: -1, ...layout });
  await array.set(null, values);
  await array.eraseChunks([slice(0, 6), slice(0, 4)]);
  return store;
}

const item = (extent: number) => {
  const bound = fc.option(fc.integer({ min: -11, max: 11 }));
  const step = fc.option(fc.integer({ min: -4, max: 4 }).filter((value) => value !== 0));
  return fc.oneof(
    fc.integer({ min: -extent, max: extent - 1 }),
    fc.tuple(bound, bound, step).map(([start, stop, step]) => slice(start, stop, step)),
  );
};

describe.each([
  ["over shared memory", true],
  ["by slabs", false],
])("%s, reading elsewhere is reading here", (_, isShared) => {
  test.each(layouts)("%s: any basic selection, in either order", async (_, layout) => {
    const store = await filled(layout);
    for (const order of ["C", "F"] as const) {
      const executor = new CloneExecutor(store.values, isShared);
      const [here, elsewhere] = [await openSmall(store, { order }), await openSmall(store, { order, executor })];
      await fc.assert(
        fc.asyncProperty(fc.tuple(...shape.map(item)), async (items) => {
          const [expected, found] = [await here.get(items), await elsewhere.get(items)];
          expect([found.shape, found.stride, found.toBytes()]).toEqual([
            expected.shape,
            expected.stride,
            expected.toBytes(),
          ]);
        }),
        { numRuns: 20 },
      );
      expect(executor.reads.length).toBeGreaterThan(5);
    }
  });

  test("lists, points, masks and blocks", async () => {
    const store = await filled({ chunks: [3, 4] });
    const executor = new CloneExecutor(store.values, isShared);
    const [here, elsewhere] = [await openSmall(store), await openSmall(store, { executor })];
    const index = (extent: number) => fc.array(fc.integer({ min: 0, max: extent - 1 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(index(7), index(9), async (rows, columns) => {
        expect((await elsewhere.oindex.get([rows, columns])).toList()).toEqual(
          (await here.oindex.get([rows, columns])).toList(),
        );
        const points = rows.map((row, at) => [row, columns[at % columns.length] as number] as const);
        const selection = [points.map(([row]) => row), points.map(([, column]) => column)];
        expect((await elsewhere.vindex.get(selection)).toList()).toEqual((await here.vindex.get(selection)).toList());
      }),
      { numRuns: 20 },
    );
    const mask = { data: Uint8Array.from(values, (value) => Number(value % 5 === 0)), shape };
    expect((await elsewhere.mask.get(mask as never)).toList()).toEqual((await here.mask.get(mask as never)).toList());
    expect((await elsewhere.blocks.get([1, 2])).toList()).toEqual((await here.blocks.get([1, 2])).toList());
  });

  test("several selections at once, and a chunk by its coordinates", async () => {
    const store = await filled({ chunks: [3, 4] });
    const executor = new CloneExecutor(store.values, isShared);
    const [here, elsewhere] = [await openSmall(store), await openSmall(store, { executor })];
    const selections = [[slice(1, 5)], [6, slice(null, null, 2)], undefined, [slice(3, 3)]];
    const lists = async (array: ZarrArray) => (await array.getMany(selections)).map((result) => result.toList());
    expect(await lists(elsewhere)).toEqual(await lists(here));
    expect(executor.reads.map((task) => task.chunks)).toEqual([6 + 3 + 9]);
    expect((await elsewhere.getChunk([2, 2], { trim: false })).toList()).toEqual(
      (await here.getChunk([2, 2], { trim: false })).toList(),
    );
  });

  test("into memory of the caller, also when it is strided", async () => {
    const store = await filled({ chunks: [3, 4] });
    const executor = new CloneExecutor(store.values, isShared);
    const elsewhere = await openSmall(store, { executor });
    const data = new Float64Array(isShared ? new SharedArrayBuffer(160) : new ArrayBuffer(160)).fill(100);
    const out = { data, shape: [2, 3], stride: [10, 3], offset: 1 };
    const result = await elsewhere.get([slice(1, 3), slice(3, 6)], { out });
    expect(result.data).toEqual(data);
    expect(executor.reads.map((task) => task.memory?.length)).toEqual([isShared ? 1 : undefined]);
    const written = new Map([1, 4, 7, 11, 14, 17].map((at, i) => [at, [-1, 14, 15, -1, 23, 24][i]]));
    expect([...data]).toEqual(Array.from({ length: 20 }, (_, at) => written.get(at) ?? 100));
  });

  test("each chunk falls to one share", async () => {
    const store = await filled({ chunks: [3, 4] });
    const executor = new CloneExecutor(store.values, isShared);
    await (await openSmall(store, { executor })).get();
    expect(executor.claimed.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 9 + 2 }, (_, at) => at));
    expect(Math.min(...executor.claimed.map((mine) => mine.length))).toBeGreaterThan(1);
  });
});

describe("writing elsewhere is writing here", () => {
  test.each(layouts)("%s: any slices", async (_, layout) => {
    const range = (extent: number) =>
      fc.oneof(
        fc.constantFrom(slice(null), slice(null, null, -1)),
        fc.tuple(fc.nat(extent), fc.nat(extent), fc.constantFrom(1, -1, 2)).map(([a, b, step]) => slice(a, b, step)),
      );
    let whole = 0;
    await fc.assert(
      fc.asyncProperty(range(7), range(9), fc.boolean(), async (rows, columns, isShared) => {
        const [mine, theirs] = [await filled(layout), await filled(layout)];
        const executor = new CloneExecutor(theirs.values, false);
        const [here, elsewhere] = [await openSmall(mine), await openSmall(theirs, { executor })];
        const expected = await here.get([rows, columns]);
        const data = new Float64Array(new (isShared ? SharedArrayBuffer : ArrayBuffer)(8 * expected.size));
        data.forEach((_, at) => {
          data[at] = at % 7 === 0 ? -1 : at / 3;
        });
        const value = { data, shape: expected.shape };
        await here.set([rows, columns], value);
        await elsewhere.set([rows, columns], value);
        whole += executor.writes.length;
        expect(theirs.values).toEqual(mine.values);
      }),
      { numRuns: 20 },
    );
    expect(whole).toBeGreaterThan(0);
  });

  test("a scalar travels as one element, and a chunk of fill values is deleted", async () => {
    const store = await filled({ chunks: [3, 4] });
    const executor = new CloneExecutor(store.values, false);
    const elsewhere = await openSmall(store, { executor });
    await elsewhere.set(null, 5);
    expect([...store.values.keys()].filter((key) => key.startsWith("a/c")).length).toBe(9);
    expect(executor.writes.map(({ work }) => work !== undefined)).toEqual(new Array(9).fill(true));
    await elsewhere.set(null, -1);
    expect([...store.values.keys()].filter((key) => key.startsWith("a/c"))).toEqual([]);
  });

  test("chunks that are covered in part stay here", async () => {
    const store = await filled({ chunks: [3, 4] });
    const executor = new CloneExecutor(store.values, false);
    const elsewhere = await openSmall(store, { executor });
    await elsewhere.set([slice(0, 4), slice(0, 8)], counting(32));
    expect(executor.writes.length).toBe(2);
    expect([...(await openSmall(store).then((array) => array.get([slice(0, 4), slice(0, 8)]))).data]).toEqual([
      ...counting(32),
    ]);
  });
});

test("an executor given to one call wins over that of the array", async () => {
  const store = await filled({ chunks: [3, 4] });
  const [own, other] = [new CloneExecutor(store.values, true), new CloneExecutor(store.values, true)];
  const array = await openSmall(store, { executor: own });
  await array.get(undefined, { executor: other });
  await array.set(null, 1, { executor: other });
  await array.getMany([undefined], { executor: other });
  expect([own.reads.length + own.writes.length, other.reads.length, other.writes.length]).toEqual([0, 2, 9]);
});

test("elements that are JavaScript values, and selections of nothing, stay here", async () => {
  const store = new MapStore();
  const executor = new CloneExecutor(store.values, true);
  const config: ArrayConfigOptions = { executor };
  const texts = await ZarrArray.create({ store, path: "a" }, { shape: [2], dtype: "string" }, smallEnvironment(config));
  await texts.set(null, ["a", "b"]);
  expect((await texts.get()).toList()).toEqual(["a", "b"]);
  const numbers = await smallArray(new MapStore(), { shape: [4] }, config);
  expect((await numbers.get([slice(2, 2)])).shape).toEqual([0]);
  await numbers.set([slice(2, 2)], 1);
  expect(executor.sizes).toEqual([]);
});
