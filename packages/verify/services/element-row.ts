import type { Meaning } from "./wire.ts";

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** A data type of the compatibility matrix: a row of its tables. */
export interface ElementRow {
  readonly name: string;
  /** The v3 `data_type`. */
  readonly v3?: Json;
  /** The v2 `dtype`, little-endian, and what the objects of `"|O"` are stored with. */
  readonly v2?: Json;
  readonly objectCodec?: string;
  /** The v3 array-to-bytes codec. `"bytes"` by default. */
  readonly serializer?: "bytes" | "vlen-utf8" | "vlen-bytes";
  /** False where there is no byte order to choose. */
  readonly hasByteOrder: boolean;
  readonly meaning: Meaning;
  /** Elements, the extreme ones of the type among them. */
  readonly values: readonly unknown[];
  /** Elements that arithmetic leaves in range. Absent for types without arithmetic. */
  readonly tame?: readonly unknown[];
  readonly fill: unknown;
  /** numpy's type of small arrays that are elements. */
  readonly items?: string;
}

const hex = (text: string): Uint8Array =>
  Uint8Array.from({ length: text.length / 2 }, (_, i) => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16));
const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

const integer = (name: string, v2: string, bits: number): ElementRow => {
  const signed = name.startsWith("i");
  const wide = bits === 64;
  const min = signed ? -(1n << BigInt(bits - 1)) : 0n;
  const max = (1n << BigInt(signed ? bits - 1 : bits)) - 1n;
  const as = (value: bigint): unknown => (wide ? value : Number(value));
  const small = bits < 8;
  return {
    name,
    v3: name,
    ...(v2 === "" ? {} : { v2 }),
    hasByteOrder: bits > 8,
    meaning: "integer",
    values: [min, max, 0n, 1n, max - 1n, min + 1n].map(as),
    tame: (small ? [0n, 1n, 1n, 0n] : [3n, 0n, 7n, 7n, 1n, 50n]).map(as),
    fill: as(1n),
  };
};

const float = (name: string, v2: string, values: readonly number[], wide = false): ElementRow => ({
  name,
  v3: name,
  ...(v2 === "" ? {} : { v2 }),
  hasByteOrder: wide,
  meaning: "float",
  values,
  tame: name === "float8_e8m0fnu" ? [1, 2, 4, 1] : [1, 0, 3, 2, 1.5],
  fill: 1,
});

const complex = (name: string, v2: string, values: readonly number[], wide: boolean): ElementRow => ({
  name,
  v3: name,
  ...(v2 === "" ? {} : { v2 }),
  hasByteOrder: wide,
  meaning: "complex",
  values: values.map((value, i) => [value, values[(i * 3 + 1) % values.length]]),
  tame: [
    [1, 2],
    [2, 1],
    [1.5, 4],
  ],
  fill: [1, 2],
});

const time = (kind: "datetime64" | "timedelta64", letter: string, unit: string, scale: number): ElementRow => ({
  name: `${kind}[${scale === 1 ? "" : scale}${unit}]`,
  v3: { name: `numpy.${kind}`, configuration: { unit, scale_factor: scale } },
  v2: `<${letter}8[${scale === 1 ? "" : scale}${unit}]`,
  hasByteOrder: true,
  meaning: "integer",
  values: [-(1n << 63n), (1n << 63n) - 1n, 0n, -1n, 1_700_000_000n],
  fill: -(1n << 63n),
});

const subnormal = { float16: 2 ** -24, float32: 2 ** -149, float64: 5e-324 };
const half = [0, -0, 1, -65504, subnormal.float16, nan, infinity, -infinity, 1.5];
const single = [0, -0, 1.5, -3.4028234663852886e38, subnormal.float32, nan, infinity, -infinity];
const double = [0, -0, 0.1, -1.7976931348623157e308, subnormal.float64, nan, infinity, -infinity];

/** Formats of 4 to 16 bits: some of what each can hold. */
const small: Readonly<Record<string, readonly number[]>> = {
  bfloat16: [0, -0, 1.5, -3.3895313892515355e38, nan, infinity, -infinity],
  float4_e2m1fn: [0, -0, 0.5, 1.5, 6, -6],
  float6_e2m3fn: [0, -0, 0.125, 1, 7.5, -7.5],
  float6_e3m2fn: [0, -0, 0.0625, 1, 28, -28],
  float8_e3m4: [0, -0, 1, 0.015625, 15.5, -15.5, nan, infinity, -infinity],
  float8_e4m3: [0, -0, 1, 0.001953125, 240, -240, nan, infinity, -infinity],
  float8_e4m3fn: [0, -0, 1, 0.001953125, 448, -448, nan],
  float8_e4m3b11fnuz: [0, 1, -1, 30, -30, nan],
  float8_e4m3fnuz: [0, 1, -1, 240, -240, nan],
  float8_e5m2: [0, -0, 1, 57344, -57344, nan, infinity, -infinity],
  float8_e5m2fnuz: [0, 1, -1, 57344, -57344, nan],
  float8_e8m0fnu: [1, 2, 0.5, 2 ** 127, 2 ** -127, nan],
};

const point: Json = { name: "struct", configuration: { fields: [{ name: "x", data_type: "float32" }] } };

