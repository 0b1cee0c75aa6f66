import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { consolidateMetadata, create, errors, migrate, openArray } from "@zarrkit/api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { folderEntries, temporaryFolder } from "../src/corpus/files.ts";
import { Peer } from "./peer.ts";
import { count, fill, int16Hex, inventoryOf, type Make, makes, plant, planted, type Seen } from "./sample-hierarchy.ts";

const scratch = temporaryFolder();
let peer: Peer;
let folders = 0;

beforeAll(() => {
  peer = new Peer();
});

afterAll(async () => {
  await peer.close();
  rmSync(scratch, { recursive: true, force: true });
});

const folder = (): string => join(scratch, String(folders++));

function twin(path: string): string {
  const other = folder();
  cpSync(path, other, { recursive: true });
  return other;
}

type Json = Readonly<Record<string, unknown>>;

/** The version 3 documents of a folder by key. */
function documents(path: string, change: (document: Json) => Json = (document) => document): Json {
  const found = [...folderEntries(path)].filter(([key]) => /(^|\/)zarr\.json$/.test(key));
  return Object.fromEntries(found.map(([key, bytes]) => [key, change(JSON.parse(Buffer.from(bytes).toString()))]));
}

interface Case {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly values: readonly unknown[] | undefined;
  /** What zarr-python says where it cannot migrate such an array. */
  readonly refused?: RegExp;
}

const refusedBy = (refused: RegExp, one: Case): Case => ({ ...one, refused });
const plain = (name: string, options: Case["options"], values: Case["values"]): Case => ({ name, options, values });
const numbers = Array.from({ length: 24 }, (_, i) => i % 100);
const grid = { shape: [4, 6], chunks: [2, 3] };

const dtypes = ["|b1", "|i1", "|u1", "<i2", ">i2", "<u4", ">i4", "<f2", "<f4", ">f4", ">f8", "<c8", ">c16"].map(
  (dtype) =>
    plain(
      dtype,
      { ...grid, dtype, fillValue: dtype === "|b1" ? true : dtype.includes("c") ? [1, -2] : 1 },
      numbers.map((n) => (dtype === "|b1" ? n % 2 === 0 : dtype.includes("c") ? [n, -n] : n)),
    ),
);

const fills = [
  ["<f8", Number.NaN],
  [">f4", Number.POSITIVE_INFINITY],
  ["<f2", Number.NEGATIVE_INFINITY],
  ["<f8", -0],
  ["<f8", 0.1],
  ["<c16", [Number.NaN, Number.NEGATIVE_INFINITY]],
  ["<i2", -5],
  ["|b1", null],
  ["<i8", -(2n ** 63n)],
  ["<u8", 2n ** 64n - 1n],
] as const;

const blosc = [
  ["lz4", 0, 0],
  ["zstd", 1, 256],
  ["zlib", 2, 0],
  ["blosclz", 1, 0],
] as const;
const compressors: readonly Record<string, unknown>[] = [
  { id: "zlib", level: 3 },
  { id: "gzip", level: 4 },
  { id: "zstd", level: 2 },
  { id: "zstd", level: 2, checksum: true },
  { id: "lz4", acceleration: 2 },
  ...blosc.map(([cname, shuffle, blocksize]) => ({ id: "blosc", cname, clevel: 3, shuffle, blocksize })),
];

const filters: readonly (readonly Record<string, unknown>[])[] = [
  [{ id: "delta", dtype: "<i4", astype: "<i4" }],
  [{ id: "fixedscaleoffset", scale: 1, offset: 1, dtype: "<i4", astype: "<i2" }],
];

const byDefault = { ...grid, dtype: "<i4", fillValue: 0 };
const automatic = { id: "blosc", cname: "lz4", clevel: 5, shuffle: -1, blocksize: 0 };

