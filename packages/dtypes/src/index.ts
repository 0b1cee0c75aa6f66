/**
 * Every data type of Zarr v2 and v3 that this package implements, as descriptors: the code behind one is loaded when an
 * array names it.
 *
 * @module
 */
import type { Extension } from "@zarrkit/core/contract";
import { bool } from "./bool.ts";
import { nullTerminatedBytes, rawBits, rawBytes, variableLengthBytes } from "./bytes.ts";
import { complex64, complex128 } from "./complex.ts";
import { datetime64, timedelta64 } from "./datetime.ts";
import { float16, float32, float64 } from "./float.ts";
import { int8, int16, int32, int64, uint8, uint16, uint32, uint64 } from "./integer.ts";
import {
  bfloat16,
  complexBfloat16,
  complexFloat4E2m1fn,
  complexFloat6E2m3fn,
  complexFloat6E3m2fn,
  complexFloat8E3m4,
  complexFloat8E4m3,
  complexFloat8E4m3b11fnuz,
  complexFloat8E4m3fnuz,
  complexFloat8E5m2,
  complexFloat8E5m2fnuz,
  complexFloat8E8m0fnu,
  complexFloat16,
  float4E2m1fn,
  float6E2m3fn,
  float6E3m2fn,
  float8E3m4,
  float8E4m3,
  float8E4m3b11fnuz,
  float8E4m3fn,
  float8E4m3fnuz,
  float8E5m2,
  float8E5m2fnuz,
  float8E8m0fnu,
  int2,
  int4,
  uint2,
  uint4,
} from "./low-bit.ts";
import { object } from "./object.ts";
import { fixedLengthUtf32, string } from "./string.ts";
import { struct } from "./struct.ts";

export type {
  Complex,
  DataOf,
  DataTypeMap,
  DataTypeName,
  ElementView,
  Float16Data,
  NumberView,
  ScalarMap,
  ScalarOf,
  StructValue,
} from "@zarrkit/core/contract";
export type { BoolDataType } from "./bool.ts";
export type { NullTerminatedBytesDataType, RawBytesDataType, VariableLengthBytesDataType } from "./bytes.ts";
export type { Complex64DataType, Complex128DataType } from "./complex.ts";
export type { Datetime64DataType, Timedelta64DataType, TimeUnit } from "./datetime.ts";
export type { Float16DataType, Float32DataType, Float64DataType } from "./float.ts";
export type {
  Int8DataType,
  Int16DataType,
  Int32DataType,
  Int64DataType,
  Uint8DataType,
  Uint16DataType,
  Uint32DataType,
  Uint64DataType,
} from "./integer.ts";
export type {
  ComplexFloat16DataType,
  LowBitComplexDataType,
  LowBitFloatDataType,
  LowBitIntegerDataType,
} from "./low-bit.ts";
export type { ObjectDataType } from "./object.ts";
export type { FixedLengthUtf32DataType, StringDataType } from "./string.ts";
export type { StructDataType } from "./struct.ts";
export {
  bfloat16,
  bool,
  complex64,
  complex128,
  complexBfloat16,
  complexFloat4E2m1fn,
  complexFloat6E2m3fn,
  complexFloat6E3m2fn,
  complexFloat8E3m4,
  complexFloat8E4m3,
  complexFloat8E4m3b11fnuz,
  complexFloat8E4m3fnuz,
  complexFloat8E5m2,
  complexFloat8E5m2fnuz,
  complexFloat8E8m0fnu,
  complexFloat16,
  datetime64,
  fixedLengthUtf32,
  float4E2m1fn,
  float6E2m3fn,
  float6E3m2fn,
  float8E3m4,
  float8E4m3,
  float8E4m3b11fnuz,
  float8E4m3fn,
  float8E4m3fnuz,
  float8E5m2,
  float8E5m2fnuz,
  float8E8m0fnu,
  float16,
  float32,
  float64,
  int2,
  int4,
  int8,
  int16,
  int32,
  int64,
  nullTerminatedBytes,
  object,
  rawBits,
  rawBytes,
  string,
  struct,
  timedelta64,
  uint2,
  uint4,
  uint8,
  uint16,
  uint32,
  uint64,
  variableLengthBytes,
};

/** All of them, for a registry. */
export const dataTypes: readonly Extension<"data_type">[] = [
  bool,
  int8,
  int16,
  int32,
  int64,
  uint8,
  uint16,
  uint32,
  uint64,
  float16,
  float32,
  float64,
  complex64,
  complex128,
  string,
  fixedLengthUtf32,
  variableLengthBytes,
  nullTerminatedBytes,
  rawBytes,
  rawBits,
  datetime64,
  timedelta64,
  struct,
  int2,
  int4,
  uint2,
  uint4,
  bfloat16,
  float4E2m1fn,
  float6E2m3fn,
  float6E3m2fn,
  float8E3m4,
  float8E4m3,
  float8E4m3fn,
  float8E4m3b11fnuz,
  float8E4m3fnuz,
  float8E5m2,
  float8E5m2fnuz,
  float8E8m0fnu,
  complexFloat16,
  complexBfloat16,
  complexFloat4E2m1fn,
  complexFloat6E2m3fn,
  complexFloat6E3m2fn,
  complexFloat8E3m4,
  complexFloat8E4m3,
  complexFloat8E4m3b11fnuz,
  complexFloat8E4m3fnuz,
  complexFloat8E5m2,
  complexFloat8E5m2fnuz,
  complexFloat8E8m0fnu,
  object,
];
