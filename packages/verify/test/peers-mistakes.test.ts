import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create, createGroup, errors, open, openArray, openGroup, slice } from "@zarrkit/api";
import { describe, expect, test } from "vitest";
import { expectCase } from "../src/corpus/expect-case.ts";
import { folderEntries, storePath } from "../src/corpus/files.ts";
import { cases } from "../src/corpus/manifest.ts";

// Eleven ways in which other readers return wrong data without a word. Here each is the right answer or a typed error.

const bytes = { name: "bytes", configuration: { endian: "little" } };
const crc32c = { name: "crc32c" };
const count = (size: number): Int32Array => Int32Array.from({ length: size }, (_, i) => i + 1);

const sharding = (index_location: string, codecs: readonly unknown[] = [bytes]): Record<string, unknown> => ({
  name: "sharding_indexed",
  configuration: { chunk_shape: [2, 2], codecs, index_codecs: [bytes, crc32c], index_location },
});

async function entriesOf(options: Record<string, unknown>): Promise<Map<string, Uint8Array>> {
  const store = new Map<string, Uint8Array>();
  const array = await create({
    store,
    shape: [4, 6],
    chunks: [4, 6],
    dtype: "int32",
    fillValue: 0,
    zarrFormat: 3,
    ...options,
  });
  await array.set(null, count(24));
  return store;
}

async function valuesOf(store: unknown, selection?: readonly unknown[]): Promise<number[]> {
  const array = await openArray(store as Map<string, Uint8Array>, { mode: "r" });
  return Array.from((await array.get(selection as never)).data as Int32Array);
}

