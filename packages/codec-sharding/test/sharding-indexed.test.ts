import { readFileSync } from "node:fs";
import { CodecError, MetadataValidationError, slice, ZarrArray } from "@zarrkit/core";
import type { JsonObject, JsonValue } from "@zarrkit/core/contract";
import { MemoryStore } from "@zarrkit/store-memory";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { counting, environment, little, sharded, shardingOf } from "./support/sharded.ts";

interface Golden {
  readonly name: string;
  readonly writer: string;
  readonly document: JsonObject;
  /** Base64. */
  readonly chunks: { readonly [key: string]: string };
  /** Packed little-endian elements in C order, base64. */
  readonly expected: string;
}

const goldens = JSON.parse(readFileSync(new URL("./fixtures/shards.json", import.meta.url), "utf8")) as Golden[];
const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, "base64"));

/** The chunks that an array has stored, base64 by key. */
async function chunksOf(store: MemoryStore, path: string): Promise<Record<string, string>> {
  const chunks: Record<string, string> = {};
  for await (const key of store.list(`${path}/c/`)) {
    const value = (await store.get(key)) as Uint8Array;
    chunks[key.slice(path.length + 1)] = Buffer.from(value).toString("base64");
  }
  return chunks;
}

async function golden({ document, chunks }: Golden): Promise<{ store: MemoryStore; array: ZarrArray }> {
  const store = new MemoryStore();
  await store.set("a/zarr.json", new TextEncoder().encode(JSON.stringify(document)));
  for (const [key, value] of Object.entries(chunks)) await store.set(`a/${key}`, bytesOf(value));
  return { store, array: await ZarrArray.open({ store, path: "a" }, environment) };
}

describe("shards of other implementations", () => {
  test.each(goldens.map((one) => [one.name, one.writer, one] as const))(
    "%s, by %s, reads as written",
    async (_, __, one) => {
      const { array } = await golden(one);
      const whole = await array.get();
      expect(Buffer.from(whole.toBytes()).toString("base64")).toBe(one.expected);
      const rows = await Promise.all(
        Array.from({ length: array.shape[0] as number }, (_, row) => array.get([slice(row, row + 1)])),
      );
      const parts = rows.map((row) => Buffer.from(row.toBytes()));
      expect(Buffer.concat(parts).toString("base64")).toBe(one.expected);
    },
  );

  test.each(goldens.map((one) => [one.name, one] as const))("%s can be written in part", async (_, one) => {
    const { array } = await golden(one);
    const before = (await array.get()).toList() as unknown[][];
    await array.set([slice(1, 3), slice(1, 4)], 7);
    const after = before.map((row, y) => row.map((value, x) => (y >= 1 && y < 3 && x >= 1 && x < 4 ? 7 : value)));
    expect((await array.get()).toList()).toEqual(after);
  });
});

describe("the layout of a shard", () => {
  const index = (...pairs: [bigint, bigint][]) => new Uint8Array(BigUint64Array.from(pairs.flat()).buffer);
  const missing: [bigint, bigint] = [2n ** 64n - 1n, 2n ** 64n - 1n];

  test.each<["start" | "end"]>([["start"], ["end"]])(
    "is inner chunks in C order and their index at the %s",
    async (location) => {
      const codecs = [shardingOf([2, 1], { index_location: location, index_codecs: [little] })];
      const { store, array } = await sharded({ shape: [2, 3], chunks: [2, 3], codecs });
      await array.set(null, [
        [1, 0, 3],
        [4, 0, 6],
      ]);
      const value = store.get("a/c/0/0") as Uint8Array;
      const first = location === "start" ? 48n : 0n;
      const data = new Uint8Array(Int32Array.of(1, 4, 3, 6).buffer);
      const table = index([first, 8n], missing, [first + 8n, 8n]);
      expect([...value]).toEqual(location === "start" ? [...table, ...data] : [...data, ...table]);
    },
  );

  test("holds entries for inner chunks beyond the array too", async () => {
    const { store, array } = await sharded({ shape: [3], chunks: [8], codecs: [shardingOf([2])] });
    await array.set(null, [1, 2, 3]);
    expect((store.get("a/c/0") as Uint8Array).length).toBe(2 * 8 + 4 * 16 + 4);
  });

  test("of no inner chunks at all is not stored", async () => {
    const { store, array } = await sharded({ shape: [8], chunks: [4], codecs: [shardingOf([2])] });
    await array.set(null, counting(8));
    await array.set([slice(4, 8)], 0);
    expect(Object.keys(await chunksOf(store, "a"))).toEqual(["c/0"]);
  });
});

