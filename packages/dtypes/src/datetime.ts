import type { DataType, Extension } from "@zarrkit/core/contract";

export { fromDate, notATime, toDate } from "./datetime/date.ts";
export type { TimeUnit } from "./datetime/unit.ts";

/** `numpy.datetime64`: a point in time, counted from 1970. */
export type Datetime64DataType = DataType<bigint, BigInt64Array>;
/** `numpy.timedelta64`: a length of time. */
export type Timedelta64DataType = DataType<bigint, BigInt64Array>;

/** `numpy.datetime64`, v2 `<M8[s]`: counts of a unit since 1970, shown as a `BigInt64Array`. */
export const datetime64: Extension<"data_type", "numpy.datetime64"> = {
  point: "data_type",
  name: "numpy.datetime64",
  v2: /^[<>]M8(?:\[.*\])?$/,
  load: () => import("./datetime/time.ts").then((m) => m.datetime64),
};

/** `numpy.timedelta64`, v2 `<m8[s]`: counts of a unit, shown as a `BigInt64Array`. */
export const timedelta64: Extension<"data_type", "numpy.timedelta64"> = {
  point: "data_type",
  name: "numpy.timedelta64",
  v2: /^[<>]m8(?:\[.*\])?$/,
  load: () => import("./datetime/time.ts").then((m) => m.timedelta64),
};
