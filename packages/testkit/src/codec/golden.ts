import type { CodecCase, CodecGolden } from "./subject.ts";

/** A chunk that another implementation wrote, and what it holds. */
export interface GoldenChunk extends CodecGolden {
  /** Name of the codec, as metadata spells it. */
  readonly id: string;
  /** Bytes of an element. */
  readonly itemSize: number;
}

/** A chunk that a reader must refuse. */
export interface DamagedChunk extends CodecCase {
  /** For the name of the test. */
  readonly name: string;
  /** What is refused. */
  readonly encoded: Uint8Array;
  /** How many bytes the chunk should hold. */
  readonly size: number;
}

/** What other implementations wrote, and what a reader must refuse. */
export interface GoldenChunks {
  /** Chunks that others encoded, and what they decode to. */
  readonly golden: readonly GoldenChunk[];
  /** Bytes that must not decode. */
  readonly damaged: readonly DamagedChunk[];
}

/** A chunk as a file has it: bytes in base64, `null` for no configuration. */
type Stored<C> = { readonly [K in keyof C]: C[K] extends Uint8Array ? string : C[K] | null };

/**
 * Reads chunks that are kept beside the tests as JSON: `golden` and `damaged`, lists of {@link GoldenChunk} and
 * {@link DamagedChunk} with bytes in base64. Throws `SyntaxError` where the text is no JSON.
 */
export function parseGoldenChunks(text: string): GoldenChunks {
  const { golden, damaged } = JSON.parse(text) as {
    [K in keyof GoldenChunks]: readonly Stored<GoldenChunks[K][number]>[];
  };
  return {
    golden: golden.map((one) => ({ ...parsed(one), decoded: bytesOf(one.decoded) }) as GoldenChunk),
    damaged: damaged.map((one) => parsed(one) as DamagedChunk),
  };
}

function parsed(one: Stored<GoldenChunk> | Stored<DamagedChunk>): object {
  return { ...one, configuration: one.configuration ?? undefined, encoded: bytesOf(one.encoded) };
}

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
