import type {
  ByteRange,
  MaybePromise,
  PinnedOptions,
  Store,
  StoreKey,
  StoreOptions,
  VersionPin,
} from "@zarrkit/core/contract";
import { heedPin } from "@zarrkit/store-base/version-pin";
import { all, chained, ended } from "../chained.ts";
import { type Changed, isChanged } from "./changed.ts";
import { type CacheStats, PieceIndex } from "./piece-index.ts";
import { type PieceStorage, piecesInMemory } from "./piece-storage.ts";
import { type FetchState, SharedFetches } from "./shared-fetch.ts";
import { spanAnswered } from "./span.ts";
import { type PieceHolder, StoredPieces } from "./stored-pieces.ts";

/** How much a cache keeps, where, and for how long. */
export interface CacheOptions {
  /** Most bytes to keep; what was used longest ago goes first. Default 256 MiB. */
  readonly maxBytes?: number | undefined;
  /** A store to keep the bytes in instead of memory, such as a folder. It is for one cache at a time, and outlives it. */
  readonly keepIn?: PieceHolder | undefined;
  /** Milliseconds for which what was read is served without being read again. Default: for good. */
  readonly maxAge?: number | undefined;
  /** Milliseconds for which a missing value is taken to be missing still; 0: not at all. Default 5 000. */
  readonly maxMissingAge?: number | undefined;
  /** Ask for the version of a value each time it is read, and serve no other. For stores that tell versions. Default false. */
  readonly checkVersion?: boolean | undefined;
}

/** Parts of a value; `undefined` when it is missing. */
type Parts = readonly Uint8Array[] | undefined;

/** What is asked of a value: ranges of it, or all of it. */
type Asked = readonly (ByteRange | undefined)[];

/** Reads parts of a value from the store. */
export type ReadParts = (asked: Asked, options: PinnedOptions) => MaybePromise<Parts>;

/** Parts, and the version that all of them are of. */
interface Answer {
  readonly parts: Parts;
  readonly version: string | undefined;
}

/** What was read of a store, for as long as it is right to serve it. */
export class ReadCache {
  readonly #store: Store;
  readonly #maxAge: number;
  readonly #maxMissingAge: number;
  readonly #checksVersion: boolean;
  readonly #storage: PieceStorage;
  readonly #index: PieceIndex;
  readonly #fetches = new SharedFetches<Answer>();
  /** What is being changed. */
  readonly #changes = new Set<Changed>();
  /** What is being taken in. */
  readonly #keeping = new Set<Promise<void>>();
  /** Becomes known: what earlier runs have left. */
  #loading: Promise<void> | undefined;
  #isLoaded: boolean;

  constructor(store: Store, options: CacheOptions) {
    const { keepIn, maxBytes = 256 * 2 ** 20, maxAge = Number.POSITIVE_INFINITY, maxMissingAge = 5_000 } = options;
    const storage = keepIn === undefined ? piecesInMemory(store.borrowed === true) : new StoredPieces(keepIn);
    this.#store = store;
    this.#isLoaded = keepIn === undefined;
    this.#maxAge = maxAge;
    this.#maxMissingAge = maxMissingAge;
    this.#checksVersion = options.checkVersion === true && store.version !== undefined;
    this.#storage = storage;
    this.#index = new PieceIndex(maxBytes, (piece) => storage.drop(piece));
  }

