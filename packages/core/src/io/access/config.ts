import type { Executor, Synchronizer } from "../../contract/index.ts";

/** How arrays are read and written. Values belong to the open array, never to the stored data. */
export interface ArrayConfig {
  /** Most store requests, and chunks in work, at a time. */
  readonly concurrency: number;
  /** Memory layout of results: `"C"` last axis fastest, `"F"` first axis fastest. */
  readonly order: "C" | "F";
  /** Store chunks that hold nothing but the fill value; otherwise they are left out, or deleted. */
  readonly writeEmptyChunks: boolean;
  /** Read missing chunks as the fill value; otherwise they are an error. */
  readonly readMissingChunks: boolean;
  /** Inner chunks of a shard at most this many bytes apart are fetched in one request. */
  readonly coalesceMaxGapBytes: number;
  /** No request grows beyond this many bytes by merging. */
  readonly coalesceMaxBytes: number;
  /**
   * Most bytes of decoded chunks to keep for later reads, together with all other arrays of the store; 0 keeps none.
   * Writes in this process drop what they replace; a store without `version` cannot tell that others have written.
   */
  readonly chunkCacheBytes: number;
  /** What is refused before any memory is taken. */
  readonly limits: ArrayLimits;
  /** Keep what is known of an array's metadata; otherwise it is read again before every `get` and `set`. */
  readonly cacheMetadata: boolean;
  /** Gives turns at chunks and documents to writers in other processes; those in this one take turns anyway. */
  readonly synchronizer?: Synchronizer | undefined;
  /** Encode and decode on this thread, however long it takes, instead of on the host's thread pool: for workers. */
  readonly blocking: boolean;
  /** Does what work it accepts elsewhere, such as in threads. */
  readonly executor?: Executor | undefined;
}

/** How much memory metadata may ask for, since metadata can be hostile. Bytes. */
export interface ArrayLimits {
  /** The result of one read. */
  readonly readBytes: number;
  /** One chunk, decoded. */
  readonly chunkBytes: number;
}

/** The settings of an array that nobody gave others. Frozen. */
export const defaultArrayConfig: ArrayConfig = Object.freeze({
  concurrency: 10,
  order: "C",
  writeEmptyChunks: false,
  readMissingChunks: true,
  cacheMetadata: true,
  blocking: false,
  coalesceMaxGapBytes: 2 ** 20,
  coalesceMaxBytes: 16 * 2 ** 20,
  chunkCacheBytes: 0,
  limits: Object.freeze({ readBytes: 8 * 2 ** 30, chunkBytes: 2 * 2 ** 30 }),
});

/** Settings in the form that options take: any of them, limits too. */
export type ArrayConfigOptions = Partial<Omit<ArrayConfig, "limits">> & { readonly limits?: Partial<ArrayLimits> };

/** The settings of `base`, with those given in their place. */
export function mergeConfig(base: ArrayConfig, options: ArrayConfigOptions = {}): ArrayConfig {
  const { limits, ...settings } = options;
  return { ...base, ...given(settings), limits: { ...base.limits, ...given(limits ?? {}) } };
}

/** Without the members that are undefined. */
function given<T extends object>(options: T): Partial<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<T>;
}
