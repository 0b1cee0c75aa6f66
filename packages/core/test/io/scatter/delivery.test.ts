import { describe, expect, test } from "vitest";
import { type Delivery, deliver, deliverFill } from "../../../src/io/scatter/delivery.ts";
import { regionScatter } from "../../../src/io/scatter/region-copy.ts";
import { runScatter } from "../../../src/io/scatter/scatter.ts";
import type { Region } from "../../../src/selection/region.ts";

const runs: Region = {
  kind: "box",
  axes: [
    { kind: "run", start: 1, step: -1, count: 2, target: 0 },
    { kind: "run", start: 0, step: 2, count: 2, target: 3 },
  ],
};
const lists: Region = {
  kind: "box",
  axes: [
    { kind: "run", start: 1, step: -1, count: 2, target: 0 },
    { kind: "list", positions: [2, 0], targets: [1, 3] },
  ],
};
const to = (region: Region, scatter = regionScatter, clean = false): Delivery => ({
  region,
  scatter,
  target: { elements: new Uint8Array(10).fill(9), offset: 0, stride: [5, 1], clean },
});
const elements = (deliveries: readonly Delivery[]) =>
  deliveries.map(({ target }) => [...(target.elements as Uint8Array)]);

describe("a fill value", () => {
  test("goes where a region says", () => {
    const deliveries = [to(lists), to(runs), to(runs, runScatter)];
    deliverFill(deliveries, Uint8Array.of(4), 1);
    expect(elements(deliveries)).toEqual([
      [9, 4, 9, 4, 9, 9, 4, 9, 4, 9],
      [9, 9, 9, 4, 4, 9, 9, 9, 4, 4],
      [9, 9, 9, 4, 4, 9, 9, 9, 4, 4],
    ]);
  });

  test("is spared where the memory holds zeros already", () => {
    const deliveries = [to(lists, regionScatter, true)];
    deliverFill(deliveries, Uint8Array.of(0), 1);
    expect(elements(deliveries)).toEqual([new Array(10).fill(9)]);
  });
});

test("one chunk serves everyone who wants something of it", () => {
  const deliveries = [to(lists), to(runs), to(runs, runScatter)];
  deliver(deliveries, { elements: Uint8Array.of(0, 1, 2, 3, 4, 5), shape: [2, 3], stride: [3, 1], offset: 0 }, 1);
  expect(elements(deliveries)).toEqual([
    [9, 5, 9, 3, 9, 9, 2, 9, 0, 9],
    [9, 9, 9, 3, 5, 9, 9, 9, 0, 2],
    [9, 9, 9, 3, 5, 9, 9, 9, 0, 2],
  ]);
});
