import { binaryFloat } from "../float/binary-float.ts";
import type { FloatFormat } from "../float/float-format.ts";

export const bfloat16: FloatFormat = binaryFloat({
  name: "bfloat16",
  exponentBits: 8,
  mantissaBits: 7,
  bias: 127,
  signed: true,
  specials: "ieee",
});

export const float4E2m1fn: FloatFormat = binaryFloat({
  name: "float4_e2m1fn",
  exponentBits: 2,
  mantissaBits: 1,
  bias: 1,
  signed: true,
  specials: "none",
});

export const float6E2m3fn: FloatFormat = binaryFloat({
  name: "float6_e2m3fn",
  exponentBits: 2,
  mantissaBits: 3,
  bias: 1,
  signed: true,
  specials: "none",
});

export const float6E3m2fn: FloatFormat = binaryFloat({
  name: "float6_e3m2fn",
  exponentBits: 3,
  mantissaBits: 2,
  bias: 3,
  signed: true,
  specials: "none",
});

export const float8E3m4: FloatFormat = binaryFloat({
  name: "float8_e3m4",
  exponentBits: 3,
  mantissaBits: 4,
  bias: 3,
  signed: true,
  specials: "ieee",
});

export const float8E4m3: FloatFormat = binaryFloat({
  name: "float8_e4m3",
  exponentBits: 4,
  mantissaBits: 3,
  bias: 7,
  signed: true,
  specials: "ieee",
});

export const float8E4m3fn: FloatFormat = binaryFloat({
  name: "float8_e4m3fn",
  exponentBits: 4,
  mantissaBits: 3,
  bias: 7,
  signed: true,
  specials: "top",
});

export const float8E4m3b11fnuz: FloatFormat = binaryFloat({
  name: "float8_e4m3b11fnuz",
  exponentBits: 4,
  mantissaBits: 3,
  bias: 11,
  signed: true,
  specials: "negative zero",
});

export const float8E4m3fnuz: FloatFormat = binaryFloat({
  name: "float8_e4m3fnuz",
  exponentBits: 4,
  mantissaBits: 3,
  bias: 8,
  signed: true,
  specials: "negative zero",
});

export const float8E5m2: FloatFormat = binaryFloat({
  name: "float8_e5m2",
  exponentBits: 5,
  mantissaBits: 2,
  bias: 15,
  signed: true,
  specials: "ieee",
});

export const float8E5m2fnuz: FloatFormat = binaryFloat({
  name: "float8_e5m2fnuz",
  exponentBits: 5,
  mantissaBits: 2,
  bias: 16,
  signed: true,
  specials: "negative zero",
});

export const float8E8m0fnu: FloatFormat = binaryFloat({
  name: "float8_e8m0fnu",
  exponentBits: 8,
  mantissaBits: 0,
  bias: 127,
  signed: false,
  specials: "top",
});
