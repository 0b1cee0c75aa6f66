import { gridCoordinates, type ZarrArray } from "@zarrkit/core";
import { element } from "../page/element.ts";
import type { View } from "../plane/view.ts";

/** The map has no more squares than this along a side. */
const sideLimit = 256;
const stored = "#1f6f8b";
/** Of chunks of which nobody knows whether they are stored; a grey that shows on light and dark. */
const unknown = "#8a8f9880";

/** What is known of the chunks of an array. */
export interface Known {
  /** The coordinates of stored ones that a listing found (shards where there are any). */
  readonly listed: Iterable<string>;
  /** Bytes of chunks that were asked for, by coordinates; `undefined` for those that are not stored. */
  readonly sizes: ReadonlyMap<string, number | undefined>;
  /** Whether nobody knows if there is a stored chunk (a shard where there are any). */
  readonly isUnknown: (coordinates: readonly number[]) => boolean;
}

/** A map of the plane that is looked at, with a square for each chunk or, where they are many, for some. */
export class ChunkMap {
  readonly element: HTMLElement;
  readonly #canvas = element("canvas", { className: "occupancy", role: "img" });
  readonly #legend = element("p", { textContent: "Grey: not known.", hidden: true });
  readonly #array: ZarrArray;

  constructor(array: ZarrArray) {
    this.#array = array;
    this.element = element("div", { hidden: true }, this.#canvas, this.#legend);
  }

  /**
   * Draws what is stored: listed chunks (shards where there are any), and chunks with their sizes, the larger the
   * stronger. What is known not to be stored is left empty, and what is not known is grey. Of several chunks in a square the
   * first says that.
   */
  draw(view: View, { listed, sizes, isUnknown }: Known): void {
    const { shape, chunks, shards } = this.#array;
    const { rows, columns } = view;
    const count = (axis: number): number => Math.ceil((shape[axis] as number) / Math.max(1, chunks[axis] as number));
    const [height, width] = [rows === undefined ? 1 : count(rows), count(columns)];
    const [squaresDown, squaresRight] = [Math.min(sideLimit, height), Math.min(sideLimit, width)];
    Object.assign(this.#canvas, { width: squaresRight, height: squaresDown });
    this.element.hidden = false;
    const context = this.#canvas.getContext("2d");
    if (context === null) return;
    let drawn = 0;
    const fill = (coordinates: readonly number[], extent: readonly number[], strength: number): void => {
      const isHere = shape.every((_, axis) => {
        const at = Math.floor((view.position[axis] as number) / Math.max(1, extent[axis] as number));
        return axis === rows || axis === columns || coordinates[axis] === at;
      });
      if (!isHere) return;
      const along = (
        axis: number | undefined,
        squares: number,
        all: number,
      ): readonly [from: number, length: number] => {
        if (axis === undefined) return [0, 1];
        const size = (extent[axis] as number) / Math.max(1, chunks[axis] as number);
        const from = Math.floor((((coordinates[axis] as number) * size) / all) * squares);
        return [from, Math.max(1, Math.floor((((coordinates[axis] as number) + 1) * size * squares) / all) - from)];
      };
      const [y, down] = along(rows, squaresDown, height);
      const [x, right] = along(columns, squaresRight, width);
      context.clearRect(x, y, right, down);
      if (strength === 0) return;
      context.globalAlpha = strength;
      context.fillRect(x, y, right, down);
      drawn++;
    };
    const unit = shards ?? chunks;
    let grey = 0;
    context.fillStyle = unknown;
    for (const [y, x] of gridCoordinates([squaresDown, squaresRight]) as Iterable<[number, number]>) {
      const coordinates = unit.map((length, axis) => {
        const first =
          axis === rows
            ? Math.floor((y * height) / squaresDown) * (chunks[axis] as number)
            : axis === columns
              ? Math.floor((x * width) / squaresRight) * (chunks[axis] as number)
              : (view.position[axis] as number);
        return Math.floor(first / Math.max(1, length));
      });
      if (!isUnknown(coordinates)) continue;
      context.fillRect(x, y, 1, 1);
      grey++;
    }
    context.fillStyle = stored;
    for (const key of listed) fill(key.split(",").map(Number), unit, 1);
    const largest = [...sizes.values()].reduce<number>((most, bytes = 0) => Math.max(most, bytes), 1);
    for (const [key, bytes] of sizes) {
      fill(key.split(",").map(Number), chunks, bytes === undefined ? 0 : 0.35 + (0.65 * bytes) / largest);
    }
    this.#legend.hidden = grey === 0;
    const label = `Map of this plane: ${drawn} of ${height * width} known to be stored`;
    this.#canvas.ariaLabel = grey === 0 ? label : `${label}, grey ones are not known`;
    this.#canvas.style.aspectRatio = String(Math.max(0.5, Math.min(8, width / height)));
  }
}
