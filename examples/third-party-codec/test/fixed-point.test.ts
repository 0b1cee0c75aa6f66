import assert from "node:assert/strict";
import { test } from "node:test";
import { createDataType, dataTypeConformance } from "@zarrkit/testkit/data-type";
import { fixedPoint } from "../src/index.ts";

const metadata = (fraction_bits: number) => ({ name: "example.fixed_point", configuration: { fraction_bits } });

dataTypeConformance(
  { test },
  {
    name: "fixed point with 8 binary places",
    dataType: () => createDataType(fixedPoint, metadata(8)),
    extension: fixedPoint,
    invalid: [
      "example.fixed_point",
      metadata(-1),
      metadata(32),
      metadata(0.5),
      { name: "example.fixed_point", configuration: { fraction_bits: 8, signed: false } },
    ],
    scalars: [0, 1, -1, 0.5, -0.00390625, 8388607.99609375, -8388608],
    accepted: [
      [0.1, 0.1015625],
      [-0.001, 0],
    ],
    rejected: [8388608, -8388609, Number.NaN, Number.POSITIVE_INFINITY, "1", 1n, null, undefined],
    fillValues: [{ json: 0 }, { json: -2.5, scalar: -2.5 }],
    rejectedFillValues: [{ json: 0.1 }, { json: "0" }, { json: null }, { json: 2 ** 40 }],
    foreignData: [[1], new Int32Array(1), new Float64Array(1)],
  },
);

test("elements are integers in the host's byte order, whatever the number of places", async () => {
  for (const [places, integer] of [
    [0, 3],
    [8, 768],
    [20, 3145728],
  ] as const) {
    const dataType = await createDataType(fixedPoint, metadata(places));
    const elements = new Uint8Array(4);
    dataType.pack(3, elements, 0);
    assert.equal(new Int32Array(elements.buffer)[0], integer);
  }
});
