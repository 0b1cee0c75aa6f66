import type { ArrayToArrayCodec } from "@zarrkit/core/contract";
import {
  codecConformance,
  createCodec,
  elementList,
  sampleChunk,
  sampleDataType,
  sampleSpec,
} from "@zarrkit/testkit/codec";
import * as fc from "fast-check";
import { assert, describe, expect, test } from "vitest";
import { transpose } from "../src/index.ts";

const uint8 = sampleDataType("uint8", 1);

codecConformance(
  { test },
  {
    extension: transpose,
    kind: "array_to_array",
    configurations: [
      { configuration: { order: [2, 1, 0] }, spec: sampleSpec([2, 3, 4]), stored: { order: [2, 1, 0] } },
      { configuration: { order: [1, 2, 0] }, spec: sampleSpec([2, 3, 4]) },
      { configuration: { order: [0, 1, 2] }, spec: sampleSpec([2, 3, 4]) },
    ].map((one) => ({ ...one })),
    invalid: [
      { configuration: undefined, spec: sampleSpec([2, 3]) },
      { configuration: {}, spec: sampleSpec([2, 3]) },
      { configuration: { order: "F" }, spec: sampleSpec([2, 3]) },
      { configuration: { order: "C" }, spec: sampleSpec([2, 3]) },
      { configuration: { order: [0] }, spec: sampleSpec([2, 3]) },
      { configuration: { order: [0, 1, 2] }, spec: sampleSpec([2, 3]) },
      { configuration: { order: [0, 0] }, spec: sampleSpec([2, 3]) },
      { configuration: { order: [1, 2] }, spec: sampleSpec([2, 3]) },
      { configuration: { order: [-1, 0] }, spec: sampleSpec([2, 3]) },
      { configuration: { order: [0.5, 1] }, spec: sampleSpec([2, 3]) },
      { configuration: { order: ["0", "1"] }, spec: sampleSpec([2, 3]) },
      { configuration: { order: [1, 0], extra: 1 }, spec: sampleSpec([2, 3]) },
    ],
  },
);

async function create(order: readonly number[]): Promise<ArrayToArrayCodec> {
  const codec = await createCodec(transpose, { configuration: { order }, spec: sampleSpec(order.map(() => 2)) });
  assert(codec.kind === "array_to_array");
  return codec;
}

describe("axes", () => {
  test("axis i of the encoded chunk is axis order[i] of the decoded one", async () => {
    const codec = await create([2, 0, 1]);
    const spec = sampleSpec([2, 3, 4], uint8);
    expect(codec.encodedSpec(spec).shape).toEqual([4, 2, 3]);
    const elements = Uint8Array.from({ length: 24 }, (_, i) => i);
    const encoded = await codec.encode({ elements, shape: [2, 3, 4], stride: [12, 4, 1], offset: 0 }, spec);
    // Element (k, i, j) of the encoded chunk is element (i, j, k) = 12 i + 4 j + k.
    const expected: string[] = [];
    for (let k = 0; k < 4; k++)
      for (let i = 0; i < 2; i++) for (let j = 0; j < 3; j++) expected.push(`[${12 * i + 4 * j + k}]`);
    expect(elementList(encoded, uint8)).toEqual(expected);
  });

  test("no element is copied, in either direction", async () => {
    const codec = await create([1, 0]);
    const spec = sampleSpec([2, 3], uint8);
    const chunk = sampleChunk(spec, 1);
    const encoded = await codec.encode(chunk, spec);
    expect(encoded.elements).toBe(chunk.elements);
    expect(codec.strided).toBe(true);
    expect(await codec.decode(encoded, spec)).toEqual(chunk);
  });

  test("rank 0 has one permutation", async () => {
    const codec = await create([]);
    const spec = sampleSpec([], uint8);
    expect(codec.encodedSpec(spec)).toEqual(spec);
  });

  test("any permutation is undone, for any strides", async () => {
    const cases = fc
      .array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 5 })
      .chain((shape) =>
        fc.tuple(fc.constant(shape), fc.shuffledSubarray([...shape.keys()], { minLength: shape.length })),
      );
    await fc.assert(
      fc.asyncProperty(cases, async ([shape, order]) => {
        const codec = await createCodec(transpose, { configuration: { order }, spec: sampleSpec(shape) });
        assert(codec.kind === "array_to_array");
        const spec = sampleSpec(shape, uint8);
        const chunk = sampleChunk(spec, 3);
        const encoded = await codec.encode(chunk, spec);
        expect(encoded.shape).toEqual(order.map((axis) => shape[axis]));
        expect(await codec.decode(encoded, spec)).toEqual(chunk);
      }),
    );
  });

  test("variable-length elements and the fill value pass through", async () => {
    const codec = await create([1, 0]);
    const string = sampleDataType("string", undefined);
    const spec = { shape: [1, 2], dataType: string, fillValue: ["fill"] };
    expect(codec.encodedSpec(spec)).toEqual({ shape: [2, 1], dataType: string, fillValue: ["fill"] });
    const chunk = { elements: ["a", "b"], shape: [1, 2], stride: [2, 1], offset: 0 };
    expect(await codec.encode(chunk, spec)).toEqual({ elements: ["a", "b"], shape: [2, 1], stride: [1, 2], offset: 0 });
  });

  test("a chunk of another rank is refused", async () => {
    const codec = await create([1, 0]);
    expect(() => codec.encodedSpec(sampleSpec([2]))).toThrow(/2 dimensions, found a chunk of 1/);
    expect(() => codec.decode(sampleChunk(sampleSpec([2, 2, 2]), 1), sampleSpec([2, 2]))).toThrow(/found a chunk of 3/);
  });
});
