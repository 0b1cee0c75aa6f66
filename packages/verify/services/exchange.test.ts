import { rmSync } from "node:fs";
import { join } from "node:path";
import { create, openArray, slice, type ZarrArray } from "@zarrkit/api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../src/corpus/files.ts";
import { OracleArray } from "../src/oracle/array.ts";
import { type ElementType, elementTypes, packed, type Scalar } from "../src/oracle/element.ts";
import { type Implementation, Peer, type Region } from "./peer.ts";
import { ours, sample, sampleFill, wire } from "./sample.ts";
import { dtypeOf, reads, type Storage, shape, storages } from "./storage.ts";

const attributes = { units: "мм", nested: { list: [1, 2.5, null, true] } };
const scratch = temporaryFolder();
let peer: Peer;
let folders = 0;

beforeAll(async () => {
  peer = new Peer();
  process.stdout.write(`exchange with ${JSON.stringify(await peer.versions())}\n`);
});

afterAll(async () => {
  await peer.close();
  rmSync(scratch, { recursive: true, force: true });
});

const folder = (): string => join(scratch, String(folders++));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

type Range = readonly [number, number];
/** Regions that are written: the rest, whole chunks among it, keeps the fill value. */
const first: readonly [Range, Range] = [
  [0, 8],
  [0, 7],
];
/** A region that cuts through chunks and shards. */
const second: readonly [Range, Range] = [
  [3, 6],
  [2, 9],
];
const third: readonly [Range, Range] = [
  [1, 5],
  [5, 10],
];

interface Part {
  readonly region: readonly [Range, Range];
  readonly shape: readonly number[];
  readonly values: readonly Scalar[];
}

function part(type: ElementType, region: readonly [Range, Range], salt: number): Part {
  const size = region.map(([start, stop]) => stop - start);
  return { region, shape: size, values: sample(type, (size[0] as number) * (size[1] as number), salt) };
}

function applyTo(oracle: OracleArray, { region, values }: Part): void {
  const items = region.map(([start, stop]) => ({ kind: "slice" as const, start, stop, step: null }));
  oracle.set({ by: "position", items }, values);
}

const wireRegion = (type: ElementType, { region, shape: size, values }: Part): Region => ({
  selection: region,
  values: wire(type, size, values),
});

async function setPart(array: ZarrArray, type: ElementType, { region, shape: size, values }: Part): Promise<void> {
  await array.set(
    region.map(([start, stop]) => slice(start, stop)),
    ours(type, size, values),
  );
}

const names = (storage: Storage): Record<string, unknown> =>
  storage.format === 3 ? { dimensionNames: ["y", "x"] } : {};

async function createOurs(path: string, storage: Storage, type: ElementType): Promise<ZarrArray> {
  const { chunkKeyEncoding, ...options } = storage.options;
  const encoding = chunkKeyEncoding as { name: string; separator: string } | undefined;
  return create({
    store: path,
    shape,
    dtype: dtypeOf(storage, type),
    fillValue: sampleFill(type),
    zarrFormat: storage.format,
    attributes,
    ...(encoding === undefined
      ? {}
      : { chunkKeyEncoding: { name: encoding.name, configuration: { separator: encoding.separator } } }),
    ...names(storage),
    ...options,
  });
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

async function createTheirs(path: string, storage: Storage, type: ElementType, parts: readonly Part[]): Promise<void> {
  const options = {
    ...storage.options,
    ...names(storage),
    shape,
    dtype: dtypeOf(storage, type),
    attributes,
    zarrFormat: storage.format,
  };
  const renamed = Object.fromEntries(Object.entries(options).map(([name, value]) => [snake(name), value]));
  const fill = wire(type, [], [sampleFill(type)]);
  await peer.write(
    "zarr",
    path,
    renamed,
    fill,
    parts.map((one) => wireRegion(type, one)),
  );
}

async function expectOurs(path: string, oracle: OracleArray, storage: Storage): Promise<void> {
  const array = await openArray(path, { mode: "r" });
  const values = await array.get();
  expect(hex(values.toBytes())).toBe(hex(packed(oracle.type, oracle.values)));
  expect(array.dtype).toBe(oracle.type.name);
  expect(array.attrs).toEqual(attributes);
  if (storage.format === 3) expect(array.dimensionNames).toEqual(["y", "x"]);
}

async function expectTheirs(by: Implementation, path: string, oracle: OracleArray, storage: Storage): Promise<void> {
  const answer = await peer.read(by, path, storage.format);
  expect(hex(answer.values.bytes), by).toBe(hex(packed(oracle.type, oracle.values)));
  expect(answer.values.dtype, by).toBe(oracle.type.name);
  expect(answer.values.shape, by).toEqual([...shape]);
  if (by === "tensorstore") return;
  expect(JSON.parse(answer.attributes ?? "null"), by).toEqual(attributes);
  expect(hex(answer.fill as Uint8Array), by).toBe(hex(packed(oracle.type, [sampleFill(oracle.type)])));
  if (storage.format === 3) expect(answer.dimensionNames, by).toEqual(["y", "x"]);
}

const implementations: readonly Implementation[] = ["zarr", "zarrs", "tensorstore"];

for (const storage of storages) {
  describe(storage.name, () => {
    for (const type of elementTypes) {
      const readers = implementations.filter((by) => reads(by, storage, type));
      const fresh = (): OracleArray => new OracleArray(type, shape, sampleFill(type));

      test(`${type.name}: written here, read by ${readers.join(", ")}`, async () => {
        const path = folder();
        const oracle = fresh();
        const array = await createOurs(path, storage, type);
        for (const one of [part(type, first, 0), part(type, second, 31)]) {
          await setPart(array, type, one);
          applyTo(oracle, one);
        }
        await expectOurs(path, oracle, storage);
        for (const by of readers) await expectTheirs(by, path, oracle, storage);
      });

      test(`${type.name}: written by zarr-python, changed here and by ${readers.join(", ")} in turn`, async () => {
        const path = folder();
        const oracle = fresh();
        const start = [part(type, first, 7), part(type, second, 50)];
        await createTheirs(path, storage, type, start);
        for (const one of start) applyTo(oracle, one);
        await expectOurs(path, oracle, storage);

        const ourChange = part(type, third, 90);
        await setPart(await openArray(path, { mode: "r+" }), type, ourChange);
        applyTo(oracle, ourChange);
        await expectTheirs("zarr", path, oracle, storage);

        for (const [i, by] of readers.entries()) {
          const theirChange = part(type, second, 120 + 10 * i);
          await peer.update(by, path, storage.format, [wireRegion(type, theirChange)]);
          applyTo(oracle, theirChange);
          await expectOurs(path, oracle, storage);
        }
      });
    }
  });
}
