/**
 * The IEEE 754 binary floating-point types: `float32`, `float64`, and `float16` beside them.
 *
 * Numbers are rounded to nearest, ties to even, and become infinite beyond the range, as numpy has it.
 * Fill values keep the bits of a NaN: `"NaN"` is the quiet one without payload, others are hex.
 *
 * Source: zarr v3 core, "Data types" and "Fill value"; v2 spellings `<f2` to `>f8`.
 *
 * @module
 */
import type { DataTypeFactory } from "@zarrkit/core/contract";
import { typedArray } from "../foundation.ts";
import { floatFactory } from "./float-data-type.ts";
import { float32Format, float64Format } from "./float-format.ts";

export const float32: DataTypeFactory = floatFactory(float32Format, typedArray(Float32Array, ["Float32Array"]));
export const float64: DataTypeFactory = floatFactory(float64Format, typedArray(Float64Array, ["Float64Array"]));
