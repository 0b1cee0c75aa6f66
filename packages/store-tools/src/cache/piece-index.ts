import type { ByteRange, StoreKey } from "@zarrkit/core/contract";
import { LRUCache } from "lru-cache";
import { type Changed, changedEntries } from "./changed.ts";
import { covers, type Span, spansAsked } from "./span.ts";

/** Bytes of a value that are kept, or the knowledge that there is no such value (`isMissing`). */
export interface Piece {
  readonly key: StoreKey;
  readonly span: Span;
  readonly isMissing: boolean;
  /** Version of the value that the bytes are of; `undefined` where the store tells none. */
  readonly version: string | undefined;
  /** Size of the value, where the answer showed it. */
  readonly size: number | undefined;
  /** Where the bytes are: themselves, or the name under which another store has them. */
  readonly holder: Uint8Array | string;
}

/** Bytes that were asked for, in a piece: from `start` up to `end` of what the piece holds. */
export interface Found {
  readonly piece: Piece;
  readonly start: number;
  readonly end: number;
}

/** How a cache has done so far. */
export interface CacheStats {
  /** Values and ranges that were asked for and kept. */
  readonly hits: number;
  /** Values and ranges that were asked for and had to be fetched. */
  readonly misses: number;
  /** Pieces of values that were dropped to make room. */
  readonly evictions: number;
  /** Pieces of values that are kept now, those known to be missing included. */
  readonly pieces: number;
  /** Bytes that are kept now, with what it takes to know of them. */
  readonly bytes: number;
  /** Most bytes that may be kept. */
  readonly maxBytes: number;
}

/** What is kept of one value. All of it is of one version. */
interface KeptValue {
  readonly version: string | undefined;
  readonly isMissing: boolean;
  /** By what they span. */
  readonly pieces: Map<string, Piece>;
  /** The piece that shows the size of the value. */
  sized: Piece | undefined;
}

/** About what a piece takes beside its bytes. */
const pieceBytes = 256;
const nothing: Span = { start: 0, end: 0, fromEnd: false };

/** Which pieces of which values are kept: those used most recently, up to so many bytes. */
export class PieceIndex {
  readonly #values = new Map<StoreKey, KeptValue>();
  readonly #recent: LRUCache<Piece, true>;
  readonly #maxBytes: number;
  #hits = 0;
  #misses = 0;
  #evictions = 0;

  /** `dropped` hears of every piece that is no longer kept. */
  constructor(maxBytes: number, dropped: (piece: Piece) => void) {
    this.#maxBytes = maxBytes;
    this.#recent = new LRUCache<Piece, true>({
      maxSize: maxBytes,
      sizeCalculation: (_, { span }) => span.end - span.start + pieceBytes,
      dispose: (_, piece, reason) => {
        if (reason === "evict") this.#evictions++;
        this.#remove(piece);
        dropped(piece);
      },
    });
  }

  /** The piece that holds what is asked for, of that version where one is given. A missing value has all that is asked. */
  find(key: StoreKey, range: ByteRange | undefined, version?: string): Found | undefined {
    const value = this.#values.get(key);
    if (value !== undefined && (version === undefined || value.version === version)) {
      for (const found of candidates(value, spansAsked(range, this.#sizeOf(value)))) {
        // Marks the piece as used, or drops it when it is too old.
        if (this.#recent.get(found.piece) === undefined) continue;
        this.#hits++;
        return found;
      }
    }
    this.#misses++;
    return undefined;
  }

  /** True when a piece of so many bytes can be kept at all. */
  fits(bytes: number): boolean {
    return bytes + pieceBytes <= this.#maxBytes;
  }

  /** The version of what is kept of a value. */
  versionOf(key: StoreKey): string | undefined {
    const value = this.#values.get(key);
    for (const piece of value?.pieces.values() ?? []) if (this.#recent.has(piece)) return value?.version;
    return undefined;
  }

  /** The size of a value, where what is kept shows it. */
  sizeOf(key: StoreKey): number | undefined {
    const value = this.#values.get(key);
    return value && this.#sizeOf(value);
  }

  /** Adds a piece, for so many milliseconds. What is kept of another version of the value goes. */
  add(piece: Piece, milliseconds: number): void {
    const { key, version, span, size, isMissing } = piece;
    const isWhole = isMissing || (span.end === size && span.start === 0);
    const before = this.#values.get(key);
    const isStale = before !== undefined && (before.version !== version || before.isMissing);
    if (isWhole || isStale) this.forget({ key });
    const fresh: KeptValue = { version, isMissing, pieces: new Map(), sized: undefined };
    const value = this.#values.get(key) ?? fresh;
    const same = value.pieces.get(nameOf(span));
    if (same !== undefined) this.#recent.delete(same);
    value.pieces.set(nameOf(span), piece);
    if (size !== undefined) value.sized = piece;
    // Removing the only piece of a value has taken the value out.
    this.#values.set(key, value);
    this.#recent.set(piece, true, { ttl: Number.isFinite(milliseconds) ? milliseconds : 0 });
  }

  /** Notes for so many milliseconds that there is no such value. */
  addMissing(key: StoreKey, milliseconds: number): void {
    const piece = { key, span: nothing, size: undefined, isMissing: true, version: undefined, holder: "" };
    this.add(piece, milliseconds);
  }

  forget(changed: Changed): void {
    for (const [, { pieces }] of changedEntries(this.#values, changed)) {
      for (const piece of pieces.values()) this.#recent.delete(piece);
    }
  }

  stats(): CacheStats {
    return {
      hits: this.#hits,
      misses: this.#misses,
      evictions: this.#evictions,
      pieces: this.#recent.size,
      bytes: this.#recent.calculatedSize,
      maxBytes: this.#maxBytes,
    };
  }

  #sizeOf({ sized }: KeptValue): number | undefined {
    return sized !== undefined && this.#recent.has(sized) ? sized.size : undefined;
  }

  #remove(piece: Piece): void {
    const value = this.#values.get(piece.key);
    if (value?.pieces.get(nameOf(piece.span)) !== piece) return;
    value.pieces.delete(nameOf(piece.span));
    if (value.pieces.size === 0) this.#values.delete(piece.key);
  }
}

/** The pieces that hold what is asked for: those that span just that first. */
function* candidates({ pieces }: KeptValue, asked: readonly Span[]): Generator<Found> {
  for (const span of asked) {
    const piece = pieces.get(nameOf(span));
    if (piece !== undefined && !piece.isMissing) yield { piece, start: 0, end: span.end - span.start };
  }
  for (const piece of pieces.values()) {
    if (piece.isMissing) yield { piece, start: 0, end: 0 };
    for (const span of asked) {
      if (covers(piece.span, span))
        yield { piece, start: span.start - piece.span.start, end: span.end - piece.span.start };
    }
  }
}

function nameOf({ start, end, fromEnd }: Span): string {
  return `${start}:${end}:${fromEnd}`;
}
