import type { ZarrArray } from "@zarrkit/core";
import { element } from "../page/element.ts";
import type { View } from "../plane/view.ts";

/** The map has no more squares than this along a side. */
const sideLimit = 256;
const stored = "#1f6f8b";

/** A map of the plane that is looked at, with a square for each chunk or, where they are many, for some. */
export class ChunkMap {
  readonly element: HTMLCanvasElement = element("canvas", { className: "occupancy", role: "img", hidden: true });
  readonly #array: ZarrArray;

  constructor(array: ZarrArray) {
    this.#array = array;
  }

  /**
   * Draws what is stored: listed chunks (shards where there are any), and chunks with their sizes, the larger the
   * stronger. What is neither is left empty.
   */
  draw(view: View, listed: Iterable<string>, sizes: ReadonlyMap<string, number | undefined>): void {
    const { shape, chunks, shards } = this.#array;
    const { rows, columns } = view;
    const count = (axis: number): number => Math.ceil((shape[axis] as number) / Math.max(1, chunks[axis] as number));
    const [height, width] = [rows === undefined ? 1 : count(rows), count(columns)];
    const [squaresDown, squaresRight] = [Math.min(sideLimit, height), Math.min(sideLimit, width)];
    Object.assign(this.element, { width: squaresRight, height: squaresDown, hidden: false });
    const context = this.element.getContext("2d");
    if (context === null) return;
    let drawn = 0;
    const fill = (coordinates: readonly number[], unit: readonly number[], strength: number): void => {
      const isHere = shape.every((_, axis) => {
        const at = Math.floor((view.position[axis] as number) / Math.max(1, unit[axis] as number));
        return axis === rows || axis === columns || coordinates[axis] === at;
      });
      if (!isHere) return;
      const along = (
        axis: number | undefined,
        squares: number,
        all: number,
      ): readonly [from: number, length: number] => {
        if (axis === undefined) return [0, 1];
        const size = (unit[axis] as number) / Math.max(1, chunks[axis] as number);
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
    context.fillStyle = stored;
    for (const key of listed) fill(key.split(",").map(Number), shards ?? chunks, 1);
    const largest = [...sizes.values()].reduce<number>((most, bytes = 0) => Math.max(most, bytes), 1);
    for (const [key, bytes] of sizes) {
      fill(key.split(",").map(Number), chunks, bytes === undefined ? 0 : 0.35 + (0.65 * bytes) / largest);
    }
    this.element.ariaLabel = `Map of this plane: ${drawn} of ${height * width} known to be stored`;
    this.element.style.aspectRatio = String(Math.max(0.5, Math.min(8, width / height)));
  }
}
