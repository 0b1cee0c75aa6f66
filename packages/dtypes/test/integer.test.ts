import { expect, test } from "vitest";
import { conformance, neverNumbers } from "./conformance.ts";
import { v2, v3 } from "./resolve.ts";

const small = [
  { name: "int8", code: "i1", least: -128, most: 127, data: Int8Array },
  { name: "int16", code: "i2", least: -32768, most: 32767, data: Int16Array },
  { name: "int32", code: "i4", least: -2147483648, most: 2147483647, data: Int32Array },
  { name: "uint8", code: "u1", least: 0, most: 255, data: Uint8Array },
  { name: "uint16", code: "u2", least: 0, most: 65535, data: Uint16Array },
  { name: "uint32", code: "u4", least: 0, most: 4294967295, data: Uint32Array },
] as const;
const large = [
  { name: "int64", code: "i8", least: -(2n ** 63n), most: 2n ** 63n - 1n, data: BigInt64Array },
  { name: "uint64", code: "u8", least: 0n, most: 2n ** 64n - 1n, data: BigUint64Array },
] as const;
const containers = [
  Int8Array,
  Int16Array,
  Int32Array,
  Uint8Array,
  Uint16Array,
  Uint32Array,
  BigInt64Array,
  BigUint64Array,
  Float32Array,
  Float64Array,
];

for (const { name, least, most, data } of small) {
  conformance<number, unknown>({
    name,
    dataType: () => v3(name),
    scalars: [0, 1, least, most, 100],
    accepted: [
      [BigInt(most), most],
      [BigInt(least), least],
      [-0, 0],
    ],
    rejected: [
      ...neverNumbers,
      true,
      0.5,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      most + 1,
      least - 1,
      BigInt(most) + 1n,
      BigInt(least) - 1n,
      2 ** 64,
    ],
    fillValues: [{ json: 0 }, { json: least, scalar: least }, { json: most, scalar: most }, { json: -0, written: 0 }],
    rejectedFillValues: [most + 1, least - 1, 0.5, 2n ** 70n, Number.NaN, "1", "NaN", null, true, [0], {}].map(
      (json) => ({ json }),
    ),
    kindredData: name === "uint8" ? [new Uint8ClampedArray(3)] : [],
    foreignData: [[1, 2], ...containers.filter((kind) => kind !== data).map((kind) => new kind(8))],
  });
}

for (const { name, least, most, data } of large) {
  conformance<bigint, unknown>({
    name,
    dataType: () => v3(name),
    scalars: [0n, 1n, least, most, 2n ** 53n + 1n],
    accepted: [
      [7, 7n],
      [Number.MAX_SAFE_INTEGER, BigInt(Number.MAX_SAFE_INTEGER)],
    ],
    rejected: [...neverNumbers, true, 0.5, Number.NaN, 2 ** 53, -(2 ** 63), most + 1n, least - 1n],
    fillValues: [
      { json: 12 },
      { json: most, scalar: most },
      { json: least === 0n ? 0 : least, scalar: least },
      { json: 2n ** 53n, scalar: 2n ** 53n },
      { json: 5n, written: 5 },
    ],
    rejectedFillValues: [most + 1n, least - 1n, 0.5, 1e300, "1", null, true, [0]].map((json) => ({ json })),
    foreignData: [[1n, 2n], ...containers.filter((kind) => kind !== data).map((kind) => new kind(8))],
  });
}

test.each([...small, ...large])("$name is spelled as numpy does", async ({ name, code, data }) => {
  const size = Number(code[1]);
  const orders = size === 1 ? ["<", ">", "|"] : ["<", ">"];
  for (const order of orders) {
    const dataType = await v2(`${order}${code}`);
    expect(dataType.name).toBe(name);
    expect(dataType.v2).toEqual({ dtype: size === 1 ? `|${code}` : `${order}${code}` });
    expect(dataType.endian).toBe(size === 1 ? undefined : order === "<" ? "little" : "big");
    expect(dataType.wordSizes).toBe(size);
    expect(dataType.view(new Uint8Array(2 * size))).toBeInstanceOf(data);
  }
  await expect(v2(`${size === 1 ? "" : "|"}${code}`)).rejects.toThrow();
  const plain = await v3(name);
  expect(plain.endian).toBeUndefined();
  expect(plain.v2).toEqual({ dtype: size === 1 ? `|${code}` : `<${code}` });
  expect(plain.defaultSerializer).toEqual(
    size === 1 ? { name: "bytes" } : { name: "bytes", configuration: { endian: "little" } },
  );
  expect(await v3({ name, configuration: {} })).toBe(plain);
  await expect(v3({ name, configuration: { endian: "little" } })).rejects.toThrow(/no configuration/);
});

test("a number beyond the exact integers asks for a bigint", async () => {
  const int64 = await v3("int64");
  expect(() => int64.pack(2 ** 53, new Uint8Array(8), 0)).toThrow(/give a bigint/);
});

test("a Buffer is shown as a plain Uint8Array", async () => {
  class Subclass extends Uint8Array {}
  const data = (await v3<number, Uint8Array>("uint8")).view(new Subclass(4));
  expect(Object.getPrototypeOf(data)).toBe(Uint8Array.prototype);
});
