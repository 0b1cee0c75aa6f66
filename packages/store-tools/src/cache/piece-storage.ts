import type { MaybePromise } from "@zarrkit/core/contract";
import type { Found, Piece } from "./piece-index.ts";

/** A piece whose bytes are not kept yet. */
export type NewPiece = Omit<Piece, "holder">;

/** A piece that an earlier run has left, and how many milliseconds ago. */
export interface OldPiece {
  readonly piece: Piece;
  readonly age: number;
}

/** Where the bytes of pieces are. */
export interface PieceStorage {
  /** The pieces that earlier runs have left, oldest first. */
  load(): MaybePromise<readonly OldPiece[]>;
  /** Takes in bytes, and answers what holds them; `undefined` when they cannot be kept. */
  keep(piece: NewPiece, bytes: Uint8Array): MaybePromise<Piece["holder"] | undefined>;
  /** The bytes that were found in a piece; `undefined` when they are gone. */
  read(found: Found, signal: AbortSignal | undefined): MaybePromise<Uint8Array | undefined>;
  /** Lets the bytes of a piece go. */
  drop(piece: Piece): void;
  /** Waits until everything that was to go is gone. Throws when it does not go. */
  settled(): MaybePromise<void>;
}

/** Pieces in memory. `borrowed`: what is to be kept belongs to somebody else. */
export function piecesInMemory(borrowed: boolean): PieceStorage {
  return {
    load: () => [],
    // A part of a larger buffer would keep all of it alive.
    keep: (_, bytes) => (borrowed || bytes.byteLength < bytes.buffer.byteLength ? new Uint8Array(bytes) : bytes),
    read: ({ piece, start, end }) => (piece.holder as Uint8Array).subarray(start, end),
    drop: () => {},
    settled: () => {},
  };
}
