import type { Executor } from "@zarrkit/core";
import type { NDArray, ReadableArray } from "@zarrkit/core/read";
import { LRUCache } from "lru-cache";
import { selectionOf, type Tile } from "./tile.ts";

/** Who hears of tiles. */
export interface TileEvents {
  /** A wanted tile is there. */
  arrive(tile: Tile, elements: NDArray): void;
  /** A wanted tile cannot be read. The others may still arrive. */
  fail(error: unknown): void;
  /** No tile is under way any more. */
  finish(): void;
}

/** How many bytes of tiles are kept. */
const keptBytes = 256 * 2 ** 20;
/** How many tiles are read at a time. */
const concurrency = 16;

/** Reads tiles of an array: those that are wanted, and none that is not wanted any more. Keeps the latest. */
export class TileReader {
  readonly #array: ReadableArray;
  readonly #executor: Executor | undefined;
  readonly #kept = new LRUCache<string, NDArray>({
    maxSize: keptBytes,
    sizeCalculation: ({ size }) => Math.max(1, size * (this.#array.itemsize ?? 8)),
  });
  readonly #underWay = new Map<string, AbortController>();
  /** In the order in which they are to be read. */
  #waiting: Tile[] = [];
  #events: TileEvents | undefined;

  /** `executor`: does what takes long elsewhere. */
  constructor(array: ReadableArray, executor?: Executor) {
    this.#array = array;
    this.#executor = executor;
  }

  /** Wants these tiles, and no others. Those that were kept arrive at once. What is under way goes on if it is among them. */
  want(tiles: readonly Tile[], events?: TileEvents): void {
    const names = new Set(tiles.map(({ name }) => name));
    for (const [name, controller] of this.#underWay) if (!names.has(name)) this.#giveUp(name, controller);
    this.#events = events;
    this.#waiting = [];
    for (const tile of tiles) {
      const kept = this.#kept.get(tile.name);
      if (kept !== undefined) events?.arrive(tile, kept);
      else if (!this.#underWay.has(tile.name)) this.#waiting.push(tile);
    }
    this.#goOn();
  }

  #giveUp(name: string, controller: AbortController): void {
    this.#underWay.delete(name);
    controller.abort();
  }

  #goOn(): void {
    while (this.#underWay.size < concurrency) {
      const tile = this.#waiting.shift();
      if (tile === undefined) break;
      void this.#read(tile);
    }
    if (this.#underWay.size === 0) this.#events?.finish();
  }

  async #read(tile: Tile): Promise<void> {
    const controller = new AbortController();
    this.#underWay.set(tile.name, controller);
    const { signal } = controller;
    const [outcome] = await Promise.allSettled([
      this.#array.get(selectionOf(tile), { signal, executor: this.#executor }),
    ]);
    if (outcome.status === "fulfilled") this.#kept.set(tile.name, outcome.value);
    if (signal.aborted) return;
    this.#underWay.delete(tile.name);
    if (outcome.status === "fulfilled") this.#events?.arrive(tile, outcome.value);
    else this.#events?.fail(outcome.reason);
    this.#goOn();
  }
}