describe("random arrays", () => {
  const nested = shardingOf([2, 2]);
  const layouts: [string, JsonValue[]][] = [
    ["plain", [shardingOf([2, 3])]],
    ["with the index at the start", [shardingOf([2, 3], { index_location: "start" })]],
    [
      "compressed and checked inside",
      [shardingOf([2, 3], { codecs: [little, { name: "gzip", configuration: { level: 1 } }, { name: "crc32c" }] })],
    ],
    [
      "turned around inside",
      [shardingOf([2, 3], { codecs: [{ name: "transpose", configuration: { order: [1, 0] } }, little] })],
    ],
    ["turned around outside", [{ name: "transpose", configuration: { order: [1, 0] } }, shardingOf([3, 2])]],
    ["compressed outside", [shardingOf([2, 3]), { name: "gzip", configuration: { level: 1 } }]],
    [
      "with an index in big-endian order",
      [shardingOf([2, 3], { index_codecs: [{ name: "bytes", configuration: { endian: "big" } }] })],
    ],
    [
      "with an index turned around",
      [shardingOf([2, 3], { index_codecs: [{ name: "transpose", configuration: { order: [2, 1, 0] } }, little] })],
    ],
    ["nested", [shardingOf([2, 6], { codecs: [nested] })]],
    [
      "nested, the index at the start",
      [shardingOf([4, 6], { index_location: "start", codecs: [shardingOf([2, 3], { index_location: "start" })] })],
    ],
  ];

  test.each(layouts)("survive shards that are %s", async (_, codecs) => {
    const value = fc.array(fc.constantFrom(0, 0, 1, -(2 ** 31), 2 ** 31 - 1), { minLength: 63, maxLength: 63 });
    await fc.assert(
      fc.asyncProperty(value, fc.nat(6), fc.nat(8), async (values, row, column) => {
        const { store, array } = await sharded({ shape: [7, 9], chunks: [4, 6], codecs: codecs as JsonObject[] });
        await array.set(null, Int32Array.from(values));
        const opened = await ZarrArray.open<"int32">({ store, path: "a" }, environment);
        expect([...(await opened.get()).data]).toEqual(values);
        expect(await opened.item([row, column])).toBe(values[row * 9 + column]);
        await opened.set([row, column], 5);
        values[row * 9 + column] = 5;
        expect([...(await array.get()).data]).toEqual(values);
      }),
      { numRuns: 15 },
    );
  });
});

