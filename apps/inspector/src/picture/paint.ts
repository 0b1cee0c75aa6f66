import type { ColorMap } from "./color-map.ts";

/** The values that get the first and the last colour. */
export interface Contrast {
  readonly low: number;
  readonly high: number;
}

/** The smallest and the largest finite value; 0 and 1 where there is none. */
export function extremes(values: Float64Array): Contrast {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low && value !== Number.NEGATIVE_INFINITY) low = value;
    if (value > high && value !== Number.POSITIVE_INFINITY) high = value;
  }
  return low <= high ? { low, high } : { low: 0, high: 1 };
}

const sampleSize = 20_000;

/** A contrast in which a few extreme values do not take all colours: of a sample, the middle 99 percent. */
export function automaticContrast(values: Float64Array): Contrast {
  const step = Math.max(1, Math.ceil(values.length / sampleSize));
  const sample = values.filter((value, index) => index % step === 0 && Number.isFinite(value)).sort();
  const [low, high] = [0.005, 0.995].map((part) => sample[Math.round(part * (sample.length - 1))]);
  return low !== undefined && high !== undefined && low < high ? { low, high } : extremes(values);
}

/** Red, green, blue and opacity of each value. What is not a number is transparent. */
export function paint(values: Float64Array, { low, high }: Contrast, colors: ColorMap): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(values.length * 4);
  const scale = high > low ? 255 / (high - low) : 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    if (Number.isNaN(value)) continue;
    const color = 3 * Math.max(0, Math.min(255, Math.round((value - low) * scale)));
    pixels[4 * index] = colors[color] as number;
    pixels[4 * index + 1] = colors[color + 1] as number;
    pixels[4 * index + 2] = colors[color + 2] as number;
    pixels[4 * index + 3] = 255;
  }
  return pixels;
}
