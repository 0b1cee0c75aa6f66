import type { Store, StoreKey } from "@zarrkit/core/contract";
import { LRUCache } from "lru-cache";
import type { ReferenceRows } from "./parquet-file.ts";
import { isCount, type Reference } from "./reference.ts";
import { InvalidReferenceError } from "./reference-error.ts";
import type { ReferenceSet } from "./reference-set.ts";
import { SortedKeys } from "./sorted-keys.ts";

/** What `parquetReferences` takes beside the store. */
export interface ParquetReferencesOptions {
  /** How many files of references are held in memory. Default 128. */
  readonly maxFiles?: number | undefined;
}

/** An array whose chunks are in files of references. */
interface ReferencedArray {
  readonly path: string;
  /** How many chunks lie along each axis. */
  readonly gridShape: readonly number[];
}

const utf8 = new TextEncoder();

/**
 * References in kerchunk's Parquet layout, from the store that holds it: the metadata of all arrays in `.zmetadata`, and
 * the references of their chunks in files of some thousands each, which are read when a chunk in them is asked for.
 *
 * Source: kerchunk, "References specification", Parquet references.
 *
 * @throws InvalidReferenceError when there is no such layout.
 */
export async function parquetReferences(store: Store, options: ParquetReferencesOptions = {}): Promise<ReferenceSet> {
  const document = await store.get(".zmetadata");
  if (document === undefined) throw new InvalidReferenceError(`there is no .zmetadata in ${store.description}`);
  const { readReferenceRows } = await import("./parquet-file.ts");
  return new ParquetReferences(store, parseDocument(document), readReferenceRows, options.maxFiles ?? 128);
}

class ParquetReferences implements ReferenceSet {
  readonly #store: Store;
  readonly #documents: ReadonlyMap<StoreKey, string>;
  readonly #recordSize: number;
  readonly #readRows: (name: string, bytes: Uint8Array) => Promise<ReferenceRows>;
  readonly #sorted: SortedKeys;
  readonly #arrays = new Map<string, ReferencedArray>();
  readonly #files: LRUCache<string, Promise<ReferenceRows | undefined>>;

  constructor(
    store: Store,
    { documents, recordSize }: LayoutDocument,
    readRows: (name: string, bytes: Uint8Array) => Promise<ReferenceRows>,
    maxFiles: number,
  ) {
    this.#store = store;
    this.#documents = documents;
    this.#recordSize = recordSize;
    this.#readRows = readRows;
    this.#sorted = new SortedKeys(documents.keys());
    this.#files = new LRUCache({ max: maxFiles });
    for (const [key, text] of documents) {
      const [, path] = /^(.+)\/\.zarray$/.exec(key) ?? [];
      if (path !== undefined) this.#arrays.set(path, { path, gridShape: gridShapeOf(key, text) });
    }
  }

  async find(key: StoreKey): Promise<Reference | undefined> {
    const document = this.#documents.get(key);
    if (document !== undefined) return { bytes: utf8.encode(document) };
    const slash = key.lastIndexOf("/");
    const array = this.#arrays.get(key.slice(0, slash));
    const number = array && chunkNumber(key.slice(slash + 1), array);
    if (array === undefined || number === undefined) return undefined;
    const rows = await this.#rows(array, Math.floor(number / this.#recordSize));
    return rows?.at(number % this.#recordSize);
  }

  async *keys(prefix: string): AsyncGenerator<StoreKey> {
    yield* this.#sorted.keys(prefix);
    for (const array of this.#arrays.values()) {
      if (!`${array.path}/`.startsWith(prefix)) continue;
      for await (const name of this.#chunkNames(array)) yield `${array.path}/${name}`;
    }
  }

  async *names(prefix: string): AsyncGenerator<string> {
    yield* this.#sorted.names(prefix);
    const array = this.#arrays.get(prefix.slice(0, -1));
    if (array !== undefined) yield* this.#chunkNames(array);
  }

  /** The names of the chunks that have a reference. */
  async *#chunkNames(array: ReferencedArray): AsyncGenerator<string> {
    const count = array.gridShape.reduce((product, size) => product * size, 1);
    for (let first = 0; first < count; first += this.#recordSize) {
      const rows = await this.#rows(array, first / this.#recordSize);
      const end = rows === undefined ? first : Math.min(count, first + this.#recordSize);
      for (let number = first; number < end; number++) {
        if (rows?.at(number - first) !== undefined) yield chunkName(number, array);
      }
    }
  }

  /** The rows of one file; `undefined` when there is none, because none of its chunks exists. */
  #rows({ path }: ReferencedArray, record: number): Promise<ReferenceRows | undefined> {
    const name = `${path}/refs.${record}.parq`;
    const known = this.#files.get(name);
    if (known !== undefined) return known;
    const rows = (async () => {
      const bytes = await this.#store.get(name);
      return bytes && this.#readRows(name, bytes);
    })();
    this.#files.set(name, rows);
    // What failed is read anew next time.
    rows.catch(() => this.#files.delete(name));
    return rows;
  }
}

interface LayoutDocument {
  readonly documents: ReadonlyMap<StoreKey, string>;
  readonly recordSize: number;
}

function parseDocument(bytes: Uint8Array): LayoutDocument {
  const { metadata, record_size: recordSize } = parseObject(".zmetadata", new TextDecoder().decode(bytes));
  if (!isCount(recordSize) || recordSize === 0 || typeof metadata !== "object" || metadata === null) {
    throw new InvalidReferenceError(".zmetadata must have metadata and a record_size");
  }
  const documents = Object.entries(metadata).map(([key, value]): [StoreKey, string] => {
    return [key, typeof value === "string" ? value : JSON.stringify(value)];
  });
  return { documents: new Map(documents), recordSize };
}

function parseObject(name: string, text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch (cause) {
    throw new InvalidReferenceError(`${name} must be JSON`, { cause });
  }
  throw new InvalidReferenceError(`${name} must be an object`);
}

function gridShapeOf(key: StoreKey, text: string): readonly number[] {
  const { shape, chunks } = parseObject(key, text);
  const isShape = (value: unknown): value is number[] => Array.isArray(value) && value.every(isCount);
  if (!isShape(shape) || !isShape(chunks) || shape.length !== chunks.length || chunks.includes(0)) {
    throw new InvalidReferenceError(`${key} must have a shape and chunks`);
  }
  return shape.map((length, axis) => Math.ceil(length / (chunks[axis] as number)));
}

/** The place of a chunk in C order; `undefined` when there is no such chunk. An array without axes has one, `"0"`. */
function chunkNumber(name: string, { gridShape }: ReferencedArray): number | undefined {
  const indexes = name.split(".").map((part) => (/^(?:0|[1-9]\d*)$/.test(part) ? Number(part) : Number.NaN));
  const lengths = gridShape.length === 0 ? [1] : gridShape;
  const isInside = lengths.every((length, axis) => (indexes[axis] as number) < length);
  if (indexes.length !== lengths.length || !isInside) return undefined;
  return indexes.reduce((number, index, axis) => number * (lengths[axis] as number) + index, 0);
}

function chunkName(number: number, { gridShape }: ReferencedArray): string {
  if (gridShape.length === 0) return "0";
  let rest = number;
  const indexes = gridShape.toReversed().map((length) => {
    const index = rest % length;
    rest = Math.floor(rest / length);
    return index;
  });
  return indexes.reverse().join(".");
}
