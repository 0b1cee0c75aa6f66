import type { Complex, DataType, Extension, Float16Data, NumberView } from "@zarrkit/core/contract";

export type { NumberView } from "@zarrkit/core/contract";
/** Integers of 2 or 4 bits, one in each byte. */
export type LowBitIntegerDataType = DataType<number, NumberView>;
/** Floats of 4 to 16 bits. */
export type LowBitFloatDataType = DataType<number, NumberView>;
/** Pairs of them; the container holds real and imaginary part interleaved. */
export type LowBitComplexDataType = DataType<Complex, NumberView>;
/** `complex_float16`: two floats of 16 bits, in turns. */
export type ComplexFloat16DataType = DataType<Complex, Float16Data>;

/** `int2`: -2 to 1, one in each byte, shown as an `Int8Array`. */
export const int2: Extension<"data_type", "int2"> = {
  point: "data_type",
  name: "int2",
  v2: /^[<>|]?int2$/,
  load: () => import("./low-bit/integer.ts").then((m) => m.int2),
};

/** `int4`: -8 to 7, one in each byte, shown as an `Int8Array`. */
export const int4: Extension<"data_type", "int4"> = {
  point: "data_type",
  name: "int4",
  v2: /^[<>|]?int4$/,
  load: () => import("./low-bit/integer.ts").then((m) => m.int4),
};

/** `uint2`: 0 to 3, one in each byte, shown as a `Uint8Array`. */
export const uint2: Extension<"data_type", "uint2"> = {
  point: "data_type",
  name: "uint2",
  v2: /^[<>|]?uint2$/,
  load: () => import("./low-bit/integer.ts").then((m) => m.uint2),
};

/** `uint4`: 0 to 15, one in each byte, shown as a `Uint8Array`. */
export const uint4: Extension<"data_type", "uint4"> = {
  point: "data_type",
  name: "uint4",
  v2: /^[<>|]?uint4$/,
  load: () => import("./low-bit/integer.ts").then((m) => m.uint4),
};

/** `bfloat16`: the upper half of a `float32`. */
export const bfloat16: Extension<"data_type", "bfloat16"> = {
  point: "data_type",
  name: "bfloat16",
  v2: /^[<>|]?bfloat16$/,
  load: () => import("./low-bit/float.ts").then((m) => m.bfloat16),
};

/** `float4_e2m1fn`: 4 bits in a byte, ±6, neither infinity nor NaN. */
export const float4E2m1fn: Extension<"data_type", "float4_e2m1fn"> = {
  point: "data_type",
  name: "float4_e2m1fn",
  v2: /^[<>|]?float4_e2m1fn$/,
  load: () => import("./low-bit/float.ts").then((m) => m.float4E2m1fn),
};

/** `float6_e2m3fn`: 6 bits in a byte, ±7.5, neither infinity nor NaN. */
export const float6E2m3fn: Extension<"data_type", "float6_e2m3fn"> = {
  point: "data_type",
  name: "float6_e2m3fn",
  v2: /^[<>|]?float6_e2m3fn$/,
  load: () => import("./low-bit/float.ts").then((m) => m.float6E2m3fn),
};

/** `float6_e3m2fn`: 6 bits in a byte, ±28, neither infinity nor NaN. */
export const float6E3m2fn: Extension<"data_type", "float6_e3m2fn"> = {
  point: "data_type",
  name: "float6_e3m2fn",
  v2: /^[<>|]?float6_e3m2fn$/,
  load: () => import("./low-bit/float.ts").then((m) => m.float6E3m2fn),
};

/** `float8_e3m4`: IEEE-like, ±15.5, infinity and NaN. */
export const float8E3m4: Extension<"data_type", "float8_e3m4"> = {
  point: "data_type",
  name: "float8_e3m4",
  v2: /^[<>|]?float8_e3m4$/,
  load: () => import("./low-bit/float.ts").then((m) => m.float8E3m4),
};

/** `float8_e4m3`: IEEE-like, ±240, infinity and NaN. */
export const float8E4m3: Extension<"data_type", "float8_e4m3"> = {
  point: "data_type",
  name: "float8_e4m3",
  v2: /^[<>|]?float8_e4m3$/,
  load: () => import("./low-bit/float.ts").then((m) => m.float8E4m3),
};

/** `float8_e4m3fn`: ±448, NaN but no infinity. Not registered; tensorstore writes it. */
export const float8E4m3fn: Extension<"data_type", "float8_e4m3fn"> = {
  point: "data_type",
  name: "float8_e4m3fn",
  v2: /^[<>|]?float8_e4m3fn$/,
  load: () => import("./low-bit/float.ts").then((m) => m.float8E4m3fn),
};

/** `float8_e4m3b11fnuz`: ±30, one NaN, no infinity, no negative zero. */
export const float8E4m3b11fnuz: Extension<"data_type", "float8_e4m3b11fnuz"> = {
  point: "data_type",
  name: "float8_e4m3b11fnuz",
  v2: /^[<>|]?float8_e4m3b11fnuz$/,
  load: () => import("./low-bit/float.ts").then((m) => m.float8E4m3b11fnuz),
};

/** `float8_e4m3fnuz`: ±240, one NaN, no infinity, no negative zero. */
export const float8E4m3fnuz: Extension<"data_type", "float8_e4m3fnuz"> = {
  point: "data_type",
  name: "float8_e4m3fnuz",
  v2: /^[<>|]?float8_e4m3fnuz$/,
  load: () => import("./low-bit/float.ts").then((m) => m.float8E4m3fnuz),
};

