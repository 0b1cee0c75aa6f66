import type { ListableStore, StoreKey, WritableStore } from "@zarrkit/core/contract";
import type { Found, Piece } from "./piece-index.ts";
import type { NewPiece, OldPiece, PieceStorage } from "./piece-storage.ts";

/** A store that can hold what a cache keeps: one that can be written and tells what it holds. */
export interface PieceHolder extends WritableStore, ListableStore {}

/**
 * Pieces in another store. All that is to be known of a piece is in its name,
 * `<key>/@<start>_<end>_<size>_<time>_<serial>_<version>`, so that a listing is enough to go on where an earlier run ended.
 */
export class StoredPieces implements PieceStorage {
  readonly #store: PieceHolder;
  /** What is being removed, or could not be. */
  readonly #removals = new Map<StoreKey, Promise<void>>();
  #serial = 0;

  constructor(store: PieceHolder) {
    this.#store = store;
  }

  async load(): Promise<readonly OldPiece[]> {
    const pieces: OldPiece[] = [];
    const now = Date.now();
    for await (const name of this.#store.list("")) {
      const piece = parse(name, now);
      if (piece !== undefined) pieces.push(piece);
    }
    return pieces.sort((a, b) => b.age - a.age);
  }

  async keep(piece: NewPiece, bytes: Uint8Array): Promise<string | undefined> {
    const name = nameOf(piece, this.#serial++);
    try {
      await this.#store.set(name, bytes);
      return name;
    } catch {
      // A full disk, say. The value has been read all the same.
      return undefined;
    }
  }

  async read({ piece, start, end }: Found, signal: AbortSignal | undefined): Promise<Uint8Array | undefined> {
    const range = { offset: start, length: end - start };
    const bytes = await this.#store.get(piece.holder as StoreKey, { range, signal });
    return bytes?.byteLength === range.length ? bytes : undefined;
  }

  drop({ holder, isMissing }: Piece): void {
    if (isMissing) return;
    const name = holder as StoreKey;
    const removal = (async () => this.#store.delete(name))();
    this.#removals.set(name, removal);
    removal.then(
      () => this.#removals.delete(name),
      // Whoever has to be sure that it is gone tries again.
      () => {},
    );
  }

  async settled(): Promise<void> {
    for (const [name, removal] of this.#removals) {
      await removal.catch(() => this.#store.delete(name));
      this.#removals.delete(name);
    }
  }
}

function nameOf({ key, span, size, version }: NewPiece, serial: number): StoreKey {
  const numbers = [span.start, span.end, size ?? "", Date.now(), serial].join("_");
  return `${key}/@${numbers}${version === undefined ? "" : `_${encodeURIComponent(version)}`}`;
}

const pieceName = /^(.+)\/@(-?\d+)_(\d+)_(\d*)_(\d+)_\d+(?:_(.*))?$/;

function parse(name: StoreKey, now: number): OldPiece | undefined {
  const [, key, start, end, size, time, version] = pieceName.exec(name) ?? [];
  if (key === undefined) return undefined;
  const piece = {
    key,
    span: { start: Number(start), end: Number(end), fromEnd: Number(start) < 0 },
    size: size === "" ? undefined : Number(size),
    version: version === undefined ? undefined : decodeURIComponent(version),
    isMissing: false,
    holder: name,
  };
  return { piece, age: now - Number(time) };
}
