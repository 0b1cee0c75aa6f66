import { encode } from "fast-png";

/** Red, green and blue, each from 0 to 255. */
type Colour = readonly number[];

/** From sand to green to deep blue, by millimetres of rain in a year. */
const scale: readonly (readonly [millimetres: number, colour: Colour])[] = [
  [0, [243, 229, 196]],
  [250, [226, 214, 150]],
  [500, [178, 205, 129]],
  [1000, [94, 180, 138]],
  [2000, [44, 140, 174]],
  [4000, [38, 84, 154]],
  [8000, [58, 34, 104]],
];
const noData: Colour = [214, 214, 214];
/** Pixels along each side of a cell. */
const zoom = 3;

/** A PNG picture of a field, each cell a small square. Cells that hold `fillValue` are grey. */
export function picture(shape: readonly number[], data: Uint16Array, fillValue: number): Uint8Array {
  const [rows = 0, columns = 0] = shape;
  const [height, width] = [rows * zoom, columns * zoom];
  const pixels = new Uint8Array(height * width * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = data[Math.floor(y / zoom) * columns + Math.floor(x / zoom)] as number;
      pixels.set(value === fillValue ? noData : colourOf(value), (y * width + x) * 3);
    }
  }
  return encode({ width, height, channels: 3, data: pixels });
}

/** The colour between the two nearest of the scale. */
function colourOf(millimetres: number): Colour {
  const above = scale.findIndex(([limit]) => millimetres < limit);
  const [high, highColour] = scale.at(above) as (typeof scale)[number];
  if (above === -1) return highColour;
  const [low, lowColour] = scale[above - 1] as (typeof scale)[number];
  const share = (millimetres - low) / (high - low);
  return lowColour.map((part, index) => Math.round(part + share * ((highColour[index] as number) - part)));
}