/** `float8_e5m2`: IEEE-like, ±57344, infinity and NaN. */
export const float8E5m2: Extension<"data_type", "float8_e5m2"> = {
  point: "data_type",
  name: "float8_e5m2",
  v2: /^[<>|]?float8_e5m2$/,
  load: () => import("./low-bit/float.ts").then((m) => m.float8E5m2),
};

/** `float8_e5m2fnuz`: ±57344, one NaN, no infinity, no negative zero. */
export const float8E5m2fnuz: Extension<"data_type", "float8_e5m2fnuz"> = {
  point: "data_type",
  name: "float8_e5m2fnuz",
  v2: /^[<>|]?float8_e5m2fnuz$/,
  load: () => import("./low-bit/float.ts").then((m) => m.float8E5m2fnuz),
};

/** `float8_e8m0fnu`: powers of two from 2^-127 to 2^127, and NaN: no sign, no zero. */
export const float8E8m0fnu: Extension<"data_type", "float8_e8m0fnu"> = {
  point: "data_type",
  name: "float8_e8m0fnu",
  v2: /^[<>|]?float8_e8m0fnu$/,
  load: () => import("./low-bit/float.ts").then((m) => m.float8E8m0fnu),
};

/** `complex_float16`: two `float16`, real part first. */
export const complexFloat16: Extension<"data_type", "complex_float16"> = {
  point: "data_type",
  name: "complex_float16",
  load: () => import("./low-bit/complex.ts").then((m) => m.complexFloat16),
};

/** `complex_bfloat16`: two `bfloat16`, real part first. */
export const complexBfloat16: Extension<"data_type", "complex_bfloat16"> = {
  point: "data_type",
  name: "complex_bfloat16",
  load: () => import("./low-bit/complex.ts").then((m) => m.complexBfloat16),
};

/** `complex_float4_e2m1fn`: two `float4_e2m1fn`, real part first. */
export const complexFloat4E2m1fn: Extension<"data_type", "complex_float4_e2m1fn"> = {
  point: "data_type",
  name: "complex_float4_e2m1fn",
  load: () => import("./low-bit/complex.ts").then((m) => m.complexFloat4E2m1fn),
};

/** `complex_float6_e2m3fn`: two `float6_e2m3fn`, real part first. */
export const complexFloat6E2m3fn: Extension<"data_type", "complex_float6_e2m3fn"> = {
  point: "data_type",
  name: "complex_float6_e2m3fn",
  load: () => import("./low-bit/complex.ts").then((m) => m.complexFloat6E2m3fn),
};

/** `complex_float6_e3m2fn`: two `float6_e3m2fn`, real part first. */
export const complexFloat6E3m2fn: Extension<"data_type", "complex_float6_e3m2fn"> = {
  point: "data_type",
  name: "complex_float6_e3m2fn",
  load: () => import("./low-bit/complex.ts").then((m) => m.complexFloat6E3m2fn),
};

/** `complex_float8_e3m4`: two `float8_e3m4`, real part first. */
export const complexFloat8E3m4: Extension<"data_type", "complex_float8_e3m4"> = {
  point: "data_type",
  name: "complex_float8_e3m4",
  load: () => import("./low-bit/complex.ts").then((m) => m.complexFloat8E3m4),
};

/** `complex_float8_e4m3`: two `float8_e4m3`, real part first. */
export const complexFloat8E4m3: Extension<"data_type", "complex_float8_e4m3"> = {
  point: "data_type",
  name: "complex_float8_e4m3",
  load: () => import("./low-bit/complex.ts").then((m) => m.complexFloat8E4m3),
};

/** `complex_float8_e4m3b11fnuz`: two `float8_e4m3b11fnuz`, real part first. */
export const complexFloat8E4m3b11fnuz: Extension<"data_type", "complex_float8_e4m3b11fnuz"> = {
  point: "data_type",
  name: "complex_float8_e4m3b11fnuz",
  load: () => import("./low-bit/complex.ts").then((m) => m.complexFloat8E4m3b11fnuz),
};

/** `complex_float8_e4m3fnuz`: two `float8_e4m3fnuz`, real part first. */
export const complexFloat8E4m3fnuz: Extension<"data_type", "complex_float8_e4m3fnuz"> = {
  point: "data_type",
  name: "complex_float8_e4m3fnuz",
  load: () => import("./low-bit/complex.ts").then((m) => m.complexFloat8E4m3fnuz),
};

/** `complex_float8_e5m2`: two `float8_e5m2`, real part first. */
export const complexFloat8E5m2: Extension<"data_type", "complex_float8_e5m2"> = {
  point: "data_type",
  name: "complex_float8_e5m2",
  load: () => import("./low-bit/complex.ts").then((m) => m.complexFloat8E5m2),
};

/** `complex_float8_e5m2fnuz`: two `float8_e5m2fnuz`, real part first. */
export const complexFloat8E5m2fnuz: Extension<"data_type", "complex_float8_e5m2fnuz"> = {
  point: "data_type",
  name: "complex_float8_e5m2fnuz",
  load: () => import("./low-bit/complex.ts").then((m) => m.complexFloat8E5m2fnuz),
};

/** `complex_float8_e8m0fnu`: two `float8_e8m0fnu`, real part first. */
export const complexFloat8E8m0fnu: Extension<"data_type", "complex_float8_e8m0fnu"> = {
  point: "data_type",
  name: "complex_float8_e8m0fnu",
  load: () => import("./low-bit/complex.ts").then((m) => m.complexFloat8E8m0fnu),
};
