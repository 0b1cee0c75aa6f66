import { expect, test } from "vitest";
import { float16Container } from "../src/float/float16-array.ts";
import type { Complex, Float16Data } from "../src/index.ts";
import { conformance, neverNumbers } from "./conformance.ts";
import { v2, v3 } from "./resolve.ts";

const { NaN: nan, POSITIVE_INFINITY: infinity, NEGATIVE_INFINITY: negativeInfinity } = Number;
const floats = [
  { name: "float16", size: 2, nan: "0x7e00", payload: "0x7e01", other: "0xfe00", largest: 65504 },
  { name: "float32", size: 4, nan: "0x7fc00000", payload: "0x7fc00001", other: "0xffc00000", largest: 2 ** 127 },
  {
    name: "float64",
    size: 8,
    nan: "0x7ff8000000000000",
    payload: "0x7ff0000000000001",
    other: "0xfff8000000000000",
    largest: Number.MAX_VALUE,
  },
] as const;

for (const { name, size, nan: quiet, payload, other, largest } of floats) {
  conformance<number, unknown>({
    name,
    dataType: () => v3(name),
    scalars: [0, -0, 1.5, -2048, largest, -largest, infinity, negativeInfinity, nan],
    accepted: [
      [1n, 1],
      [-2048n, -2048],
      [0.1, size === 2 ? 0.0999755859375 : size === 4 ? Math.fround(0.1) : 0.1],
      ...(size < 8 ? [[1e300, infinity] as const, [-1e300, negativeInfinity] as const] : []),
    ],
    rejected: [...neverNumbers, true, "NaN", 2n ** 53n + 1n, 10n ** 400n],
    fillValues: [
      { json: 1.5, scalar: 1.5 },
      { json: 0, scalar: 0 },
      { json: -0, scalar: -0 },
      { json: "NaN", scalar: nan },
      { json: nan, written: "NaN" },
      { json: "Infinity", scalar: infinity },
      { json: infinity, written: "Infinity" },
      { json: "-Infinity", scalar: negativeInfinity },
      { json: payload, zarrFormat: 3, scalar: nan },
      { json: other, zarrFormat: 3, scalar: nan },
      { json: quiet, zarrFormat: 3, written: "NaN" },
      { json: quiet.toUpperCase().replace("X", "x"), zarrFormat: 3, written: "NaN" },
      { json: `0x8${"0".repeat(2 * size - 1)}`, zarrFormat: 3, written: -0, scalar: -0 },
    ],
    rejectedFillValues: [
      ...["nan", "inf", "+Infinity", "", "1", null, true, [1], {}, "0x", `${payload}0`, payload.slice(0, -1)].map(
        (json) => ({ json }),
      ),
      { json: `0x${"g".repeat(2 * size)}` },
      { json: payload, zarrFormat: 2 },
      ...(size === 2 ? [] : [{ json: "0x7fc0" }]),
    ],
    foreignData: [[1, 2], new Uint8Array(8), new Int16Array(4), size === 4 ? new Float64Array(1) : new Float32Array(2)],
  });

  test(`${name} keeps the bits of NaN fill values`, async () => {
    const dataType = await v3(name);
    const hex = (json: string): string => {
      const word = dataType.fillValueFromJson(json, 3) as Uint8Array;
      return `0x${Array.from(word, (byte) => byte.toString(16).padStart(2, "0"))
        .reverse()
        .join("")}`;
    };
    for (const bits of [quiet, payload, other]) {
      expect(hex(bits)).toBe(bits);
    }
    expect(hex("NaN")).toBe(quiet);
    const packed = new Uint8Array(size);
    dataType.pack(-nan, packed, 0);
    expect(packed).toEqual(dataType.fillValueFromJson("NaN", 3));
    // Version 2 has one NaN.
    expect(dataType.fillValueToJson(dataType.fillValueFromJson(payload, 3), 2)).toBe("NaN");
  });

  test(`${name} is spelled as numpy does`, async () => {
    expect((await v2(`>f${size}`)).v2).toEqual({ dtype: `>f${size}` });
    expect((await v2(`>f${size}`)).endian).toBe("big");
    expect((await v2(`<f${size}`)).endian).toBe("little");
    expect((await v3(name)).v2).toEqual({ dtype: `<f${size}` });
    await expect(v2(`|f${size}`)).rejects.toThrow();
  });
}