const cases: readonly Case[] = [
  ...dtypes,
  ...fills.map(([dtype, fillValue]) =>
    plain(`fill value ${String(fillValue)} of ${dtype}`, { ...grid, dtype, fillValue }, undefined),
  ),
  ...["<i2", "<f4"].map((dtype) =>
    refusedBy(
      /Cannot convert object None/,
      plain(`no fill value of ${dtype}`, { ...grid, dtype, fillValue: null }, undefined),
    ),
  ),
  ...compressors.map((compressor) => plain(JSON.stringify(compressor), { ...byDefault, compressor }, numbers)),
  ...["|u1", "<i4"].map((dtype) =>
    refusedBy(
      /Value must be between 0 and 2/,
      plain(`blosc, automatic shuffle of ${dtype}`, { ...byDefault, dtype, compressor: automatic }, numbers),
    ),
  ),
  plain("no compressor", { ...byDefault, compressor: null }, numbers),
  plain("order F", { ...byDefault, order: "F" }, numbers),
  plain("order F of one dimension", { ...byDefault, shape: [24], chunks: [5], order: "F" }, numbers),
  plain("order F of three dimensions", { ...byDefault, shape: [2, 3, 4], chunks: [2, 2, 2], order: "F" }, numbers),
  plain("order F, with a filter", { ...byDefault, order: "F", filters: filters[0] }, numbers),
  plain("separator /", { ...byDefault, dimensionSeparator: "/" }, numbers),
  plain("separator .", { ...byDefault, dimensionSeparator: "." }, numbers),
  plain("no dimensions", { shape: [], dtype: "<f4", fillValue: 2 }, [5]),
  ...filters.map((list) => plain(JSON.stringify(list), { ...byDefault, filters: list }, numbers)),
  plain("text of fixed length", { shape: [3], chunks: [2], dtype: "<U4", fillValue: "x" }, ["a", "bcd", "ü"]),
  plain("bytes of fixed length", { shape: [3], chunks: [2], dtype: "|S3" }, undefined),
];

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

function nested(list: readonly unknown[], [length, ...inner]: readonly number[]): unknown {
  if (length === undefined) return list[0];
  const step = list.length / length;
  return Array.from({ length }, (_, i) => nested(list.slice(i * step, (i + 1) * step), inner));
}

/** A transpose of one dimension, which zarr-python writes and which changes nothing. */
function withoutIdleTranspose(document: Json): Json {
  const { codecs } = document as {
    codecs?: readonly { name: string; configuration?: { order?: readonly number[] } }[];
  };
  const idle = (codec: NonNullable<typeof codecs>[number]): boolean =>
    codec.name === "transpose" && codec.configuration?.order?.length === 1;
  return codecs === undefined ? document : { ...document, codecs: codecs.filter((codec) => !idle(codec)) };
}

describe("the documents of an array are zarr-python's", () => {
  for (const { name, options, values, refused } of cases) {
    test(refused === undefined ? name : `${name}: refused there, migrated here`, async () => {
      const path = folder();
      const attributes = { units: "мм", nested: { list: [1, 2.5, null] } };
      const array = await create({ store: path, zarrFormat: 2, attributes, ...(options as { shape: number[] }) });
      if (values !== undefined) await array.set(null, nested(values, array.shape));
      const before = hex((await array.get()).toBytes());
      const theirs = twin(path);
      expect(await migrate(path)).toBe(1);
      const migrating = peer.change(theirs, 2, { how: "migrate" });
      if (refused === undefined) {
        await migrating;
        expect(documents(path)).toEqual(documents(theirs, withoutIdleTranspose));
      } else await expect(migrating).rejects.toThrow(refused);
      for (const place of refused === undefined ? [path, theirs] : [path]) {
        const migrated = await openArray(place, { mode: "r", zarrFormat: 3 });
        expect(hex((await migrated.get()).toBytes())).toBe(before);
        expect(migrated.attrs).toEqual(attributes);
        const seen = await peer.read("zarr", place, 3);
        expect(hex(seen.values.bytes)).toBe(before);
        expect(JSON.parse(seen.attributes ?? "null")).toEqual(attributes);
      }
    });
  }
});

