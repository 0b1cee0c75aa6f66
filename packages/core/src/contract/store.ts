import type { MaybePromise } from "./json.ts";

/**
 * A key such as `"group/array/zarr.json"`: segments joined by `/`, no leading slash, no empty, `.` or
 * `..` segment. Keys are case sensitive and opaque; a store never percent-decodes them.
 */
export type StoreKey = string;

/**
 * Which bytes of a value are wanted: `length` bytes from `offset` (to the end without `length`), or the
 * last `suffix` bytes. Ranges are clipped to the value, so the answer may be shorter than asked.
 */
export type ByteRange = { readonly offset: number; readonly length?: number } | { readonly suffix: number };

/** The same as {@link Store.getRange} takes it: zarrita's spelling, without a range to the end. */
export type ForeignByteRange = { readonly offset: number; readonly length: number } | { readonly suffixLength: number };

/** What is done first where requests have to wait, in the words of `fetch`. */
export type Priority = "high" | "auto" | "low";

/** How to make a store again in another thread: call what a module exports. Structured clone can copy it. */
export interface StoreDescriptor {
  /** A package, or the address of a module. */
  readonly module: string;
  /** The name of a function that answers a store, or a promise of one. */
  readonly export: string;
  /** Stores that the function takes before its other arguments: those that it wraps. */
  readonly stores?: readonly StoreDescriptor[];
  /** What the function takes after those stores: plain data. */
  readonly arguments?: readonly unknown[];
}

/** What every store operation accepts. */
export interface StoreOptions {
  /** Rejects the operation with `signal.reason` once aborted. */
  readonly signal?: AbortSignal | undefined;
  /** A hint for stores whose requests wait for each other; `"auto"` when left out. */
  readonly priority?: Priority | undefined;
}

/** Which version of a value (see {@link Store.version}) some reads are of; `undefined` until the first has seen one. */
export interface VersionPin {
  /** The version, once a read has seen one. */
  version: string | undefined;
}

export interface PinnedOptions extends StoreOptions {
  /**
   * Ties reads of one value together: the first with a pin sets its version, and the others fail with an error whose
   * `code` is `"changed"` when the value has another one by then, or is gone. A store that tells no versions leaves it.
   */
  readonly pin?: VersionPin | undefined;
}

/** What reads accept that answer several ranges at once. */
export interface RangesOptions extends PinnedOptions {
  /**
   * Lends memory for an answer of so many bytes. A store that can fill memory of others may call it, once for each
   * answer, and answer a view from its start. What the memory holds before is undefined, and once the call has settled
   * it is the caller's again. A store whose bytes are in memory already has no use for it.
   */
  readonly allocate?: ((byteLength: number) => Uint8Array) | undefined;
}

export interface ReadOptions extends RangesOptions {
  /** The part to read; the whole value when left out. */
  readonly range?: ByteRange | undefined;
}

export interface WriteOptions extends StoreOptions {
  /**
   * Write only while the value's version (see {@link Store.version}) is this one; `null`: only while
   * there is no value. When it is not, nothing is written and `set` answers `false`.
   */
  readonly ifVersion?: string | null | undefined;
}

/**
 * A read-only mapping from keys to bytes: the whole duty of a store is `get`.
 *
 * - A missing key answers `undefined`; anything else that goes wrong is thrown, never a missing value. Of an error's own
 *   members, a numeric `status`, a `url` and a number of `attempts` go on to the engine's `StoreError`.
 * - The store allocates no more than the value holds, whatever range is asked.
 * - The answer belongs to the caller, unless `borrowed` is true.
 * - Methods work without their `this`: they may be called through a proxy or taken from the object.
 *
 * Source: zarr v3 core, "Abstract store interface".
 */
