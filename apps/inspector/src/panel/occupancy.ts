import type { Store, StoreOptions, ZarrArray } from "@zarrkit/core";
import { element } from "../page/element.ts";
import { formatBytes, formatCount } from "../page/quantity.ts";
import type { View } from "../plane/view.ts";

/** No more keys than this are looked at. */
const keyLimit = 200_000;
/** The sizes of no more values than this are asked for. */
const sizeLimit = 2000;
/** The map has no more squares than this along a side. */
const sideLimit = 256;

/** Shows which chunks of an array are stored: how many, and where on the plane that is looked at. */
export class Occupancy {
  readonly element: HTMLElement;
  readonly #array: ZarrArray;
  readonly #text = element("p", { role: "status" });
  readonly #canvas = element("canvas", { className: "occupancy", role: "img", hidden: true });
  readonly #stored = new Set<string>();
  #view: View | undefined;

  constructor(array: ZarrArray, signal: AbortSignal) {
    this.#array = array;
    const unit = array.shards === null ? "chunk" : "shard";
    const heading = unit === "chunk" ? "Chunks" : "Shards";
    this.element = element("section", { ariaLabel: heading }, element("h3", {}, heading), this.#text, this.#canvas);
    this.#list(unit, signal).catch((error: unknown) => {
      if (!signal.aborted) this.#text.textContent = error instanceof Error ? error.message : String(error);
    });
  }

  /** Shows where the chunks are on another plane. */
  look(view: View): void {
    this.#view = view;
    this.#draw();
  }

  async #list(unit: string, signal: AbortSignal): Promise<void> {
    const { store, path, gridShape } = this.#array;
    const total = gridShape.reduce((product, count) => product * count, 1);
    if (!isListable(store)) {
      this.#text.textContent = `${formatCount(total, unit)} at most; a web server does not tell which are stored.`;
      return;
    }
    this.#text.textContent = "Listing …";
    const keys: string[] = [];
    let seen = 0;
    for await (const key of store.list(path === "" ? "" : `${path}/`, { signal })) {
      if (++seen > keyLimit) break;
      const coordinates = this.#array.chunkCoordinates(key);
      if (coordinates === undefined) continue;
      this.#stored.add(coordinates.join());
      keys.push(key);
    }
    const more = seen > keyLimit ? ", and perhaps more: the listing was cut off" : "";
    this.#text.textContent = `${keys.length.toLocaleString("en")} of ${formatCount(total, unit)} stored${more}`;
    this.#draw();
    if (keys.length > 0 && keys.length <= sizeLimit) {
      const sizes = await sizesOf(store, keys, signal);
      const sum = formatBytes(sizes.reduce((bytes, size) => bytes + size, 0));
      this.#text.textContent += `; ${sum}, from ${formatBytes(Math.min(...sizes))} to ${formatBytes(Math.max(...sizes))} each`;
    }
  }

  #draw(): void {
    const { gridShape, shape, ndim } = this.#array;
    if (this.#view === undefined || this.#stored.size === 0 || ndim === 0) return;
    const { rows, columns, position } = this.#view;
    const unit = this.#array.shards ?? this.#array.chunks;
    const at = position.map((index, axis) => Math.floor(index / Math.max(1, unit[axis] as number)));
    const height = rows === undefined ? 1 : (gridShape[rows] as number);
    const width = gridShape[columns] as number;
    const [squaresDown, squaresRight] = [Math.min(sideLimit, height), Math.min(sideLimit, width)];
    Object.assign(this.#canvas, { width: squaresRight, height: squaresDown, hidden: false });
    const context = this.#canvas.getContext("2d");
    if (context === null) return;
    context.fillStyle = "#1f6f8b";
    let here = 0;
    for (const key of this.#stored) {
      const chunk = key.split(",").map(Number);
      if (!shape.every((_, axis) => axis === rows || axis === columns || chunk[axis] === at[axis])) continue;
      here++;
      const y = rows === undefined ? 0 : Math.floor(((chunk[rows] as number) / height) * squaresDown);
      context.fillRect(Math.floor(((chunk[columns] as number) / width) * squaresRight), y, 1, 1);
    }
    this.#canvas.ariaLabel = `Map of this plane: ${here} of ${height * width} stored`;
    this.#canvas.style.aspectRatio = String(Math.max(0.5, Math.min(8, width / height)));
  }
}

/** A store that tells what it holds. */
type Listable = Store & { list(prefix: string, options?: StoreOptions): AsyncIterable<string> };

const isListable = (store: Store): store is Listable => "list" in store && typeof store.list === "function";

async function sizesOf(store: Store, keys: readonly string[], signal: AbortSignal): Promise<number[]> {
  const sizes = await Promise.all(keys.map(async (key) => store.size?.(key, { signal })));
  return sizes.filter((size) => size !== undefined);
}
