import { forEachConcurrently, gridCoordinates, type ZarrArray } from "@zarrkit/core";
import { type Span, spanOf, type View } from "../plane/view.ts";

/** How many requests are made at a time. */
const concurrency = 8;

/** The sizes of chunks that someone asked for: of the inner chunks of shards, which their indexes tell. */
export class ChunkSizes {
  /** Bytes by coordinates, `undefined` for chunks that are not stored. */
  readonly bytes: Map<string, number | undefined> = new Map();
  readonly #array: ZarrArray;
  readonly #asked = new Set<string>();

  constructor(array: ZarrArray) {
    this.#array = array;
  }

  /** The stored chunks that a view touches and nobody has asked for: shards where there are any. No more than `limit`. */
  inView(view: View, limit: number): readonly (readonly number[])[] {
    const { shape, shards, chunks } = this.#array;
    let found: number[][] = [[]];
    for (const axis of shape.keys()) {
      const length = Math.max(1, (shards ?? chunks)[axis] as number);
      const at = view.position[axis] as number;
      const { start, stop }: Span = spanOf(view, axis) ?? { start: at, stop: at + 1 };
      const [first, last] = [Math.floor(start / length), Math.floor((stop - 1) / length)];
      const count = Math.min(last - first + 1, limit + this.#asked.size);
      const along = Array.from({ length: count }, (_, index) => first + index);
      found = found.flatMap((begun) => along.map((coordinate) => [...begun, coordinate]));
    }
    return found.filter((coordinates) => !this.#asked.has(coordinates.join())).slice(0, limit);
  }

  /** Asks for the sizes in stored chunks, a request for each. Throws `StoreError` and `CodecError`. */
  async ask(stored: readonly (readonly number[])[], signal: AbortSignal): Promise<void> {
    const { shape, shards, chunks } = this.#array;
    const inside = shape.map((_, axis) => (shards === null ? 1 : (shards[axis] as number) / (chunks[axis] as number)));
    const ask = async (coordinates: readonly number[]): Promise<void> => {
      const sizes = await this.#array.chunkSizes(coordinates, { signal });
      let position = 0;
      for (const place of gridCoordinates(inside)) {
        const bytes = sizes[position++];
        const inner = place.map((at, axis) => (coordinates[axis] as number) * (inside[axis] as number) + at);
        const isInside = inner.every((at, axis) => at * (chunks[axis] as number) < (shape[axis] as number));
        if (isInside) this.bytes.set(inner.join(), bytes);
      }
      this.#asked.add(coordinates.join());
    };
    await forEachConcurrently(stored, concurrency, ask, signal);
  }

  /** Whether someone asked for a stored chunk. */
  wasAsked(coordinates: readonly number[]): boolean {
    return this.#asked.has(coordinates.join());
  }

  /** How many chunks were asked for, and the sizes of those that are stored. */
  get known(): { readonly count: number; readonly sizes: readonly number[] } {
    return { count: this.bytes.size, sizes: [...this.bytes.values()].filter((bytes) => bytes !== undefined) };
  }
}
