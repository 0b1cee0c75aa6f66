import type { DataType, Extension } from "@zarrkit/core/contract";

/** `int8`: an integer of 8 bits. */
export type Int8DataType = DataType<number, Int8Array>;
/** `int16`: an integer of 16 bits. */
export type Int16DataType = DataType<number, Int16Array>;
/** `int32`: an integer of 32 bits. */
export type Int32DataType = DataType<number, Int32Array>;
/** `int64`: an integer of 64 bits. */
export type Int64DataType = DataType<bigint, BigInt64Array>;
/** `uint8`: an integer from 0 on of 8 bits. */
export type Uint8DataType = DataType<number, Uint8Array>;
/** `uint16`: an integer from 0 on of 16 bits. */
export type Uint16DataType = DataType<number, Uint16Array>;
/** `uint32`: an integer from 0 on of 32 bits. */
export type Uint32DataType = DataType<number, Uint32Array>;
/** `uint64`: an integer from 0 on of 64 bits. */
export type Uint64DataType = DataType<bigint, BigUint64Array>;

/** `int8`, v2 `|i1`, shown as a `Int8Array`. */
export const int8: Extension<"data_type", "int8"> = {
  point: "data_type",
  name: "int8",
  v2: /^[<>|]i1$/,
  load: () => import("./integer/integer.ts").then((m) => m.int8),
};

/** `int16`, v2 `<i2`, shown as a `Int16Array`. */
export const int16: Extension<"data_type", "int16"> = {
  point: "data_type",
  name: "int16",
  v2: /^[<>]i2$/,
  load: () => import("./integer/integer.ts").then((m) => m.int16),
};

/** `int32`, v2 `<i4`, shown as a `Int32Array`. */
export const int32: Extension<"data_type", "int32"> = {
  point: "data_type",
  name: "int32",
  v2: /^[<>]i4$/,
  load: () => import("./integer/integer.ts").then((m) => m.int32),
};

/** `int64`, v2 `<i8`, shown as a `BigInt64Array`. */
export const int64: Extension<"data_type", "int64"> = {
  point: "data_type",
  name: "int64",
  v2: /^[<>]i8$/,
  load: () => import("./integer/integer.ts").then((m) => m.int64),
};

/** `uint8`, v2 `|u1`, shown as a `Uint8Array`. */
export const uint8: Extension<"data_type", "uint8"> = {
  point: "data_type",
  name: "uint8",
  v2: /^[<>|]u1$/,
  load: () => import("./integer/integer.ts").then((m) => m.uint8),
};

/** `uint16`, v2 `<u2`, shown as a `Uint16Array`. */
export const uint16: Extension<"data_type", "uint16"> = {
  point: "data_type",
  name: "uint16",
  v2: /^[<>]u2$/,
  load: () => import("./integer/integer.ts").then((m) => m.uint16),
};

/** `uint32`, v2 `<u4`, shown as a `Uint32Array`. */
export const uint32: Extension<"data_type", "uint32"> = {
  point: "data_type",
  name: "uint32",
  v2: /^[<>]u4$/,
  load: () => import("./integer/integer.ts").then((m) => m.uint32),
};

/** `uint64`, v2 `<u8`, shown as a `BigUint64Array`. */
export const uint64: Extension<"data_type", "uint64"> = {
  point: "data_type",
  name: "uint64",
  v2: /^[<>]u8$/,
  load: () => import("./integer/integer.ts").then((m) => m.uint64),
};
