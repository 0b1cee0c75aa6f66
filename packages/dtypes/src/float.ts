import type { DataType, Extension, Float16Data } from "@zarrkit/core/contract";

/** `float16`: a float of 16 bits. */
export type Float16DataType = DataType<number, Float16Data>;
/** `float32`: a float of 32 bits. */
export type Float32DataType = DataType<number, Float32Array>;
/** `float64`: a float of 64 bits. */
export type Float64DataType = DataType<number, Float64Array>;

/** `float16`, v2 `<f2`, shown as a `Float16Array`, or a view that indexes alike where the host has none. */
export const float16: Extension<"data_type", "float16"> = {
  point: "data_type",
  name: "float16",
  v2: /^[<>]f2$/,
  load: () => import("./float/float16.ts").then((m) => m.float16),
};

/** `float32`, v2 `<f4`, shown as a `Float32Array`. */
export const float32: Extension<"data_type", "float32"> = {
  point: "data_type",
  name: "float32",
  v2: /^[<>]f4$/,
  load: () => import("./float/float.ts").then((m) => m.float32),
};

/** `float64`, v2 `<f8`, shown as a `Float64Array`. */
export const float64: Extension<"data_type", "float64"> = {
  point: "data_type",
  name: "float64",
  v2: /^[<>]f8$/,
  load: () => import("./float/float.ts").then((m) => m.float64),
};
