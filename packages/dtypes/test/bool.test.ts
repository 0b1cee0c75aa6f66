import { expect, test } from "vitest";
import { conformance } from "./conformance.ts";
import { v2, v3 } from "./resolve.ts";

conformance<boolean, Uint8Array>({
  name: "bool",
  dataType: () => v3("bool"),
  scalars: [true, false],
  accepted: [
    [1, true],
    [0, false],
  ],
  rejected: [2, -1, 0.5, Number.NaN, 1n, "true", null, undefined, [true]],
  fillValues: [
    { json: true, scalar: true },
    { json: false, scalar: false },
    { json: 1, zarrFormat: 2, written: true },
    { json: 0, zarrFormat: 2, written: false },
  ],
  rejectedFillValues: [
    { json: 1, zarrFormat: 3 },
    { json: 0, zarrFormat: 3 },
    { json: 2 },
    { json: "true" },
    { json: null },
    { json: [true] },
  ],
  foreignData: [[true, false], new Int8Array(1), new Uint8ClampedArray(1), new Uint16Array(1)],
  normalized: [{ from: new Uint8Array([0, 2, 1, 255]), to: new Uint8Array([0, 1, 1, 1]) }],
});

test("bool refuses bytes other than 0 and 1 as data", async () => {
  const bool = await v3("bool");
  expect(() => bool.elementsOf(new Uint8Array([0, 1, 2]))).toThrow(/found 2 at position 2/);
});

test("bool has one v2 spelling, read with any order character", async () => {
  for (const dtype of ["|b1", "<b1", ">b1"]) {
    const bool = await v2(dtype);
    expect(bool.v2).toEqual({ dtype: "|b1" });
    expect(bool.endian).toBeUndefined();
  }
  expect((await v3("bool")).defaultSerializer).toEqual({ name: "bytes" });
});
