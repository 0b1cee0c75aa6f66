import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ByteRange, ReadOptions } from "../../../src/contract/index.ts";
import { ChunkNotFoundError, CodecError } from "../../../src/error/data-error.ts";
import { slice } from "../../../src/selection/slice.ts";
import { caught } from "../../support/caught.ts";
import { MapStore } from "../../support/map-store.ts";
import { counting, openSmall, smallArray } from "../../support/small-array.ts";
import { lentToXor, wantedOfXor } from "../../support/xor-codec.ts";

/** A store close by, which writes down what it was asked. */
class NearStore extends MapStore {
  readonly bytesPerRequest: number;
  asked: (ByteRange | undefined)[] = [];

  constructor(bytesPerRequest: number) {
    super();
    this.bytesPerRequest = bytesPerRequest;
  }

  size(key: string): number | undefined {
    return this.values.get(key)?.length;
  }

  override get(key: string, options: ReadOptions = {}): Uint8Array | undefined {
    if (!key.endsWith(".json")) this.asked.push(options.range);
    return super.get(key, options);
  }
}

const little = { name: "bytes", configuration: { endian: "little" } } as const;
const big = { name: "bytes", configuration: { endian: "big" } } as const;

async function arrayIn(store: MapStore, codecs: readonly object[]) {
  const array = await smallArray(store, { shape: [10, 10], chunks: [10, 10], codecs: codecs as never });
  await array.set(null, counting(100));
  return array;
}

describe("of a chunk stored as its elements, close by", () => {
  test.each([
    ["little", little],
    ["big", big],
  ])("only the span that is wanted is read (%s-endian)", async (_, codec) => {
    const store = new NearStore(8);
    const array = await arrayIn(store, [codec]);
    const range = fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 })).map(([a, b]) => [Math.min(a, b), Math.max(a, b)]);
    await fc.assert(
      fc.asyncProperty(range, range, fc.constantFrom(1, 2, -1), async ([top, bottom], [left, right], step) => {
        store.asked = [];
        const rows =
          step > 0
            ? slice(top, (bottom as number) + 1, step)
            : slice(bottom, top === 0 ? null : (top as number) - 1, step);
        const { data } = await array.get([rows, slice(left, (right as number) + 1)]);
        const lines: number[] = [];
        for (let row = top as number; row <= (bottom as number); row += Math.abs(step)) lines.push(row);
        if (step < 0) lines.reverse();
        const columns = Array.from(
          { length: (right as number) - (left as number) + 1 },
          (_, i) => (left as number) + i,
        );
        expect([...data]).toEqual(lines.flatMap((row) => columns.map((column) => row * 10 + column)));
        const first = Math.min(...lines) * 10 + (left as number);
        const last = Math.max(...lines) * 10 + (right as number);
        const length = (last - first + 1) * 8;
        expect(store.asked).toEqual([800 - length > 8 ? { offset: first * 8, length } : undefined]);
      }),
    );
  });

  test("the whole is read where that costs no more", async () => {
    const store = new NearStore(400);
    const array = await arrayIn(store, [little]);
    store.asked = [];
    await array.get([slice(0, 5)]);
    await array.get([slice(0, 4)]);
    expect(store.asked).toEqual([undefined, { offset: 0, length: 320 }]);
  });

  test("a chunk that is not there reads as the fill value, or is an error", async () => {
    const store = new NearStore(8);
    await smallArray(store, { shape: [10, 10], chunks: [10, 10], fillValue: 7 });
    expect([...(await (await openSmall(store)).get([slice(2, 3), slice(4, 6)])).data]).toEqual([7, 7]);
    const strict = await openSmall(store, { readMissingChunks: false });
    expect(await caught(strict.get([0, 0]))).toBeInstanceOf(ChunkNotFoundError);
  });

  test.each([799, 801, 0])("a chunk of %i bytes is an error, whichever part is wanted", async (size) => {
    const store = new NearStore(8);
    const array = await arrayIn(store, [little]);
    store.values.set("a/c/0/0", new Uint8Array(size));
    const error = await caught(array.get([0, 0]));
    expect(error).toBeInstanceOf(CodecError);
    expect(error).toMatchObject({ key: "a/c/0/0" });
  });
});

test.each([
  ["of a store far away", new MapStore(), [little]],
  ["under a checksum", new NearStore(8), [little, { name: "checksum" }]],
  ["turned around", new NearStore(8), [{ name: "transpose", configuration: { order: [1, 0] } }, little]],
])("a chunk %s is read whole", async (_, store, codecs) => {
  const array = await arrayIn(store, codecs);
  const asked: unknown[] = [];
  const { get } = store;
  store.get = (key, options) => {
    asked.push(options?.range);
    return get.call(store, key, options);
  };
  expect([...(await array.get([slice(3, 5), 1])).data]).toEqual([31, 41]);
  expect(asked).toEqual([undefined]);
});

describe("decoders are told what is wanted", () => {
  async function wantedOf(codecs: readonly object[], store: MapStore = new MapStore()) {
    const array = await arrayIn(store, codecs);
    lentToXor.length = 0;
    wantedOfXor.length = 0;
    await array.get([slice(3, 5), slice(2, 4)]);
    return wantedOfXor;
  }

  test("the last one, in bytes of its output", async () => {
    expect(await wantedOf([little, { name: "xor" }, { name: "xor" }])).toEqual([undefined, { start: 256, end: 352 }]);
  });

  test("not when elements are elsewhere on the way", async () => {
    const transpose = { name: "transpose", configuration: { order: [1, 0] } };
    expect(await wantedOf([transpose, little, { name: "xor" }])).toEqual([undefined]);
  });

  test("not when the store answers later: others may come who want more", async () => {
    class LateStore extends MapStore {
      override get(key: string, options: ReadOptions = {}): never {
        return Promise.resolve(super.get(key, options)) as never;
      }
    }
    expect(await wantedOf([little, { name: "xor" }], new LateStore())).toEqual([undefined]);
  });

  test("not when the decoded chunk is kept", async () => {
    const store = new MapStore();
    await arrayIn(store, [little, { name: "xor" }]);
    const array = await openSmall(store, { chunkCacheBytes: 10_000 });
    wantedOfXor.length = 0;
    await array.get([0, 0]);
    expect(wantedOfXor).toEqual([undefined]);
    expect([...(await array.get([9, slice(8, 10)])).data]).toEqual([98, 99]);
  });
});