describe("metadata", () => {
  test("is stored with every value filled in", async () => {
    const { array } = await sharded({
      shape: [4],
      chunks: [4],
      codecs: [shardingOf([2], { codecs: [little, "gzip"] as never })],
    });
    expect(array.metadata["codecs"]).toEqual([
      {
        name: "sharding_indexed",
        configuration: {
          chunk_shape: [2],
          codecs: [little, { name: "gzip", configuration: { level: 5 } }],
          index_codecs: [little, { name: "crc32c" }],
          index_location: "end",
        },
      },
    ]);
  });

  test("is what the shards option makes", async () => {
    const { array, store } = await sharded({
      shape: [8, 8],
      chunks: [2, 2],
      shards: { shape: [4, 8], indexLocation: "start" },
    });
    expect([array.chunks, array.shards]).toEqual([
      [2, 2],
      [4, 8],
    ]);
    await array.set(null, counting(64));
    expect(Object.keys(await chunksOf(store, "a"))).toEqual(["c/0/0", "c/1/0"]);
    expect(array.metadata["codecs"]).toMatchObject([
      { name: "sharding_indexed", configuration: { index_location: "start" } },
    ]);
  });

  test.each<[string, JsonValue[]]>([
    ["inner chunks that do not divide the shard", [shardingOf([3])]],
    ["inner chunks larger than the shard", [shardingOf([8])]],
    ["inner chunks of another rank", [shardingOf([2, 1])]],
    ["no inner codecs", [shardingOf([2], { codecs: [] })]],
    ["inner codecs that make no bytes", [shardingOf([2], { codecs: ["crc32c"] })]],
    ["two inner codecs that make bytes", [shardingOf([2], { codecs: [little, little] })]],
    ["index codecs that make no bytes", [shardingOf([2], { index_codecs: ["crc32c"] })]],
    ["an index whose size varies", [shardingOf([2], { index_codecs: [little, "gzip"] })]],
    ["an index in a shard", [shardingOf([2], { index_codecs: [shardingOf([1, 1])] })]],
    ["an unknown inner codec", [shardingOf([2], { codecs: [little, "zopfli"] })]],
    ["nested inner chunks that do not divide theirs", [shardingOf([2], { codecs: [shardingOf([4])] })]],
    [
      "inner chunks that fit only what came before a transpose",
      [{ name: "transpose", configuration: { order: [0] } }, shardingOf([3])],
    ],
    ["an index in the middle", [shardingOf([2], { index_location: "middle" })]],
  ])("with %s is refused", async (_, codecs) => {
    const error = await sharded({ shape: [4], chunks: [4], codecs: codecs as JsonObject[] }).then(
      () => expect.unreachable(),
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(MetadataValidationError);
  });
});

describe("damage", () => {
  const damaged = async (change: (value: Uint8Array) => Uint8Array | undefined) => {
    const { store, array } = await sharded({ shape: [8], chunks: [8], codecs: [shardingOf([2])] });
    await array.set(null, counting(8));
    const value = (store.get("a/c/0") as Uint8Array).slice();
    store.set("a/c/0", change(value) ?? value);
    return array;
  };
  const failure = async (work: Promise<unknown>) =>
    work.then(
      () => expect.unreachable(),
      (error: unknown) => error,
    );

  test("of the index is found by its checksum, by readers and writers", async () => {
    const array = await damaged((value) => {
      value[40] = (value[40] as number) ^ 1;
      return undefined;
    });
    for (const work of [() => array.get(), () => array.get([0]), () => array.set([0], 1)]) {
      const error = await failure(work());
      expect(error).toBeInstanceOf(CodecError);
      expect(error).toMatchObject({ path: "a", key: "a/c/0", chunk: [0] });
    }
  });

  test.each([0, 3, 67])("that leaves %i bytes is an error", async (size) => {
    const array = await damaged((value) => value.slice(0, size));
    for (const work of [() => array.get(), () => array.get([0]), () => array.set([0], 1)]) {
      expect(await failure(work())).toBeInstanceOf(CodecError);
    }
  });

  test("anywhere never gives anything but an error or the values of whole inner chunks", async () => {
    const { store, array } = await sharded({
      shape: [8],
      chunks: [8],
      codecs: [shardingOf([2], { codecs: [little, { name: "crc32c" }] })],
    });
    await array.set(
      null,
      counting(8).map((value) => value + 1),
    );
    const value = (store.get("a/c/0") as Uint8Array).slice();
    await fc.assert(
      fc.asyncProperty(fc.nat(value.length - 1), fc.integer({ min: 1, max: 255 }), async (at, bits) => {
        const changed = value.slice();
        changed[at] = (changed[at] as number) ^ bits;
        store.set("a/c/0", changed);
        const opened = await ZarrArray.open<"int32">({ store, path: "a" }, environment);
        const error = await failure(opened.get());
        expect(error).toBeInstanceOf(CodecError);
      }),
      { numRuns: 100 },
    );
  });
});

test("an array without axes is one inner chunk", async () => {
  const { store, array } = await sharded({ shape: [], chunks: [], codecs: [shardingOf([])] });
  await array.set(null, 7);
  expect((store.get("a/c") as Uint8Array).length).toBe(4 + 16 + 4);
  expect(await array.item()).toBe(7);
});
