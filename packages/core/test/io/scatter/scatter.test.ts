import fc from "fast-check";
import { expect, test } from "vitest";
import { contiguousStride } from "../../../src/buffer/stride.ts";
import { regularDimension } from "../../../src/grid/regular.ts";
import { regionScatter } from "../../../src/io/scatter/region-copy.ts";
import { runScatter, type Scatter } from "../../../src/io/scatter/scatter.ts";
import { normalizeBasic } from "../../../src/selection/basic.ts";

/** Reads a selection of the array 0, 1, 2, … whose chunks are at hand. */
function read(scatter: Scatter, shape: readonly number[], chunks: readonly number[], items: readonly unknown[]) {
  const selection = normalizeBasic(items as never, shape);
  const elements = new Int32Array(selection.shape.reduce((a, b) => a * b, 1)).fill(-1);
  const { region, stride } = scatter.place(selection, contiguousStride(selection.shape));
  const target = { elements: new Uint8Array(elements.buffer), offset: 0, stride, clean: false };
  const dimensions = shape.map((extent, axis) => regularDimension(extent, chunks[axis] as number));
  const strides = contiguousStride(shape);
  for (const { coordinates, region: part } of scatter.split(region, dimensions)) {
    const start = coordinates.map((at, axis) => at * (chunks[axis] as number));
    const offset = start.reduce((sum, at, axis) => sum + at * (strides[axis] as number), 0);
    const whole = Int32Array.from({ length: strides.length === 0 ? 1 : shape.reduce((a, b) => a * b, 1) }, (_, i) => i);
    scatter.copy(
      target,
      part,
      { elements: new Uint8Array(whole.buffer), shape: chunks, stride: strides, offset },
      Int32Array.BYTES_PER_ELEMENT,
    );
  }
  return [...elements];
}

const axis = fc.record({
  extent: fc.integer({ min: 1, max: 9 }),
  chunk: fc.integer({ min: 1, max: 10 }),
  item: fc.oneof(
    fc.constant("integer" as const),
    fc.record({
      start: fc.option(fc.integer({ min: -10, max: 10 })),
      stop: fc.option(fc.integer({ min: -10, max: 10 })),
      step: fc.integer({ min: -3, max: 3 }).filter((step) => step !== 0),
    }),
  ),
  at: fc.nat(),
});

test("basic selections arrive alike by either road", () => {
  fc.assert(
    fc.property(fc.array(axis, { maxLength: 3 }), (axes) => {
      const shape = axes.map(({ extent }) => extent);
      const chunks = axes.map(({ chunk }) => chunk);
      const items = axes.map(({ item, at, extent }) => (item === "integer" ? at % extent : item));
      const expected = read(regionScatter, shape, chunks, items);
      expect(read(runScatter, shape, chunks, items)).toEqual(expected);
      expect(expected).not.toContain(-1);
    }),
    { numRuns: 500 },
  );
});
