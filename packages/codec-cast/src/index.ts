/**
 * Exact conversions between numeric data types: `cast_value` and `scale_offset`.
 *
 * @module
 */
export { castValue } from "./extension/cast_value.ts";
export { scaleOffset } from "./extension/scale_offset.ts";
