/** Colours of values from low to high: red, green and blue of 256 steps. */
export type ColorMap = Uint8Array;

/** Colours between which a map runs evenly, as RRGGBB. Viridis is by S. van der Walt and N. Smith, in the public domain (CC0). */
const stops = {
  gray: "000000 ffffff",
  viridis: "440154 482878 3e4989 31688e 26828e 1f9e89 35b779 6ece58 b5de2b fde725",
};

export type ColorMapName = keyof typeof stops;
export const colorMapNames = Object.keys(stops) as readonly ColorMapName[];

export function colorMap(name: ColorMapName): ColorMap {
  const colors = stops[name]
    .split(" ")
    .map((text) => [0, 2, 4].map((at) => Number.parseInt(text.slice(at, at + 2), 16)));
  const map = new Uint8Array(256 * 3);
  for (let step = 0; step < 256; step++) {
    const place = (step / 255) * (colors.length - 1);
    const below = Math.min(colors.length - 2, Math.floor(place));
    for (let channel = 0; channel < 3; channel++) {
      const [from, to] = [colors[below]?.[channel] ?? 0, colors[below + 1]?.[channel] ?? 0];
      map[3 * step + channel] = Math.round(from + (to - from) * (place - below));
    }
  }
  return map;
}
