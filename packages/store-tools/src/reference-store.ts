import type {
  ByteRange,
  ListableStore,
  MaybePromise,
  PinnedOptions,
  ReadOptions,
  Store,
  StoreKey,
  StoreOptions,
} from "@zarrkit/core/contract";
import { clip, ownRange } from "@zarrkit/store-base/byte-range";
import { checkKey, checkPrefix } from "@zarrkit/store-base/store-key";
import { all, chained } from "./chained.ts";
import type { FileReference, Reference } from "./reference/reference.ts";
import { UnreachableReferenceError } from "./reference/reference-error.ts";
import { parseReferences, type ReferenceSet } from "./reference/reference-set.ts";

/** A file that references lead to: a value of a store. */
export interface ReferenceTarget {
  /** Holds the file. */
  readonly store: Store;
  /** The file's key. */
  readonly key: StoreKey;
}

/** Where the files are that references point into. */
export interface ReferenceStoreOptions {
  /** Holds the files whose addresses are paths: `"data/a.nc"`, `"/data/a.nc"`. */
  readonly store?: Store | undefined;
  /** Finds the file of an address such as `"s3://bucket/a.nc"`. Where it answers `undefined`, a path is looked up in `store`. */
  readonly resolve?: ((url: string) => ReferenceTarget | undefined) | undefined;
  /** The address of the file that references mean which name none. */
  readonly target?: string | undefined;
}

/** What {@link referenceStore} makes: a store for reading and listing. */
export type ReferenceStore = ListableStore & Required<Pick<Store, "getRanges" | "getRange" | "size">>;

/**
 * A read-only store whose values are references: bytes in a document, files, or parts of files, such as the chunks in a NetCDF
 * file. `references` is a document in kerchunk's JSON format, as text or parsed, or what {@link parquetReferences} answers.
 *
 * A reference to a file that is not there, or too short, is an error when it is read, never a missing value.
 *
 * @throws InvalidReferenceError when the document is not what the format says.
 */
export function referenceStore(
  references: string | object | ReferenceSet,
  options: ReferenceStoreOptions = {},
): ReferenceStore {
  const set = isSet(references) ? references : parseReferences(references);
  const read = (given: StoreKey, asked: Asked, { signal, priority }: PinnedOptions = {}) => {
    signal?.throwIfAborted();
    const key = checkKey(given);
    return chained(set.find(key, signal), (reference) => {
      return reference && readReference(key, reference, asked, options, { signal, priority });
    });
  };
  const get = (key: StoreKey, { range, ...rest }: ReadOptions = {}) =>
    chained(read(key, [range], rest), (parts) => parts?.[0]);
  return {
    contract: "zarrkit.store.v1",
    description: `references${options.target === undefined ? "" : ` into ${options.target}`}`,
    readOnly: true,
    // Values in the document are handed out without a copy.
    borrowed: true,
    get,
    getRanges: read,
    getRange(key, range, rest) {
      return chained(get(key, { ...rest, range: ownRange(range) }), (bytes) => bytes && new Uint8Array(bytes));
    },
    size(given, rest = {}) {
      rest.signal?.throwIfAborted();
      const key = checkKey(given);
      return chained(set.find(key, rest.signal), (reference) => reference && sizeOf(key, reference, options, rest));
    },
    async *list(prefix, { signal } = {}) {
      signal?.throwIfAborted();
      for await (const key of set.keys(checkPrefix(prefix), signal)) {
        signal?.throwIfAborted();
        yield key;
      }
    },
    async *listDir(prefix, { signal } = {}) {
      signal?.throwIfAborted();
      for await (const name of set.names(checkPrefix(prefix), signal)) {
        signal?.throwIfAborted();
        yield name;
      }
    },
  };
}

type Asked = readonly (ByteRange | undefined)[];

function isSet(references: string | object): references is ReferenceSet {
  return typeof references === "object" && "find" in references && typeof references.find === "function";
}

function readReference(
  key: StoreKey,
  reference: Reference,
  asked: Asked,
  options: ReferenceStoreOptions,
  rest: StoreOptions,
): MaybePromise<readonly Uint8Array[]> {
  if ("bytes" in reference) {
    return asked.map((range) => reference.bytes.subarray(...clip(range, reference.bytes.byteLength)));
  }
  const { store, key: file, url } = targetOf(key, reference, options);
  const { offset, length } = reference;
  const ranges = length === undefined ? asked : asked.map((range) => partOf(clip(range, length), offset));
  const answers =
    ranges.length > 1 && store.getRanges !== undefined && ranges.every((range) => range !== undefined)
      ? store.getRanges(file, ranges, rest)
      : all(ranges.map((range) => store.get(file, { ...rest, range })));
  return chained(answers, (parts) =>
    ranges.map((range, place) => {
      const part = parts?.[place];
      if (part === undefined) throw new UnreachableReferenceError(key, url, `where ${store.description} has nothing`);
      const due = length === undefined ? undefined : (range as { length: number }).length;
      if (due === undefined || part.byteLength === due) return part;
      throw new UnreachableReferenceError(key, url, `where ${part.byteLength} bytes were found instead of ${due}`);
    }),
  );
}

function partOf([start, end]: readonly [number, number], offset: number): ByteRange {
  return { offset: offset + start, length: end - start };
}

function sizeOf(
  key: StoreKey,
  reference: Reference,
  options: ReferenceStoreOptions,
  rest: StoreOptions,
): MaybePromise<number> {
  if ("bytes" in reference) return reference.bytes.byteLength;
  if (reference.length !== undefined) return reference.length;
  const { store, key: file, url } = targetOf(key, reference, options);
  const size =
    store.size === undefined ? chained(store.get(file, rest), (bytes) => bytes?.byteLength) : store.size(file, rest);
  return chained(size, (found) => {
    if (found !== undefined) return found;
    throw new UnreachableReferenceError(key, url, `where ${store.description} has nothing`);
  });
}

const scheme = /^[a-z][a-z\d+.-]*:/i;

function targetOf(
  key: StoreKey,
  reference: FileReference,
  { store, resolve, target }: ReferenceStoreOptions,
): ReferenceTarget & { readonly url: string } {
  const url = reference.url ?? target;
  if (url === undefined)
    throw new UnreachableReferenceError(key, "no file of its own", "and there is no option target");
  const resolved = resolve?.(url);
  if (resolved !== undefined) return { ...resolved, url };
  if (store !== undefined && !scheme.test(url)) return { store, key: url.replace(/^(?:\.?\/)+/, ""), url };
  const missing = scheme.test(url) ? "resolve" : "store";
  throw new UnreachableReferenceError(key, url, `and no option says which store that is: give ${missing}`);
}