async function errorOf(promise: Promise<unknown>): Promise<InstanceType<typeof errors.ZarrError>> {
  const error: unknown = await promise.then(
    (value) => `went through: ${String(value)}`,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(errors.ZarrError);
  return error as InstanceType<typeof errors.ZarrError>;
}

/** A store as zarrita knows them: keys with a leading slash, `get` and `getRange`, nothing else. */
function foreign(
  entries: ReadonlyMap<string, Uint8Array>,
  answer: (value: Uint8Array, range?: { offset?: number; length?: number; suffixLength?: number }) => unknown,
): object {
  const find = (key: string): Uint8Array | undefined => {
    if (!key.startsWith("/")) throw new Error(`a key without a slash: ${key}`);
    return entries.get(key.slice(1));
  };
  return {
    get: async (key: string) => {
      const value = find(key);
      return value && answer(value);
    },
    getRange: async (key: string, range: { offset?: number; length?: number; suffixLength?: number }) => {
      const value = find(key);
      return value && answer(value, range);
    },
  };
}

function ranged(value: Uint8Array, range?: { offset?: number; length?: number; suffixLength?: number }): Uint8Array {
  if (range === undefined) return value.slice();
  if (range.suffixLength !== undefined) return value.slice(-range.suffixLength);
  return value.slice(range.offset, (range.offset ?? 0) + (range.length ?? 0));
}

const corpus = async (id: string): Promise<void> => {
  const one = cases.find((candidate) => candidate.id === id);
  if (one === undefined) throw new Error(`no case ${id}`);
  expect(await expectCase(one, folderEntries(storePath(one, "")), undefined)).toBe("passed");
};

describe("mistakes of other readers", () => {
  test("1: the index of a shard is at its start", async () => {
    const store = await entriesOf({ codecs: [sharding("start")] });
    expect(await valuesOf(store)).toEqual([...count(24)]);
    expect(await valuesOf(foreign(store, ranged), [slice(2, 4), slice(4, 6)])).toEqual([17, 18, 23, 24]);
    await corpus("v3-shard-index-start-crc");
  });

  test("2: a codec stands before sharding", async () => {
    const transpose = { name: "transpose", configuration: { order: [1, 0] } };
    const store = await entriesOf({ codecs: [transpose, sharding("end")] });
    expect(await valuesOf(store)).toEqual([...count(24)]);
    expect(await valuesOf(store, [3, slice(1, 4)])).toEqual([20, 21, 22]);
    await corpus("v3-ts-shard-transpose");
  });

  test("3: a chunk is shorter, or longer, than it should be", async () => {
    for (const change of [
      (value: Uint8Array) => value.subarray(0, -4),
      (value: Uint8Array) => value.subarray(0, 0),
      (value: Uint8Array) => Uint8Array.of(...value, 0),
    ]) {
      const store = await entriesOf({ codecs: [bytes] });
      store.set("c/0/0", change(store.get("c/0/0") as Uint8Array));
      expect((await errorOf(valuesOf(store))).key).toBe("c/0/0");
      expect((await errorOf(valuesOf(store, [0, 0]))).key).toBe("c/0/0");
    }
  });

  test("4: a checksum does not match", async () => {
    const store = await entriesOf({ codecs: [bytes, crc32c] });
    const value = store.get("c/0/0") as Uint8Array;
    value[9] = (value[9] as number) ^ 1;
    expect((await errorOf(valuesOf(store))).key).toBe("c/0/0");
    const sharded = await entriesOf({ codecs: [sharding("end", [bytes, crc32c])] });
    const shard = sharded.get("c/0/0") as Uint8Array;
    shard[1] = (shard[1] as number) ^ 1;
    expect((await errorOf(valuesOf(sharded))).key).toBe("c/0/0");
  });

  test("5: a store answers with an ArrayBuffer", async () => {
    const store = await entriesOf({ codecs: [bytes] });
    expect(await valuesOf(foreign(store, (value) => value.slice().buffer))).toEqual([...count(24)]);
    const sharded = await entriesOf({ codecs: [sharding("end")] });
    expect(await valuesOf(foreign(sharded, (value, range) => ranged(value, range).buffer))).toEqual([...count(24)]);
    for (const nonsense of ["text", 5, [1, 2], {}]) {
      await errorOf(valuesOf(foreign(store, () => nonsense)));
    }
  });

  test("6: a version 2 dtype that cannot be read is named, and not called missing", async () => {
    for (const dtype of ["<M8[ns]", "<c8", "|V16", "<q9", "|O"]) {
      const document = {
        zarr_format: 2,
        shape: [2],
        chunks: [2],
        dtype,
        compressor: null,
        filters: null,
        order: "C",
        fill_value: null,
      };
      const store = new Map([[".zarray", new TextEncoder().encode(JSON.stringify(document))]]);
      const [result] = await Promise.allSettled([open(store, { mode: "r" })]);
      if (result.status === "fulfilled") {
        expect("shape" in result.value && result.value.shape).toEqual([2]);
        continue;
      }
      const error = await errorOf(Promise.reject(result.reason));
      expect(error.message).toContain(dtype);
      expect(error.code).not.toContain("NOT_FOUND");
    }
  });

  test("7: a server ignores the range and sends everything", async () => {
    for (const location of ["start", "end"]) {
      const store = await entriesOf({ codecs: [sharding(location)] });
      const [whole] = await Promise.allSettled([
        valuesOf(
          foreign(store, (value) => value.slice()),
          [slice(2, 4), slice(4, 6)],
        ),
      ]);
      if (whole.status === "fulfilled") expect(whole.value).toEqual([17, 18, 23, 24]);
      else await errorOf(Promise.reject(whole.reason));
    }
  });

  test("7b: a server sends less than the range", async () => {
    const store = await entriesOf({ codecs: [sharding("end")] });
    const short = foreign(store, (value, range) => ranged(value, range).subarray(range === undefined ? 0 : 1));
    await errorOf(valuesOf(short, [slice(2, 4), slice(4, 6)]));
  });

  test("8: names with a question mark, a hash or an escape", async () => {
    const names = ["a?b#c", "%20", "100%", "a b", "ü", "a%2Fb"];
    const folder = mkdtempSync(join(tmpdir(), "zarrkit-names-"));
    try {
      for (const store of [new Map<string, Uint8Array>(), folder]) {
        const group = await createGroup({ store, zarrFormat: 3 });
        for (const [i, name] of names.entries()) {
          const array = await group.createArray(name, { shape: [1], chunks: [1], dtype: "int32", fillValue: 0 });
          await array.set(null, i + 1);
        }
        const keys = store instanceof Map ? [...store.keys()] : [...folderEntries(folder).keys()];
        for (const name of names) expect(keys).toContain(`${name}/zarr.json`);
        const again = await openGroup(store, { mode: "r" });
        for (const [i, name] of names.entries()) {
          const array = await again.array(name);
          expect(Array.from((await array.get()).data as Int32Array)).toEqual([i + 1]);
        }
        const listed: string[] = [];
        for await (const name of again.keys()) listed.push(name);
        expect(listed.sort()).toEqual([...names].sort());
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test("9: what was read belongs to the reader", async () => {
    const store = await entriesOf({ codecs: [bytes] });
    const before = (store.get("c/0/0") as Uint8Array).slice();
    const array = await openArray(store, { mode: "r" });
    for (const read of [() => array.getChunk([0, 0]), () => array.get()]) {
      const { data } = await read();
      (data as Int32Array).fill(-1);
      expect(store.get("c/0/0")).toEqual(before);
      expect(await valuesOf(store)).toEqual([...count(24)]);
    }
  });

  test("9b: what was written belongs to the writer", async () => {
    const store = new Map<string, Uint8Array>();
    const array = await create({
      store,
      shape: [24],
      chunks: [24],
      dtype: "int32",
      codecs: [bytes],
      fillValue: 0,
      zarrFormat: 3,
    });
    const data = count(24);
    await array.set(null, data);
    data.fill(-1);
    expect(await valuesOf(store)).toEqual([...count(24)]);
  });

  test("10: a fractional index", async () => {
    const store = await entriesOf({ codecs: [bytes] });
    for (const selection of [[1.5], [0, 0.5], [slice(0.5, 2)], [slice(0, 2, 0.5)], [Number.NaN], [2 ** 60]]) {
      await errorOf(valuesOf(store, selection));
    }
  });

  test("11: a selection shorter than the rank", async () => {
    const store = await entriesOf({ codecs: [bytes] });
    const array = await openArray(store, { mode: "r" });
    const row = await array.get([2]);
    expect(row.shape).toEqual([6]);
    expect(Array.from(row.data as Int32Array)).toEqual([13, 14, 15, 16, 17, 18]);
    const rows = await array.get([slice(1, 3)]);
    expect(rows.shape).toEqual([2, 6]);
    expect(Array.from(rows.data as Int32Array)).toEqual([...count(24)].slice(6, 18));
  });
});
