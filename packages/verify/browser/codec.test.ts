import { create, defaultRegistry, openArray } from "@zarrkit/api";
import { afterAll, describe, expect, test } from "vitest";
import { type CodecColumn, codecColumns, shape } from "../services/codec-column.ts";
import { type ElementRow, elementRows } from "../services/element-row.ts";

// Every way of storing, with a data type or two that it is for. That the bytes are right is for the corpus to say.
const usual = ["int32", "float64", "string", "variable_length_bytes"];
const unusual: Readonly<Record<string, readonly string[]>> = {
  uncompressed: [...usual, "object, vlen-array"],
  quantize: ["float32"],
  shuffle: ["int32"],
  "shuffle, zlib": ["int32"],
  "numcodecs.quantize": ["float32"],
  "numcodecs.shuffle": ["int32"],
  packbits: ["bool", "int4"],
  "packbits, padding byte": ["bool"],
  "numcodecs.packbits": ["bool"],
  bitround: ["float32"],
  "numcodecs.bitround": ["float32"],
  "numcodecs.vlen-bytes": ["variable_length_bytes"],
  categorize: ["fixed_length_utf32"],
};

function rowsOf(column: CodecColumn): ElementRow[] {
  const names = unusual[column.name] ?? usual;
  return elementRows.filter(
    (row) =>
      names.includes(row.name) &&
      column.options(row) !== undefined &&
      (column.arithmetic !== true || row.tame !== undefined),
  );
}

const met = new Set<string>();

/** Notes every codec that a document names. */
function meet(document: unknown): void {
  if (typeof document !== "object" || document === null) return;
  const { name, id } = document as { name?: unknown; id?: unknown };
  for (const codec of [
    typeof name === "string" && defaultRegistry.find("codec", name),
    typeof id === "string" && defaultRegistry.findNumcodecs(id),
  ]) {
    if (codec) met.add(codec.name);
  }
  for (const member of Object.values(document)) meet(member);
}

const rows = shape[0] as number;
const width = shape[1] as number;

async function roundTrip(column: CodecColumn, row: ElementRow): Promise<void> {
  const source = column.arithmetic === true ? (row.tame as readonly unknown[]) : row.values;
  const values = Array.from({ length: rows }, (_, y) =>
    Array.from({ length: width }, (_, x) => source[(y * width + x) % source.length]),
  );
  const store = new Map<string, Uint8Array>();
  const dtype = column.format === 3 ? row.v3 : row.v2;
  const options = { store, shape, dtype, zarrFormat: column.format, fillValue: row.fill, ...column.options(row) };
  const array = await create(options as Parameters<typeof create>[0]);
  await array.set(null, values as never);
  const read = async () => (await (await openArray(store, { mode: "r" })).get()).toList();
  const found = await read();
  if (column.lossy === true) {
    // What is lost is lost the first time.
    await array.set(null, found as never);
    expect(await read()).toEqual(found);
  } else expect(found).toEqual(values);
  const text = new TextDecoder();
  for (const [key, value] of store) if (/zarr\.json$|\.zarray$/.test(key)) meet(JSON.parse(text.decode(value)));
}

describe.each([3, 2])("version %i", (format) => {
  for (const column of codecColumns) {
    if (column.format !== format) continue;
    test(column.name, async () => {
      const chosen = rowsOf(column);
      expect(chosen).not.toEqual([]);
      for (const row of chosen) await roundTrip(column, row);
    });
  }
});

test("gzip and zlib are decoded by the browser itself", async () => {
  const kinds = new Set<CompressionFormat>();
  const Original = DecompressionStream;
  globalThis.DecompressionStream = class extends Original {
    constructor(kind: CompressionFormat) {
      super(kind);
      kinds.add(kind);
    }
  };
  try {
    for (const name of ["gzip", "zlib"]) {
      const column = codecColumns.find((one) => one.name === name) as CodecColumn;
      for (const row of rowsOf(column)) await roundTrip(column, row);
    }
  } finally {
    globalThis.DecompressionStream = Original;
  }
  expect([...kinds].sort()).toEqual(["deflate", "gzip"]);
});

afterAll(() => {
  // None was left out, but for the one that is there to be refused.
  expect(defaultRegistry.namesAt("codec").filter((name) => !met.has(name))).toEqual(["numcodecs.pickle"]);
});