const complexes = [
  { name: "complex64", size: 4, data: Float32Array, alias: "complex_float32" },
  { name: "complex128", size: 8, data: Float64Array, alias: "complex_float64" },
] as const;

for (const { name, size, data, alias } of complexes) {
  conformance<Complex, unknown>({
    name,
    dataType: () => v3(name),
    scalars: [
      [0, 0],
      [1.5, -2],
      [-0, nan],
      [infinity, negativeInfinity],
    ],
    accepted: [
      [{ re: 1, im: 2 }, [1, 2]],
      [3, [3, 0]],
      [4n, [4, 0]],
    ],
    rejected: [undefined, null, "1", {}, [], [1], [1, 2, 3], ["1", 2], [1, null], { re: 1 }, { re: 1, im: "2" }, true],
    fillValues: [
      { json: [0, 0] },
      { json: [1.5, -2], scalar: [1.5, -2] },
      { json: ["NaN", "-Infinity"], scalar: [nan, negativeInfinity] },
      ...(size === 4
        ? [{ json: ["0x3f800000", "NaN"], zarrFormat: 3 as const, written: [1, "NaN"] }]
        : [{ json: ["0x7ff8000000000001", -0], zarrFormat: 3 as const }]),
    ],
    rejectedFillValues: [0, "NaN", [1], [1, 2, 3], [1, "x"], null, { re: 1, im: 2 }].map((json) => ({ json })),
    foreignData: [[1, 2], new Uint8Array(16), size === 4 ? new Float64Array(2) : new Float32Array(4)],
  });

  test(`${name} shows its parts interleaved`, async () => {
    const dataType = await v3<Complex, Float32Array>(name);
    expect(await v3(alias)).toBe(dataType);
    expect(dataType.wordSizes).toBe(size);
    const elements = new Uint8Array(4 * size);
    dataType.pack([1, 2], elements, 0);
    dataType.pack([3, 4], elements, 1);
    const shown = dataType.view(elements);
    expect(shown).toBeInstanceOf(data);
    expect([...shown]).toEqual([1, 2, 3, 4]);
    expect(() => dataType.elementsOf(new data(3))).toThrow(RangeError);
    expect((await v2(`>c${2 * size}`)).endian).toBe("big");
  });
}

test("float16 data indexes like an array, with or without one on the host", async () => {
  const elements = new Uint8Array(8);
  const float16 = await v3<number, Float16Data>("float16");
  const ofHost = float16.view(elements);
  const standIn = float16Container(undefined).view(elements);
  for (const data of [ofHost, standIn]) {
    data[1] = 1.5;
    data[9] = 3;
    expect(data.length).toBe(4);
    expect([data[0], data[1], data[4], data.at(-3), data.at(9)]).toEqual([0, 1.5, undefined, 1.5, undefined]);
    data.set([0.25, 0.5], 2);
    expect([...data]).toEqual([0, 1.5, 0.25, 0.5]);
    expect(() => data.set([1, 2], 3)).toThrow(RangeError);
    expect(float16.elementsOf(data)?.length).toBe(8);
  }
  expect(float16.unpack(elements, 1)).toBe(1.5);
});

test("float16 data is the host's array where there is one", () => {
  class Float16Array {
    readonly place: readonly unknown[];
    constructor(...place: readonly unknown[]) {
      this.place = place;
    }
  }
  const elements = new Uint8Array(16).subarray(4, 10);
  const data = float16Container(Float16Array as never).view(elements) as unknown as Float16Array;
  expect(data.place).toEqual([elements.buffer, 4, 3]);
});
