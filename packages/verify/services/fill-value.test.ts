import { rmSync } from "node:fs";
import { join } from "node:path";
import { create, openArray } from "@zarrkit/api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readSnapshot } from "../src/compatibility/snapshot.ts";
import { temporaryFolder } from "../src/corpus/files.ts";
import { probers } from "./cell.ts";
import { type ElementRow, elementRows } from "./element-row.ts";
import { Peer, type Prober } from "./peer.ts";
import { flatElements, toWire } from "./wire.ts";

// Arrays without a chunk: what is read is the fill value, in the spelling of whoever wrote the document.

const scratch = temporaryFolder();
const { tables } = readSnapshot();
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

/** Who exchanges plain arrays of a data type both ways, by the recorded matrix. */
function partners(row: ElementRow, format: 2 | 3): readonly Prober[] {
  const table = tables.find((one) => one.format === format);
  const ways = table?.rows[row.name]?.[0] ?? "";
  return probers[format].filter((_, i) => ways[i] === "3");
}

const dtypeOf = (row: ElementRow, format: 2 | 3): unknown =>
  format === 3 ? row.v3 : row.objectCodec === undefined ? row.v2 : `|O:${row.objectCodec}`;

async function elements(path: string, row: ElementRow): Promise<readonly unknown[]> {
  const array = await openArray(path, { mode: "r" });
  return flatElements((await array.get()).toList(), 1).map((value) => toWire(row.meaning, value));
}

async function exchangeFill(row: ElementRow, format: 2 | 3, value: unknown): Promise<Record<string, unknown>> {
  const path = folder();
  const wire = toWire(row.meaning, value) as readonly unknown[];
  const serializer = row.serializer ?? "bytes";
  const codec = row.hasByteOrder ? { name: serializer, configuration: { endian: "little" } } : { name: serializer };
  const filter = { id: row.objectCodec, ...(row.items === undefined ? {} : { dtype: row.items }) };
  const codecs = [codec];
  await create({
    store: path,
    shape: [2],
    chunks: [2],
    dtype: dtypeOf(row, format),
    zarrFormat: format,
    // Documents have no typed arrays.
    fillValue: ArrayBuffer.isView(value) && row.items !== undefined ? wire.map(Number) : value,
    attributes: { a: 1 },
    ...(format === 3 ? { codecs } : { compressor: null, filters: row.objectCodec === undefined ? null : [filter] }),
  } as never);
  expect(await elements(path, row)).toEqual([wire, wire]);
  const by = partners(row, format);
  const answers = await peer.probe({
    path,
    format,
    by,
    target: `${path}-theirs`,
    codecs,
    selection: [[0, 0]],
    values: [],
    fill: wire,
    meaning: row.items ?? (row.meaning === "bytes" || row.meaning === "json" ? row.meaning : null),
    fields: typeof row.meaning === "object" && "struct" in row.meaning ? Object.keys(row.meaning.struct) : null,
  });
  const found: Record<string, unknown> = {};
  for (const one of by) {
    const { read, write } = answers[one];
    found[`${one} reads`] = read.error ?? read.ok;
    found[`${one} writes`] = write.error ?? (await elements(write.path, row).catch(String));
  }
  const wrong = Object.entries(found).filter(([, got]) => JSON.stringify(got) !== JSON.stringify([wire, wire]));
  return Object.fromEntries(wrong);
}

describe.each([3, 2] as const)("fill values of version %i", (format) => {
  for (const row of elementRows.filter((one) => (format === 3 ? one.v3 : one.v2) !== undefined)) {
    test(`${row.name}: ${partners(row, format).join(", ") || "nobody else"}`, async () => {
      for (const value of [...row.values, row.fill]) {
        const text = JSON.stringify(toWire(row.meaning, value)).slice(0, 60);
        expect(await exchangeFill(row, format, value), `fill value ${text}`).toEqual({});
      }
    });
  }
});

describe("the bits of a NaN", () => {
  const fills = { float16: "0x7e01", float32: "0xffc12345", float64: "0x7ff8000000abcdef" };
  for (const [dtype, fillValueJson] of Object.entries(fills)) {
    test(dtype, async () => {
      const path = folder();
      await create({ store: path, shape: [1], chunks: [1], dtype, fillValueJson, attributes: {} });
      const expected = Buffer.from(fillValueJson.slice(2), "hex").reverse().toString("hex");
      const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
      expect(hex((await (await openArray(path, { mode: "r" })).get()).toBytes())).toBe(expected);
      // zarr-python loses the bits of a float16.
      for (const by of dtype === "float16" ? (["tensorstore"] as const) : (["zarr", "tensorstore"] as const)) {
        expect(hex((await peer.read(by, path, 3)).values.bytes), by).toBe(expected);
      }
    });
  }
});
