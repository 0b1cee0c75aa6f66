import type { Store, ZarrArray } from "@zarrkit/core";
import { element } from "../page/element.ts";
import { formatBytes, formatCount } from "../page/quantity.ts";
import type { View } from "../plane/view.ts";
import { listsNothing } from "../store/lists-nothing.ts";
import { type ChunkListing, isUnseen, listChunks, listRemoteChunks } from "./chunk-listing.ts";
import { ChunkMap } from "./chunk-map.ts";
import { ChunkSizes } from "./chunk-sizes.ts";

/** The sizes of no more values than this are asked for unasked. */
const sizeLimit = 2000;
/** No more requests than this are made when someone asks. */
const askLimit = 256;

/** Where the array is. */
export interface OccupancySurroundings {
  /** Whether lists and sizes take a request each. */
  readonly isRemote: boolean;
  readonly signal: AbortSignal;
}

/** Shows which chunks of an array are stored: how many, how large, and where on the plane that is looked at. */
export class Occupancy {
  readonly element: HTMLElement;
  readonly #array: ZarrArray;
  readonly #isRemote: boolean;
  readonly #signal: AbortSignal;
  /** What stored chunks are called. */
  readonly #unit: string;
  readonly #text = element("p", { role: "status" });
  readonly #ask = element("button", { type: "button", hidden: true });
  readonly #answer = element("p", { role: "status" });
  readonly #map: ChunkMap;
  readonly #sizes: ChunkSizes;
  /** What was found; nothing as long as nothing was listed. */
  #found: ChunkListing | undefined;
  #view: View | undefined;

  constructor(array: ZarrArray, { isRemote, signal }: OccupancySurroundings) {
    this.#array = array;
    this.#isRemote = isRemote;
    this.#signal = signal;
    this.#unit = array.shards === null ? "chunk" : "shard";
    this.#map = new ChunkMap(array);
    this.#sizes = new ChunkSizes(array);
    const heading = array.shards === null ? "Chunks" : "Shards";
    const controls = element("div", { className: "controls" }, this.#ask);
    const parts = [this.#text, controls, this.#answer, this.#map.element];
    this.element = element("section", { ariaLabel: heading }, element("h3", {}, heading), ...parts);
    this.#ask.addEventListener("click", () => this.#try(this.#askInView(), this.#answer));
    this.#try(this.#list(), this.#text);
  }

  /** Shows where the chunks are on another plane. */
  look(view: View): void {
    this.#view = view;
    this.#draw();
  }

  #try(work: Promise<void>, told: HTMLElement): void {
    work.catch((error: unknown) => {
      if (!this.#signal.aborted) told.textContent = error instanceof Error ? error.message : String(error);
    });
  }

  async #list(): Promise<void> {
    const { store, gridShape } = this.#array;
    const total = formatCount(
      gridShape.reduce((product, count) => product * count, 1),
      this.#unit,
    );
    this.#text.textContent = "Listing …";
    const listing = await this.#listing();
    if (typeof listing === "string") {
      this.#text.textContent = `${total} at most; ${listing}.`;
      return;
    }
    const { keys, isCutOff } = listing;
    const foldersLeft = listing.foldersLeft.size;
    this.#found = listing;
    const left = `${formatCount(foldersLeft, "folder")} with ${this.#unit}s ${foldersLeft === 1 ? "was" : "were"}`;
    this.#text.textContent = [
      `${keys.size.toLocaleString("en")} of ${total} stored`,
      ...(isCutOff ? [", and perhaps more: the listing was cut off"] : []),
      ...(foldersLeft > 0 ? [`, and perhaps more: ${left} not looked at`] : []),
    ].join("");
    this.#draw();
    if (!this.#isRemote && keys.size > 0 && keys.size <= sizeLimit) {
      this.#text.textContent += `; ${sizesText(await sizesOf(store, [...keys.values()], this.#signal))}`;
    }
  }

  /** What is stored, or why that is not known. */
  async #listing(): Promise<ChunkListing | string> {
    if (!this.#isRemote) return listChunks(this.#array, this.#signal);
    try {
      return (
        (await listRemoteChunks(this.#array, this.#signal)) ?? "too many for a web server to list which are stored"
      );
    } catch (error) {
      if (listsNothing(error)) return "this web server does not list which are stored";
      throw error;
    }
  }

  /** Asks for the chunks in view: whether they are stored, and how large they are. */
  async #askInView(): Promise<void> {
    if (this.#view === undefined) return;
    const stored = this.#sizes.inView(this.#view, askLimit);
    this.#ask.disabled = true;
    this.#answer.textContent = `Asking for ${formatCount(stored.length, this.#unit)} …`;
    try {
      await this.#sizes.ask(stored, this.#signal);
    } finally {
      this.#ask.disabled = false;
      this.#draw();
    }
    const { count, sizes } = this.#sizes.known;
    const text = sizes.length === 0 ? "" : `; ${sizesText(sizes)}`;
    this.#answer.textContent = `Of ${formatCount(count, "chunk")} asked for, ${sizes.length.toLocaleString("en")} stored${text}`;
  }

  #draw(): void {
    if (this.#view === undefined || this.#array.ndim === 0) return;
    const count = this.#sizes.inView(this.#view, askLimit).length;
    // A listing tells the sizes of values, but not what is inside of shards.
    this.#ask.hidden = count === 0 || (!this.#isRemote && this.#array.shards === null);
    this.#ask.textContent = `Ask for the sizes of chunks in view: ${formatCount(count, "request")}`;
    const listed = this.#found?.keys ?? new Map<string, string>();
    if (listed.size === 0 && this.#sizes.bytes.size === 0) return;
    const isWhole = this.#found?.isCutOff === false && this.#found.foldersLeft.size === 0;
    const isUnknown = (coordinates: readonly number[]): boolean =>
      !isWhole &&
      !listed.has(coordinates.join()) &&
      !this.#sizes.wasAsked(coordinates) &&
      isUnseen(this.#found, this.#array.chunkKey(coordinates));
    this.#map.draw(this.#view, { listed: listed.keys(), sizes: this.#sizes.bytes, isUnknown });
  }
}

async function sizesOf(store: Store, keys: readonly string[], signal: AbortSignal): Promise<number[]> {
  const sizes = await Promise.all(keys.map(async (key) => store.size?.(key, { signal })));
  return sizes.filter((size) => size !== undefined);
}

function sizesText(sizes: readonly number[]): string {
  const sum = formatBytes(sizes.reduce((bytes, size) => bytes + size, 0));
  return `${sum}, from ${formatBytes(Math.min(...sizes))} to ${formatBytes(Math.max(...sizes))} each`;
}
