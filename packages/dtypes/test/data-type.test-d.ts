import type { AnyData, DataType, Extension } from "@zarrkit/core/contract";
import { expectTypeOf, test } from "vitest";
import type { Datetime64DataType } from "../src/datetime.ts";
import type {
  Complex,
  Complex64DataType,
  DataOf,
  DataTypeMap,
  ElementView,
  Float16Data,
  Float32DataType,
  float32,
  Int64DataType,
  NumberView,
  ScalarMap,
  ScalarOf,
  StringDataType,
  StructDataType,
  StructValue,
} from "../src/index.ts";
import type { ElementView as ElementViewClass, NumberView as NumberViewClass } from "../src/memory/element-view.ts";

test("containers by name", () => {
  expectTypeOf<DataTypeMap["float32"]>().toEqualTypeOf<Float32Array>();
  expectTypeOf<DataTypeMap["int64"]>().toEqualTypeOf<BigInt64Array>();
  expectTypeOf<DataOf<"bool">>().toEqualTypeOf<Uint8Array>();
  expectTypeOf<DataOf<"complex64">>().toEqualTypeOf<Float32Array>();
  expectTypeOf<DataOf<"float16">>().toEqualTypeOf<Float16Data>();
  expectTypeOf<DataOf<"string">>().toEqualTypeOf<string[]>();
  expectTypeOf<DataOf<"struct">>().toEqualTypeOf<ElementView<StructValue>>();
  expectTypeOf<DataOf<"r24">>().toEqualTypeOf<ElementView<Uint8Array>>();
  expectTypeOf<DataOf<"bfloat16">>().toEqualTypeOf<NumberView>();
  expectTypeOf<DataOf<"acme.money">>().toEqualTypeOf<AnyData>();
});

test("values by name", () => {
  expectTypeOf<ScalarOf<"bool">>().toEqualTypeOf<boolean>();
  expectTypeOf<ScalarOf<"int8">>().toEqualTypeOf<number>();
  expectTypeOf<ScalarOf<"uint64">>().toEqualTypeOf<bigint>();
  expectTypeOf<ScalarOf<"numpy.datetime64">>().toEqualTypeOf<bigint>();
  expectTypeOf<ScalarOf<"complex128">>().toEqualTypeOf<Complex>();
  expectTypeOf<ScalarOf<"complex_bfloat16">>().toEqualTypeOf<Complex>();
  expectTypeOf<ScalarOf<"string">>().toEqualTypeOf<string>();
  expectTypeOf<ScalarOf<"fixed_length_utf32">>().toEqualTypeOf<string>();
  expectTypeOf<ScalarOf<"variable_length_bytes">>().toEqualTypeOf<Uint8Array>();
  expectTypeOf<ScalarOf<"raw_bytes">>().toEqualTypeOf<Uint8Array>();
  expectTypeOf<ScalarOf<"r8">>().toEqualTypeOf<Uint8Array>();
  expectTypeOf<ScalarOf<"struct">>().toEqualTypeOf<StructValue>();
  expectTypeOf<ScalarOf<"float16">>().toEqualTypeOf<number>();
  expectTypeOf<ScalarOf<"float4_e2m1fn">>().toEqualTypeOf<number>();
  expectTypeOf<ScalarOf<"acme.money">>().toEqualTypeOf<unknown>();
  expectTypeOf<ScalarMap["int64"]>().toEqualTypeOf<bigint>();
});

test("data types say what they hold", () => {
  expectTypeOf<Float32DataType>().toEqualTypeOf<DataType<number, Float32Array>>();
  expectTypeOf<ReturnType<Int64DataType["view"]>>().toEqualTypeOf<BigInt64Array>();
  expectTypeOf<ReturnType<Complex64DataType["unpack"]>>().toEqualTypeOf<Complex>();
  expectTypeOf<ReturnType<StringDataType["view"]>>().toEqualTypeOf<string[]>();
  expectTypeOf<ReturnType<StructDataType["unpack"]>>().toEqualTypeOf<StructValue>();
  expectTypeOf<ReturnType<Datetime64DataType["view"]>>().toEqualTypeOf<BigInt64Array>();
  expectTypeOf<Float32DataType>().toExtend<DataType>();
  expectTypeOf<typeof float32>().toEqualTypeOf<Extension<"data_type", "float32">>();
});

test("the classes are what the map promises", () => {
  expectTypeOf<NumberViewClass>().toExtend<NumberView>();
  expectTypeOf<NumberViewClass>().toExtend<Float16Data>();
  expectTypeOf<ElementViewClass<string>>().toExtend<ElementView<string>>();
});