/** Every data type of the library, in the order of the tables. */
export const elementRows: readonly ElementRow[] = [
  {
    name: "bool",
    v3: "bool",
    v2: "|b1",
    hasByteOrder: false,
    meaning: "bool",
    values: [true, false, true, true, false],
    tame: [true, false, true, true, false],
    fill: true,
  },
  integer("int8", "|i1", 8),
  integer("int16", "<i2", 16),
  integer("int32", "<i4", 32),
  integer("int64", "<i8", 64),
  integer("uint8", "|u1", 8),
  integer("uint16", "<u2", 16),
  integer("uint32", "<u4", 32),
  integer("uint64", "<u8", 64),
  float("float16", "<f2", half, true),
  float("float32", "<f4", single, true),
  float("float64", "<f8", double, true),
  complex("complex64", "<c8", single, true),
  complex("complex128", "<c16", double, true),
  {
    name: "string",
    v3: "string",
    v2: "|O",
    objectCodec: "vlen-utf8",
    serializer: "vlen-utf8",
    hasByteOrder: false,
    meaning: "text",
    values: ["", "a", "grüße, 世界", "\u{1F600}", "a\0b", "\0", "x".repeat(300)],
    fill: "fehlt",
  },
  {
    name: "fixed_length_utf32",
    v3: { name: "fixed_length_utf32", configuration: { length_bytes: 20 } },
    v2: "<U5",
    hasByteOrder: true,
    meaning: "text",
    values: ["", "a", "größe", "\u{1F600}\u{10FFFF}", "a\0b", "abcde"],
    fill: "né",
  },
  {
    name: "variable_length_bytes",
    v3: "variable_length_bytes",
    v2: "|O",
    objectCodec: "vlen-bytes",
    serializer: "vlen-bytes",
    hasByteOrder: false,
    meaning: "bytes",
    values: ["", "00", "ff00ff", "616263", "ab".repeat(300)].map(hex),
    fill: hex("00fe"),
  },
  {
    name: "null_terminated_bytes",
    v3: { name: "null_terminated_bytes", configuration: { length_bytes: 5 } },
    v2: "|S5",
    hasByteOrder: false,
    meaning: "bytes",
    values: ["", "61", "ff0001", "6162636465"].map(hex),
    fill: hex("6b"),
  },
  {
    name: "raw_bytes",
    v3: { name: "raw_bytes", configuration: { length_bytes: 3 } },
    v2: "|V3",
    hasByteOrder: false,
    meaning: "bytes",
    values: ["000000", "ff00ff", "010203", "800000"].map(hex),
    fill: hex("0a0b0c"),
  },
  {
    name: "r24",
    v3: "r24",
    hasByteOrder: false,
    meaning: "bytes",
    values: ["000000", "ff00ff", "010203", "800000"].map(hex),
    fill: hex("0a0b0c"),
  },
  time("datetime64", "M", "s", 1),
  time("datetime64", "M", "ns", 1),
  time("datetime64", "M", "D", 1),
  time("datetime64", "M", "us", 10),
  time("timedelta64", "m", "ms", 1),
  time("timedelta64", "m", "h", 7),
  {
    name: "struct",
    v3: {
      name: "struct",
      configuration: {
        fields: [
          { name: "id", data_type: "int16" },
          { name: "größe", data_type: "float64" },
          { name: "ok", data_type: "bool" },
        ],
      },
    },
    v2: [
      ["id", "<i2"],
      ["größe", "<f8"],
      ["ok", "|b1"],
    ],
    hasByteOrder: true,
    meaning: { struct: { id: "integer", größe: "float", ok: "bool" } },
    values: double.map((value, i) => ({ id: i - 2, größe: value, ok: i % 2 === 0 })),
    fill: { id: -7, größe: 0.5, ok: true },
  },
  {
    name: "struct, nested",
    v3: {
      name: "struct",
      configuration: {
        fields: [
          { name: "p", data_type: point },
          { name: "t", data_type: { name: "numpy.datetime64", configuration: { unit: "s", scale_factor: 1 } } },
          { name: "s", data_type: { name: "fixed_length_utf32", configuration: { length_bytes: 8 } } },
        ],
      },
    },
    v2: [
      ["p", [["x", "<f4"]]],
      ["t", "<M8[s]"],
      ["s", "<U2"],
    ],
    hasByteOrder: true,
    meaning: { struct: { p: { struct: { x: "float" } }, t: "integer", s: "text" } },
    values: single.map((x, i) => ({ p: { x }, t: BigInt(i) * 1000n - 1n, s: ["", "é", "ab"][i % 3] })),
    fill: { p: { x: -1.5 }, t: -(1n << 63n), s: "-" },
  },
  ...["json2", "msgpack2"].map(
    (objectCodec): ElementRow => ({
      name: `object, ${objectCodec}`,
      v2: "|O",
      objectCodec,
      hasByteOrder: false,
      meaning: "json",
      values: ["", "tëxt", { a: [1, null, { b: false }] }, [], {}, true, 0.1, -7, null],
      fill: 0,
    }),
  ),
  {
    name: "object, vlen-array",
    v2: "|O",
    objectCodec: "vlen-array",
    hasByteOrder: false,
    meaning: { list: "integer" },
    values: [[], [1], [-5, 300, 7], [0, 0]].map((list) => Int16Array.from(list)),
    fill: [],
    items: "<i2",
  },
  // Version 2 spells these as tensorstore does: by their name.
  integer("int2", "int2", 2),
  integer("int4", "int4", 4),
  integer("uint2", "uint2", 2),
  integer("uint4", "uint4", 4),
  ...Object.entries(small).map(([name, values]) => float(name, name, values, name === "bfloat16")),
  complex("complex_float16", "", half, true),
  ...Object.entries(small)
    .filter(([name]) => name !== "float8_e4m3fn")
    .map(([name, values]) => complex(`complex_${name}`, "", values, name === "bfloat16")),
];
