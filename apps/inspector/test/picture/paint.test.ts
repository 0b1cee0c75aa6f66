import { expect, test } from "vitest";
import { colorMap } from "../../src/picture/color-map.ts";
import { automaticContrast, extremes, paint } from "../../src/picture/paint.ts";

test("colours run from the first to the last, what is not a number is transparent", () => {
  const pixels = paint(Float64Array.of(-5, 0, 5, 10, 99, Number.NaN), { low: 0, high: 10 }, colorMap("gray"));
  expect([...pixels].filter((_, index) => index % 4 === 0)).toEqual([0, 0, 128, 255, 255, 0]);
  expect([...pixels].filter((_, index) => index % 4 === 3)).toEqual([255, 255, 255, 255, 255, 0]);
});

test("viridis begins dark purple and ends yellow", () => {
  const colors = colorMap("viridis");
  expect([...colors.slice(0, 3)]).toEqual([0x44, 0x01, 0x54]);
  expect([...colors.slice(-3)]).toEqual([0xfd, 0xe7, 0x25]);
});

test("contrast heeds finite values only, and few outliers do not count", () => {
  const values = Float64Array.from({ length: 1000 }, (_, index) => index);
  values[0] = Number.NEGATIVE_INFINITY;
  values[1] = Number.NaN;
  values[2] = 1e9;
  expect(extremes(values)).toEqual({ low: 3, high: 1e9 });
  const { low, high } = automaticContrast(values);
  expect(low).toBeGreaterThan(3);
  expect(high).toBeLessThan(1000);
  expect(automaticContrast(Float64Array.of(Number.NaN))).toEqual({ low: 0, high: 1 });
});
