import { type BasicSelection, slice } from "@zarrkit/core/read";
import { type Extents, type Span, sampleCount, sideLimit, spanOf, stepOf, type View } from "./view.ts";

/** Every `step`-th element of an axis. */
export interface Samples extends Span {
  readonly step: number;
}

/**
 * A part of an array that is read at once: on the axes of the picture one of the pieces into which they are cut, whatever
 * the window is; on the others what comes with the same chunks. So what was read for one view is there for the next.
 */
export interface Tile {
  /** The same for the same elements. */
  readonly name: string;
  /** For each axis of the array. */
  readonly axes: readonly Samples[];
}

/** Samples along a tile; more of a shard, whose neighbouring chunks come in one request. */
const tileSide = 64;
const shardTileSide = 256;
/** No tile has more samples than this along a side, however large chunks are. */
const tileSideLimit = 4096;
/** How many bytes the tiles of the largest picture may hold with what lies behind it. */
const depthLimit = 128 * 2 ** 20;

/** The tiles that show a view, those in the middle first. */
export function tilesOf(array: Extents, view: View): readonly Tile[] {
  const behind = depthOf(array, view);
  let tiles: (readonly Samples[])[] = [[]];
  for (const axis of array.shape.keys()) {
    const span = spanOf(view, axis);
    const pieces = span === undefined ? [behind[axis] as Samples] : piecesOf(array, axis, span);
    tiles = tiles.flatMap((tile) => pieces.map((piece) => [...tile, piece]));
  }
  const distance = (axes: readonly Samples[]): number =>
    axes.reduce((sum, { start, stop }, axis) => {
      const span = spanOf(view, axis);
      if (span === undefined) return sum;
      return sum + ((start + stop - span.start - span.stop) / (span.stop - span.start)) ** 2;
    }, 0);
  return tiles
    .sort((a, b) => distance(a) - distance(b))
    .map((axes) => ({ name: axes.map(({ start, stop, step }) => `${start}-${stop}/${step}`).join(), axes }));
}

/** The selection that reads a tile. */
export function selectionOf({ axes }: Tile): BasicSelection {
  return axes.map(({ start, stop, step }) => slice(Math.ceil(start / step) * step, stop, step));
}

/** The pieces of an axis that a window touches. They begin and end where chunks do. */
function piecesOf({ shape, chunks, shards }: Extents, axis: number, span: Span): Samples[] {
  const step = stepOf(span);
  const chunk = Math.max(1, chunks[axis] as number);
  const wanted = step * (shards === null ? tileSide : shardTileSide);
  const length = chunk < wanted ? chunk * Math.floor(wanted / chunk) : Math.min(chunk, tileSideLimit * step);
  const pieces: Samples[] = [];
  for (let start = span.start - (span.start % length); start < span.stop; start += length) {
    const piece = { start, stop: Math.min(start + length, shape[axis] as number), step };
    if (sampleCount(piece, step) > 0) pieces.push(piece);
  }
  return pieces;
}

/**
 * Which positions of the other axes lie in the chunks of the view. They are decoded in any case, so a slider that moves
 * among them costs nothing more. What would be too much is the position alone, or some around it.
 */
function depthOf({ shape, chunks, itemsize = 8 }: Extents, { rows, columns, position }: View): Samples[] {
  let room = Math.floor(depthLimit / (sideLimit ** 2 * itemsize));
  return shape.map((extent, axis) => {
    const at = position[axis] as number;
    if (axis === rows || axis === columns) return { start: at, stop: at + 1, step: 1 };
    const chunk = Math.max(1, chunks[axis] as number);
    const depth = Math.max(1, Math.min(chunk, room));
    room = Math.floor(room / depth);
    const first = at - (at % chunk);
    const start = at - ((at - first) % depth);
    return { start, stop: Math.min(start + depth, first + chunk, extent), step: 1 };
  });
}
