import type { DataTypeFactory } from "@zarrkit/core/contract";
import { float16Format } from "./binary-float.ts";
import { floatFactory } from "./float-data-type.ts";
import { float16Array } from "./float16-array.ts";

export const float16: DataTypeFactory = floatFactory(float16Format, float16Array);