  /** Parts of a value: kept ones, and by `read` what is not kept. */
  get(key: StoreKey, asked: Asked, options: PinnedOptions, read: ReadParts): MaybePromise<Parts> {
    options.signal?.throwIfAborted();
    return chained(this.#ready(), () => {
      if (!this.#checksVersion) return this.#get(key, asked, options, read, options.pin?.version);
      return chained(this.#store.version?.(key, options), (version) => {
        if (version !== undefined) return this.#get(key, asked, options, read, version);
        heedPin(options.pin, undefined);
        return undefined;
      });
    });
  }

  /** The version of what is kept of a value; the store's where nothing is, or everything is checked. */
  version(key: StoreKey, options: StoreOptions): MaybePromise<string | undefined> {
    return chained(this.#ready(), () => {
      const kept = this.#checksVersion ? undefined : this.#index.versionOf(key);
      return kept ?? this.#store.version?.(key, options);
    });
  }

  /** The size of a value; the store's where what is kept does not show it, or everything is checked. */
  size(key: StoreKey, options: StoreOptions): MaybePromise<number | undefined> {
    return chained(this.#ready(), () => {
      const kept = this.#checksVersion ? undefined : this.#index.sizeOf(key);
      return kept ?? this.#store.size?.(key, options);
    });
  }

  /** Changes values by `work`, and forgets what is kept of them. Nothing that is read meanwhile is kept. */
  change<T>(changed: Changed, work: () => MaybePromise<T>): MaybePromise<T> {
    return chained(this.#ready(), () => {
      const forget = (): void => {
        this.#fetches.invalidate(changed);
        this.#index.forget(changed);
      };
      this.#changes.add(changed);
      forget();
      return ended(
        () => chained(this.#forgotten(), work),
        () => {
          this.#changes.delete(changed);
          // Also after a failure: a store that failed may have written.
          forget();
        },
      );
    });
  }

  /** Waits until nothing that is forgotten is kept any more. */
  #forgotten(): MaybePromise<void> {
    const taken = this.#keeping.size === 0 ? undefined : Promise.allSettled(this.#keeping);
    return chained(taken, () => this.#storage.settled());
  }

  stats(): CacheStats {
    return this.#index.stats();
  }

  /** Until it is known what earlier runs have left. */
  #ready(): MaybePromise<void> {
    if (this.#isLoaded) return undefined;
    this.#loading ??= this.#load().finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  async #load(): Promise<void> {
    for (const { piece, age } of await this.#storage.load()) {
      if (age < this.#maxAge) this.#index.add(piece, this.#maxAge - age);
      else this.#storage.drop(piece);
    }
    this.#isLoaded = true;
  }

  #get(
    key: StoreKey,
    asked: Asked,
    options: PinnedOptions,
    read: ReadParts,
    version: string | undefined,
  ): MaybePromise<Parts> {
    const { pin, signal } = options;
    const found = asked.map((range) => this.#index.find(key, range, version));
    const kept = found.find((one) => one !== undefined)?.piece;
    if (kept?.isMissing) {
      heedPin(pin, undefined);
      return undefined;
    }
    const rest = asked.filter((_, place) => found[place] === undefined);
    const held = all(found.map((one) => one && this.#storage.read(one, signal)));
    return chained(held, (parts) => {
      const isLost = parts.some((part, place) => part === undefined && found[place] !== undefined);
      if (isLost) return this.#readPast(key, asked, options, read);
      if (rest.length === 0) {
        heedPin(pin, kept?.version);
        return parts as Parts;
      }
      return chained(this.#fetch(key, rest, options, read), (answer) => {
        // All parts of an answer are of one version, the one asked for; otherwise the store has to say what is right.
        const others = [kept === undefined ? answer.version : kept.version, version ?? answer.version];
        if (others.some((other) => other !== answer.version)) return this.#readPast(key, asked, options, read);
        heedPin(pin, answer.version);
        const fetched = answer.parts?.values();
        return fetched && parts.map((part) => part ?? (fetched.next().value as Uint8Array));
      });
    });
  }

  /** Reads from the store, together with whoever else asks for the same now, and keeps what comes. */
  #fetch(key: StoreKey, asked: Asked, options: PinnedOptions, read: ReadParts): MaybePromise<Answer> {
    const state = { mayKeep: ![...this.#changes].some((changed) => isChanged(key, changed)) };
    const fetch = (shared: AbortSignal): MaybePromise<Answer> => {
      // Also stores that cannot be asked for versions may tell them so.
      const pin: VersionPin = { version: undefined };
      // No lent memory: what is read is kept, and goes to all who wait for it.
      const own = { ...options, allocate: undefined, pin, signal: shared };
      return chained(read(asked, own), (parts) => {
        const answer = { parts, version: pin.version };
        return chained(this.#keep(key, asked, answer, state), () => answer);
      });
    };
    return this.#fetches.run(key, JSON.stringify(asked), fetch, state, options.signal);
  }

  /** Reads from the store alone, where what is kept does not go together with what is stored. */
  #readPast(key: StoreKey, asked: Asked, options: PinnedOptions, read: ReadParts): MaybePromise<Parts> {
    this.#index.forget({ key });
    return read(asked, options);
  }

  #keep(key: StoreKey, asked: Asked, { parts, version }: Answer, state: FetchState): MaybePromise<void> {
    if (!state.mayKeep) return undefined;
    if (parts === undefined) {
      this.#index.forget({ key });
      if (this.#maxMissingAge > 0) this.#index.addMissing(key, this.#maxMissingAge);
      return undefined;
    }
    const keeping = parts.map((bytes, place) => this.#keepPart(key, asked[place], bytes, version, state));
    return chained(all(keeping), () => {});
  }

  #keepPart(
    key: StoreKey,
    range: ByteRange | undefined,
    bytes: Uint8Array,
    version: string | undefined,
    state: FetchState,
  ): MaybePromise<void> {
    const { span, size } = spanAnswered(range, bytes.byteLength);
    const isOdd = range !== undefined && (bytes.byteLength === 0 || !isWithin(range, bytes.byteLength));
    if (isOdd || this.#maxAge <= 0 || !this.#index.fits(bytes.byteLength)) return undefined;
    const piece = { key, span, size, version, isMissing: false };
    const kept = chained(this.#storage.keep(piece, bytes), (holder) => {
      if (holder === undefined) return;
      if (state.mayKeep) this.#index.add({ ...piece, holder }, this.#maxAge);
      else this.#storage.drop({ ...piece, holder });
    });
    if (!(kept instanceof Promise)) return kept;
    this.#keeping.add(kept);
    return kept.finally(() => this.#keeping.delete(kept));
  }
}

/** False when a store answers more than was asked: it has not looked at the range. */
function isWithin(range: ByteRange, length: number): boolean {
  return length <= ("suffix" in range ? range.suffix : (range.length ?? length));
}
