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

const v2 = (name: string): RegExp => new RegExp(`^[<>|]?${name}$`);

function integer<N extends string>(name: N): Extension<"data_type", N> {
  return {
    point: "data_type",
    name,
    v2: v2(name),
    load: () => import("./low-bit/integer.ts").then((m) => m.named(name)),
  };
}

function float<N extends string>(name: N): Extension<"data_type", N> {
  return {
    point: "data_type",
    name,
    v2: v2(name),
    load: () => import("./low-bit/float.ts").then((m) => m.named(name)),
  };
}

function complex<N extends string>(name: N): Extension<"data_type", N> {
  return { point: "data_type", name, load: () => import("./low-bit/complex.ts").then((m) => m.named(name)) };
}

/** `int2`: -2 to 1, one in each byte, shown as an `Int8Array`. */
export const int2: Extension<"data_type", "int2"> = /* @__PURE__ */ integer("int2");

/** `int4`: -8 to 7, one in each byte, shown as an `Int8Array`. */
export const int4: Extension<"data_type", "int4"> = /* @__PURE__ */ integer("int4");

/** `uint2`: 0 to 3, one in each byte, shown as a `Uint8Array`. */
export const uint2: Extension<"data_type", "uint2"> = /* @__PURE__ */ integer("uint2");

/** `uint4`: 0 to 15, one in each byte, shown as a `Uint8Array`. */
export const uint4: Extension<"data_type", "uint4"> = /* @__PURE__ */ integer("uint4");

/** `bfloat16`: the upper half of a `float32`. */
export const bfloat16: Extension<"data_type", "bfloat16"> = /* @__PURE__ */ float("bfloat16");

/** `float4_e2m1fn`: 4 bits in a byte, ±6, neither infinity nor NaN. */
export const float4E2m1fn: Extension<"data_type", "float4_e2m1fn"> = /* @__PURE__ */ float("float4_e2m1fn");

/** `float6_e2m3fn`: 6 bits in a byte, ±7.5, neither infinity nor NaN. */
export const float6E2m3fn: Extension<"data_type", "float6_e2m3fn"> = /* @__PURE__ */ float("float6_e2m3fn");

/** `float6_e3m2fn`: 6 bits in a byte, ±28, neither infinity nor NaN. */
export const float6E3m2fn: Extension<"data_type", "float6_e3m2fn"> = /* @__PURE__ */ float("float6_e3m2fn");

/** `float8_e3m4`: IEEE-like, ±15.5, infinity and NaN. */
export const float8E3m4: Extension<"data_type", "float8_e3m4"> = /* @__PURE__ */ float("float8_e3m4");

/** `float8_e4m3`: IEEE-like, ±240, infinity and NaN. */
export const float8E4m3: Extension<"data_type", "float8_e4m3"> = /* @__PURE__ */ float("float8_e4m3");

/** `float8_e4m3fn`: ±448, NaN but no infinity. Not registered; tensorstore writes it. */
export const float8E4m3fn: Extension<"data_type", "float8_e4m3fn"> = /* @__PURE__ */ float("float8_e4m3fn");

/** `float8_e4m3b11fnuz`: ±30, one NaN, no infinity, no negative zero. */
export const float8E4m3b11fnuz: Extension<"data_type", "float8_e4m3b11fnuz"> =
  /* @__PURE__ */ float("float8_e4m3b11fnuz");

/** `float8_e4m3fnuz`: ±240, one NaN, no infinity, no negative zero. */
export const float8E4m3fnuz: Extension<"data_type", "float8_e4m3fnuz"> = /* @__PURE__ */ float("float8_e4m3fnuz");

/** `float8_e5m2`: IEEE-like, ±57344, infinity and NaN. */
export const float8E5m2: Extension<"data_type", "float8_e5m2"> = /* @__PURE__ */ float("float8_e5m2");

/** `float8_e5m2fnuz`: ±57344, one NaN, no infinity, no negative zero. */
export const float8E5m2fnuz: Extension<"data_type", "float8_e5m2fnuz"> = /* @__PURE__ */ float("float8_e5m2fnuz");

/** `float8_e8m0fnu`: powers of two from 2^-127 to 2^127, and NaN: no sign, no zero. */
export const float8E8m0fnu: Extension<"data_type", "float8_e8m0fnu"> = /* @__PURE__ */ float("float8_e8m0fnu");

/** `complex_float16`: two `float16`, real part first. */
export const complexFloat16: Extension<"data_type", "complex_float16"> = /* @__PURE__ */ complex("complex_float16");

/** `complex_bfloat16`: two `bfloat16`, real part first. */
export const complexBfloat16: Extension<"data_type", "complex_bfloat16"> = /* @__PURE__ */ complex("complex_bfloat16");

/** `complex_float4_e2m1fn`: two `float4_e2m1fn`, real part first. */
export const complexFloat4E2m1fn: Extension<"data_type", "complex_float4_e2m1fn"> =
  /* @__PURE__ */ complex("complex_float4_e2m1fn");

/** `complex_float6_e2m3fn`: two `float6_e2m3fn`, real part first. */
export const complexFloat6E2m3fn: Extension<"data_type", "complex_float6_e2m3fn"> =
  /* @__PURE__ */ complex("complex_float6_e2m3fn");

/** `complex_float6_e3m2fn`: two `float6_e3m2fn`, real part first. */
export const complexFloat6E3m2fn: Extension<"data_type", "complex_float6_e3m2fn"> =
  /* @__PURE__ */ complex("complex_float6_e3m2fn");

/** `complex_float8_e3m4`: two `float8_e3m4`, real part first. */
export const complexFloat8E3m4: Extension<"data_type", "complex_float8_e3m4"> =
  /* @__PURE__ */ complex("complex_float8_e3m4");

/** `complex_float8_e4m3`: two `float8_e4m3`, real part first. */
export const complexFloat8E4m3: Extension<"data_type", "complex_float8_e4m3"> =
  /* @__PURE__ */ complex("complex_float8_e4m3");

/** `complex_float8_e4m3b11fnuz`: two `float8_e4m3b11fnuz`, real part first. */
export const complexFloat8E4m3b11fnuz: Extension<"data_type", "complex_float8_e4m3b11fnuz"> =
  /* @__PURE__ */ complex("complex_float8_e4m3b11fnuz");

/** `complex_float8_e4m3fnuz`: two `float8_e4m3fnuz`, real part first. */
export const complexFloat8E4m3fnuz: Extension<"data_type", "complex_float8_e4m3fnuz"> =
  /* @__PURE__ */ complex("complex_float8_e4m3fnuz");

/** `complex_float8_e5m2`: two `float8_e5m2`, real part first. */
export const complexFloat8E5m2: Extension<"data_type", "complex_float8_e5m2"> =
  /* @__PURE__ */ complex("complex_float8_e5m2");

/** `complex_float8_e5m2fnuz`: two `float8_e5m2fnuz`, real part first. */
export const complexFloat8E5m2fnuz: Extension<"data_type", "complex_float8_e5m2fnuz"> =
  /* @__PURE__ */ complex("complex_float8_e5m2fnuz");

/** `complex_float8_e8m0fnu`: two `float8_e8m0fnu`, real part first. */
export const complexFloat8E8m0fnu: Extension<"data_type", "complex_float8_e8m0fnu"> =
  /* @__PURE__ */ complex("complex_float8_e8m0fnu");