export interface Store {
  /** Tells a store of this contract from other things with a `get`. */
  readonly contract: "zarrkit.store.v1";
  /** Names the store in errors and reports: `"file:///data/a.zarr"`, `"memory://1"`. */
  readonly description: string;
  /**
   * Equal for two stores over the same values (`===`), so that writers in one process take turns on a
   * chunk whichever store object they hold. The store itself when absent.
   */
  readonly identity?: unknown;
  /** What comes before each key in the store that `identity` names: `"a/"` for a view of what it holds below `a`. Default none. */
  readonly identityPrefix?: string;
  /**
   * How to make the same store in another thread, for stores that several threads may read and write at a time. Absent:
   * whoever has the store fetches and stores its values here.
   */
  readonly portable?: StoreDescriptor | undefined;
  /** True when `set` and `delete` are refused or absent. */
  readonly readOnly?: boolean;
  /** True when `get` answers memory that the store keeps: callers must copy before they mutate or hand it on. */
  readonly borrowed?: boolean;
  /**
   * About how many bytes the store reads in the time that one more request takes. The engine reads that much for
   * nothing where it saves a request, and takes long values in steps of a few times as much. Absent: not known, as
   * over a network; the engine then goes by its configuration.
   */
  readonly bytesPerRequest?: number;
  /** Reads a value, or a range of it; `undefined` when there is none. Any other failure is thrown. */
  get(key: StoreKey, options?: ReadOptions): MaybePromise<Uint8Array | undefined>;
  /**
   * Several ranges of one value in one call, answers in the order asked; `undefined` when the value is
   * missing. The engine has already merged neighbouring ranges. Absent: the engine calls `get` for each.
   */
  getRanges?(
    key: StoreKey,
    ranges: readonly ByteRange[],
    options?: RangesOptions,
  ): MaybePromise<readonly Uint8Array[] | undefined>;
  /**
   * One range of a value as zarrita asks for it, so that the store serves its arrays too. The answer is the caller's, and
   * begins at a multiple of 8 bytes in its buffer. The engine does not call it.
   */
  getRange?(key: StoreKey, range: ForeignByteRange, options?: StoreOptions): MaybePromise<Uint8Array | undefined>;
  /**
   * A cheap token that changes whenever the value does (modification time and size, an entity tag);
   * `undefined` when the value is missing. Best absent where it takes a request, if pins do. A store that has it fills and heeds pins, and `ifVersion` where it can be
   * written. It lets the engine reuse a shard's index safely, and change values without losing what others change.
   */
  version?(key: StoreKey, options?: StoreOptions): MaybePromise<string | undefined>;
  /** Size of a value in bytes, `undefined` when missing. Absent: the engine reads the value. */
  size?(key: StoreKey, options?: StoreOptions): MaybePromise<number | undefined>;
}

/** A store that can also be changed. A write is atomic: a reader sees the old value or the new one. */
export interface WritableStore extends Store {
  /**
   * Replaces a value; `false` when `ifVersion` did not hold. When nobody can tell whether a write on condition was made, because
   * its answer was lost, that is an error whose `code` is `"ambiguous"`. The store neither keeps nor changes the
   * caller's memory after the call has settled.
   */
  set(key: StoreKey, value: Uint8Array, options?: WriteOptions): MaybePromise<boolean>;
  /**
   * Removes a value; a missing key is no error. A store that cannot remove one throws an error whose `code` is
   * `"unsupported"`; the engine then stores a chunk of fill values instead.
   */
  delete(key: StoreKey, options?: StoreOptions): MaybePromise<void>;
  /**
   * Removes a value while its version is this one; `false` when it is not. Absent: the engine never removes a value that
   * others may be changing, and stores a chunk of fill values instead.
   */
  deleteIf?(key: StoreKey, version: string, options?: StoreOptions): MaybePromise<boolean>;
  /** Removes every key that starts with `prefix`, which is empty or ends in `/`. Absent: list and delete. */
  deletePrefix?(prefix: string, options?: StoreOptions): MaybePromise<void>;
}

/** A store that can tell what it holds. A prefix is empty or ends in `/`. */
export interface ListableStore extends Store {
  /** Every key that starts with `prefix`, whole, in no promised order. */
  list(prefix: string, options?: StoreOptions): AsyncIterable<StoreKey>;
  /** The next segments below `prefix`, once each: `"zarr.json"` for a key, `"a/"` where more follows. */
  listDir(prefix: string, options?: StoreOptions): AsyncIterable<string>;
}