describe("a hierarchy", () => {
  const [version2] = makes as [Make];

  async function planting(): Promise<string> {
    const path = folder();
    await plant(path, version2);
    return path;
  }

  async function expectBoth(path: string, format: 2 | 3): Promise<void> {
    expect(await inventoryOf(path, format), "seen here").toEqual(planted);
    expect(await peer.inventory(path, format), "seen by zarr-python").toEqual(planted);
  }

  const version2Keys = (path: string): string[] =>
    [...folderEntries(path).keys()].filter((key) => /\.z(array|group|attrs|metadata)$/.test(key));

  test("in place, as zarr-python does it; both versions can be read", async () => {
    const path = await planting();
    const theirs = twin(path);
    expect(await migrate(path)).toBe(Object.keys(planted).length);
    await peer.change(theirs, 2, { how: "migrate" });
    expect([...folderEntries(path).keys()].sort()).toEqual([...folderEntries(theirs).keys()].sort());
    expect(documents(path)).toEqual(documents(theirs));
    for (const place of [path, theirs]) for (const format of [2, 3] as const) await expectBoth(place, format);
  });

  test("without the version 2 documents, then consolidated", async () => {
    const path = await planting();
    await migrate(path, { removeV2Metadata: true });
    expect(version2Keys(path)).toEqual([]);
    await expectBoth(path, 3);
    await consolidateMetadata(path);
    expect(await peer.inventory(path, 3, true)).toEqual(planted);
    await peer.change(path, 3, { how: "consolidate" });
    expect(await inventoryOf(path, 3, true)).toEqual(planted);
  });

  test("into another store, the documents alone, as zarr-python does it", async () => {
    const path = await planting();
    const before = [...folderEntries(path).keys()].sort();
    const [ours, theirs] = [folder(), folder()];
    await migrate(path, { output: ours });
    await peer.change(path, 2, { how: "migrate", output: theirs });
    expect([...folderEntries(ours).keys()].sort()).toEqual([...folderEntries(theirs).keys()].sort());
    expect(documents(ours)).toEqual(documents(theirs));
    expect([...folderEntries(path).keys()].sort()).toEqual(before);
    // Beside the chunks they are a hierarchy.
    cpSync(ours, path, { recursive: true });
    await expectBoth(path, 3);
  });

  test("into a store that has documents of a migration: only with overwrite and force", async () => {
    const path = await planting();
    const output = folder();
    await peer.change(path, 2, { how: "migrate", output });
    const theirs = documents(output);
    await (await openArray(path, { mode: "r+", path: "a/grid" })).resize([4, 4]);
    await expect(migrate(path, { output })).rejects.toThrow(errors.ContainsGroupError);
    expect(documents(output)).toEqual(theirs);
    // Nothing of version 2 stands beside them, so they could be anybody's.
    await expect(migrate(path, { output, overwrite: true })).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
    await migrate(path, { output, overwrite: true, force: true });
    const grid = theirs["a/grid/zarr.json"] as Json;
    expect(documents(output)).toEqual({ ...theirs, "a/grid/zarr.json": { ...grid, shape: [4, 4] } });
  });

  test("in a dry run: nothing is written", async () => {
    const path = await planting();
    const before = folderEntries(path);
    await migrate(path, { dryRun: true, removeV2Metadata: true });
    await migrate(path, { dryRun: true, output: folder(), overwrite: true });
    expect(folderEntries(path)).toEqual(before);
  });

  test("then resized, appended to and given attributes by both sides", async () => {
    const path = await planting();
    await migrate(path, { removeV2Metadata: true });
    await (await openArray(path, { mode: "r+", path: "a/b/row" })).append([11, 12]);
    await peer.change(path, 3, { how: "append", name: "a/b/row", axis: 0, values: [13] });
    await (await openArray(path, { mode: "r+", path: "empty" })).resize([2]);
    await peer.change(path, 3, { how: "resize", name: "empty", shape: [4] });
    await peer.change(path, 3, { how: "attributes", name: "a", attributes: { by: "them" } });
    const node = (name: string): Seen[string] => planted[name] as Seen[string];
    const expected = {
      ...planted,
      a: { ...node("a"), attributes: { n: 1, by: "them" } },
      "a/b/row": { ...node("a/b/row"), shape: [14], values: int16Hex(count(14)) },
      empty: { ...node("empty"), shape: [4], values: int16Hex([fill, fill, fill, fill]) },
    };
    expect(await inventoryOf(path, 3)).toEqual(expected);
    expect(await peer.inventory(path, 3)).toEqual(expected);
  });

  test("that is consolidated: refused by zarr-python, migrated here", async () => {
    const path = await planting();
    await consolidateMetadata(path);
    await expect(peer.change(path, 2, { how: "migrate" })).rejects.toThrow(/consolidated metadata isn't supported/);
    await migrate(path, { removeV2Metadata: true });
    expect(version2Keys(path)).toEqual([]);
    await expectBoth(path, 3);
  });
});
