import type { NDArray } from "@zarrkit/api";
import { notATime, toDate } from "@zarrkit/dtypes/datetime";

type DataType = NDArray["dataType"];

/** How much of `2020-01-31T23:59:59.000` is told by units of a millisecond and longer. */
const told: Readonly<Record<string, number>> = { Y: 4, M: 7, W: 10, D: 10, h: 13, m: 16, s: 19, ms: 23 };
/** Digits after the second, of units that are shorter. */
const digits: Readonly<Record<string, number>> = { us: 6, ns: 9, ps: 12, fs: 15, as: 18 };

/** Whether a value is numpy's "not a time". */
export function isNotATime({ name }: DataType, value: unknown): boolean {
  return (name === "numpy.datetime64" || name === "numpy.timedelta64") && value === notATime;
}

/**
 * A time as numpy prints it, as exact as its unit: `2020-01-31`, `1969-12-31T23:59:59.999999`, `NaT`. The count where it is no
 * moment or lies outside of the years 0 to 9999.
 */
export function timeText(dataType: DataType, value: bigint): string {
  if (isNotATime(dataType, value)) return "NaT";
  const { metadata } = dataType;
  const { unit, scale_factor } = Object(typeof metadata === "object" && metadata.configuration) as {
    readonly unit?: string;
    readonly scale_factor?: number;
  };
  if (dataType.name !== "numpy.datetime64" || unit === undefined || unit === "generic") return String(value);
  const iso = isoText(dataType, value);
  const places = digits[unit];
  if (iso === undefined) return String(value);
  if (places === undefined) return iso.slice(0, told[unit]);
  const second = 10n ** BigInt(places);
  const count = value * BigInt(scale_factor ?? 1);
  const fraction = ((count % second) + second) % second;
  return `${iso.slice(0, 19)}.${String(fraction).padStart(places, "0")}`;
}

function isoText(dataType: DataType, value: bigint): string | undefined {
  try {
    const text = toDate(value, dataType).toISOString();
    return /^\d{4}-/.test(text) ? text : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
