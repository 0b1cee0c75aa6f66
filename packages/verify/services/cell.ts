import { isDeepStrictEqual } from "node:util";
import { create, errors, openArray, slice, type ZarrArray } from "@zarrkit/api";
import { type CodecColumn, shape } from "./codec-column.ts";
import type { ElementRow } from "./element-row.ts";
import type { Peer, ProbeAnswer, Prober } from "./peer.ts";
import { flatElements, toWire, type WireValue } from "./wire.ts";

/** One way of an exchange: it worked, it was refused with this error, or it gave other values. */
export type Way = { readonly ok: true } | { readonly refused: string } | { readonly wrong: string };

export interface PeerOutcome {
  /** They read what we wrote. */
  readonly reads: Way;
  /** We read what they wrote. */
  readonly writes: Way;
}

/** What became of a data type in a column. */
export type CellOutcome =
  | { readonly kind: "no meaning" }
  /** The library itself refuses to create or write such an array. */
  | { readonly kind: "refused"; readonly error: string }
  /** The library fails at its own arrays. */
  | { readonly kind: "broken"; readonly error: string }
  | { readonly kind: "exchanged"; readonly peers: Readonly<Partial<Record<Prober, PeerOutcome>>> };

/** Who takes part, by format. */
export const probers: Readonly<Record<2 | 3, readonly Prober[]>> = {
  3: ["zarr", "tensorstore", "zarrs"],
  2: ["zarr", "tensorstore", "zarrs", "numcodecs"],
};

/** Written; it cuts through chunks and leaves others out. */
const written: readonly (readonly [number, number])[] = [
  [0, 5],
  [0, 4],
];
const attributes = { title: "größe", list: [1, 2.5, null] };

const cycled = (values: readonly unknown[], count: number): unknown[] =>
  Array.from({ length: count }, (_, i) => values[i % values.length]);

const nested = (values: readonly unknown[], width: number): unknown[][] =>
  Array.from({ length: values.length / width }, (_, i) => values.slice(i * width, (i + 1) * width));

const textOf = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}` : String(error));

async function readWire(path: string, row: ElementRow): Promise<readonly WireValue[]> {
  const array = await openArray(path, { mode: "r" });
  // In version 2 attributes are a file of their own, and not everyone's business.
  const bare = array.zarrFormat === 2 && Object.keys(array.attrs).length === 0;
  if (!bare && !isDeepStrictEqual(array.attrs, attributes)) {
    throw new Error(`attributes ${JSON.stringify(array.attrs)}`);
  }
  return flatElements((await array.get()).toList(), shape.length).map((value) => toWire(row.meaning, value));
}

function way(found: readonly WireValue[], expected: readonly WireValue[]): Way {
  if (isDeepStrictEqual(found, expected)) return { ok: true };
  const at = expected.findIndex((value, i) => !isDeepStrictEqual(value, found[i]));
  const text = `element ${at} is ${JSON.stringify(found[at])}, expected ${JSON.stringify(expected[at])}`;
  return { wrong: `${text} (${found.length} elements)` };
}

const theirReading = ({ read }: ProbeAnswer, expected: readonly WireValue[]): Way =>
  read.error === undefined ? way(read.ok, expected) : { refused: read.error };

async function ourReading({ write }: ProbeAnswer, row: ElementRow, expected: readonly WireValue[]): Promise<Way> {
  if (write.error !== undefined) return { refused: write.error };
  try {
    return way(await readWire(write.path, row), expected);
  } catch (error) {
    return { wrong: `cannot be read here: ${textOf(error)}` };
  }
}

/** Creates the array of a cell and writes it. */
async function writeOurs(path: string, row: ElementRow, column: CodecColumn, options: object, values: unknown[]) {
  const dtype = column.format === 3 ? row.v3 : row.objectCodec === undefined ? row.v2 : `|O:${row.objectCodec}`;
  const array: ZarrArray = await create({
    store: path,
    shape,
    dtype,
    zarrFormat: column.format,
    fillValue: row.fill,
    attributes,
    ...options,
  } as never);
  await array.set(
    written.map(([start, stop]) => slice(start, stop)),
    nested(values, shape[1] as number),
  );
}

/** Exchanges one data type in one column with every other implementation, below an empty folder. */
export async function exchange(peer: Peer, folder: string, row: ElementRow, column: CodecColumn): Promise<CellOutcome> {
  const options = column.options(row);
  if (options === undefined) return { kind: "no meaning" };
  const source = column.arithmetic === true ? row.tame : row.values;
  if (source === undefined) return { kind: "no meaning" };
  const values = cycled(source, 20);
  const path = `${folder}/ours`;
  try {
    await writeOurs(path, row, column, options, values);
  } catch (error) {
    const text = textOf(error);
    return error instanceof errors.ZarrError ? { kind: "refused", error: text } : { kind: "broken", error: text };
  }
  const fills = cycled([row.fill], 16);
  const wanted = [...values, ...fills].map((value) => toWire(row.meaning, value));
  let expected: readonly WireValue[];
  try {
    expected = await readWire(path, row);
  } catch (error) {
    return { kind: "broken", error: textOf(error) };
  }
  const own = way(expected, wanted);
  if ("wrong" in own && column.lossy !== true) return { kind: "broken", error: own.wrong };
  const by = probers[column.format];
  const answers = await peer.probe({
    path,
    format: column.format,
    by,
    target: `${folder}/theirs`,
    codecs: (options as { codecs?: unknown }).codecs,
    selection: written,
    values: wanted.slice(0, 20),
    fill: wanted[20],
    meaning: row.items ?? (row.meaning === "bytes" || row.meaning === "json" ? row.meaning : null),
    fields: typeof row.meaning === "object" && "struct" in row.meaning ? Object.keys(row.meaning.struct) : null,
  });
  const peers: Partial<Record<Prober, PeerOutcome>> = {};
  for (const one of by) {
    const answer = answers[one];
    peers[one] = { reads: theirReading(answer, expected), writes: await ourReading(answer, row, expected) };
  }
  return { kind: "exchanged", peers };
}
