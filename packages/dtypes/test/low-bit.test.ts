import { expect, test } from "vitest";
import type { Complex, NumberView } from "../src/index.ts";
import { conformance, neverNumbers } from "./conformance.ts";
import { v2, v3 } from "./resolve.ts";

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

for (const { name, least, most, bits } of [
  { name: "int2", least: -2, most: 1, bits: 2 },
  { name: "int4", least: -8, most: 7, bits: 4 },
  { name: "uint2", least: 0, most: 3, bits: 2 },
  { name: "uint4", least: 0, most: 15, bits: 4 },
]) {
  const ones = (1 << bits) - 1;
  conformance<number, NumberView>({
    name,
    dataType: () => v3(name),
    scalars: [0, 1, least, most],
    accepted: [[BigInt(most), most]],
    rejected: [...neverNumbers, true, 0.5, nan, most + 1, least - 1, BigInt(most) + 1n],
    fillValues: [{ json: least, scalar: least }, { json: most }],
    rejectedFillValues: [most + 1, least - 1, 0.5, "1", null, true].map((json) => ({ json })),
    foreignData: [[1], new Int8Array(1), new Uint8Array(1), new Int16Array(1)],
  });

  test(`${name} ignores the upper bits of a byte and leaves them as they are`, async () => {
    const dataType = await v3(name);
    const stored = new Uint8Array([ones, ones | 0x40, 0xf0, 0x50]);
    expect([...(dataType.view(stored) as NumberView)]).toEqual(least < 0 ? [-1, -1, 0, 0] : [ones, ones, 0, 0]);
    expect(stored).toEqual(new Uint8Array([ones, ones | 0x40, 0xf0, 0x50]));
    expect((await v2(name)).metadata).toBe(name);
  });
}

for (const { name, scalars, rejected, quiet, hex } of [
  {
    name: "bfloat16",
    scalars: [0, -0, 1.5, -3, infinity, -infinity, nan],
    rejected: [],
    quiet: "0x7fc0",
    hex: "0x7fc1",
  },
  { name: "float8_e5m2", scalars: [0, -0, 1.5, 57344, infinity, nan], rejected: [], quiet: "0x7e", hex: "0x7d" },
  { name: "float8_e4m3", scalars: [0, -0, 240, infinity, nan], rejected: [], quiet: "0x7c", hex: "0x7d" },
  { name: "float8_e3m4", scalars: [0, 15.5, -infinity, nan], rejected: [], quiet: "0x78", hex: "0xf8" },
  { name: "float8_e4m3fn", scalars: [0, -0, 448, nan], rejected: [infinity, 500], quiet: "0x7f", hex: "0xff" },
  { name: "float8_e4m3fnuz", scalars: [0, 240, nan], rejected: [infinity, 300], quiet: "0x80" },
  { name: "float8_e5m2fnuz", scalars: [0, 57344, nan], rejected: [infinity], quiet: "0x80" },
  { name: "float8_e4m3b11fnuz", scalars: [0, 30, nan], rejected: [-infinity, 40], quiet: "0x80" },
  { name: "float8_e8m0fnu", scalars: [1, 2 ** -127, 2 ** 127, nan], rejected: [0, -1, infinity], quiet: "0xff" },
  { name: "float4_e2m1fn", scalars: [0, -0, 0.5, 6, -6], rejected: [nan, infinity, 7] },
  { name: "float6_e2m3fn", scalars: [0, -0, 0.125, 7.5], rejected: [nan, infinity, 8] },
  { name: "float6_e3m2fn", scalars: [0, -0, 0.0625, -28], rejected: [nan, infinity, 30] },
] as const) {
  const hasMask = quiet === undefined;
  conformance<number, NumberView>({
    name,
    dataType: () => v3(name),
    scalars,
    accepted: [[1n, 1]],
    rejected: [...neverNumbers, true, "NaN", 2n ** 60n + 1n, ...rejected],
    fillValues: [
      { json: 1, scalar: 1 },
      ...(quiet === undefined
        ? [{ json: "0x01", zarrFormat: 3 as const, written: scalars.find((value) => value > 0 && value < 1) as number }]
        : [
            { json: "NaN", scalar: nan },
            { json: quiet, zarrFormat: 3 as const, written: "NaN" },
          ]),
      ...(hex === undefined ? [] : [{ json: hex, zarrFormat: 3 as const, scalar: nan }]),
    ],
    rejectedFillValues: [
      ...["nan", null, true, [1], "0x", "0x123", "0x12345"].map((json) => ({ json })),
      ...rejected.filter(Number.isFinite).map((json) => ({ json })),
      ...(hasMask ? [{ json: "NaN" }, { json: "Infinity" }, { json: "0x40" }] : []),
      { json: "0x01", zarrFormat: 2 },
    ],
    foreignData: [[1], new Uint8Array(2), new Float32Array(2), new Uint16Array(1)],
    normalized: hasMask ? [{ from: new Uint8Array([0xc1]), to: new Uint8Array([0x01]) }] : [],
  });
}

test("complex numbers of small floats show their parts interleaved", async () => {
  for (const name of ["complex_bfloat16", "complex_float8_e5m2", "complex_float4_e2m1fn", "complex_float16"]) {
    const dataType = await v3<Complex, NumberView>(name);
    const size = dataType.itemSize as number;
    expect(dataType.wordSizes).toBe(size / 2);
    expect(dataType.v2).toBeUndefined();
    const elements = new Uint8Array(2 * size);
    dataType.pack([1, -2], elements, 0);
    dataType.pack({ re: 0.5, im: 4 }, elements, 1);
    expect([...dataType.view(elements)]).toEqual([1, -2, 0.5, 4]);
    expect(dataType.fillValueToJson(dataType.fillValueFromJson([1, -2], 3), 3)).toEqual([1, -2]);
  }
});

conformance<Complex, NumberView>({
  name: "complex_float6_e2m3fn",
  dataType: () => v3("complex_float6_e2m3fn"),
  scalars: [
    [0, -0],
    [1, 7.5],
  ],
  rejected: [[nan, 0], [0, 8], "1", [1]],
  fillValues: [{ json: [1, -2] }],
  rejectedFillValues: [1, ["NaN", 0], [0, 100]].map((json) => ({ json })),
  normalized: [{ from: new Uint8Array([0x41, 0x82]), to: new Uint8Array([1, 2]) }],
});

test("number views index like arrays", async () => {
  const dataType = await v3<number, NumberView>("bfloat16");
  const view = dataType.view(new Uint8Array(6));
  view[0] = 1.5;
  view[3] = 9;
  view.set([2, 3], 1);
  expect([view[0], view[1], view[2], view[3], view.length]).toEqual([1.5, 2, 3, undefined, 3]);
  expect([view.get(0), view.at(-1), view.at(3)]).toEqual([1.5, 3, undefined]);
  expect(() => view.set(3, 1)).toThrow(RangeError);
  expect(() => view.set([1, 2], 2)).toThrow(RangeError);
  expect(() => {
    view[0] = "1" as never;
  }).toThrow(TypeError);
  expect(view instanceof Object).toBe(true);
  expect(`${Object.prototype.toString.call(view)}`).toBe("[object Object]");
});

test("tensorstore's v2 spelling is little-endian", async () => {
  const bfloat16 = await v2("bfloat16");
  expect([bfloat16.endian, bfloat16.v2?.dtype]).toEqual(["little", "bfloat16"]);
  expect((await v2("float8_e4m3fn")).endian).toBeUndefined();
});
