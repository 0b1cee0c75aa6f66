import type { Complex, DataType, Extension } from "@zarrkit/core/contract";

export type { Complex } from "@zarrkit/core/contract";
/** `complex64`: two floats of 32 bits, in turns in a `Float32Array`. */
export type Complex64DataType = DataType<Complex, Float32Array>;
/** `complex128`: two floats of 64 bits, in turns in a `Float64Array`. */
export type Complex128DataType = DataType<Complex, Float64Array>;

/** `complex64`, v2 `<c8`: real and imaginary part interleaved in a `Float32Array`. */
export const complex64: Extension<"data_type", "complex64"> = {
  point: "data_type",
  name: "complex64",
  aliases: ["complex_float32"],
  v2: /^[<>]c8$/,
  load: () => import("./complex/complex.ts").then((m) => m.complex64),
};

/** `complex128`, v2 `<c16`: real and imaginary part interleaved in a `Float64Array`. */
export const complex128: Extension<"data_type", "complex128"> = {
  point: "data_type",
  name: "complex128",
  aliases: ["complex_float64"],
  v2: /^[<>]c16$/,
  load: () => import("./complex/complex.ts").then((m) => m.complex128),
};
