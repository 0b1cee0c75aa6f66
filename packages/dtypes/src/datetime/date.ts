import type { DataType } from "@zarrkit/core/contract";
import { type TimeUnit, timeUnitOf } from "./unit.ts";

/** "Not a time": what numpy calls NaT. */
export const notATime: bigint = -9_223_372_036_854_775_808n;

/** Units longer than a millisecond, in milliseconds. */
const longer: { readonly [unit in TimeUnit]?: bigint } = {
  W: 604_800_000n,
  D: 86_400_000n,
  h: 3_600_000n,
  m: 60_000n,
  s: 1000n,
  ms: 1n,
};

/** Units shorter than a millisecond: how many make one. */
const shorter: { readonly [unit in TimeUnit]?: bigint } = {
  us: 1000n,
  ns: 1_000_000n,
  ps: 1_000_000_000n,
  fs: 1_000_000_000_000n,
  as: 1_000_000_000_000_000n,
};

interface Scale {
  readonly unit: TimeUnit;
  readonly factor: bigint;
}

function scaleOf(dataType: DataType): Scale {
  const { metadata } = dataType;
  const configuration = typeof metadata === "object" ? (metadata.configuration as { [key: string]: unknown }) : {};
  const unit = timeUnitOf(configuration.unit);
  if (dataType.name !== "numpy.datetime64" || unit === undefined || unit === "generic") {
    throw new TypeError(`expected a numpy.datetime64 data type with a unit, found ${JSON.stringify(metadata)}`);
  }
  return { unit, factor: BigInt(configuration.scale_factor as number) };
}

/** Division that rounds down, also below zero. */
function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}

/** Milliseconds at the start of a month, counted from January 1970. */
function startOfMonth(months: bigint): number {
  const date = new Date(0);
  return date.setUTCFullYear(1970, Number(months));
}

/**
 * The moment that a `numpy.datetime64` count stands for, rounded down to whole milliseconds; NaT is an
 * invalid `Date`. Throws a `RangeError` for a moment beyond the years that a `Date` covers, and a
 * `TypeError` for a data type that is no time with a unit.
 */
export function toDate(value: bigint, dataType: DataType): Date {
  const { unit, factor } = scaleOf(dataType);
  if (value === notATime) {
    return new Date(Number.NaN);
  }
  const count = value * factor;
  const date = new Date(
    unit === "Y" || unit === "M"
      ? startOfMonth(unit === "Y" ? 12n * count : count)
      : Number(floorDivide(count * (longer[unit] ?? 1n), shorter[unit] ?? 1n)),
  );
  if (Number.isNaN(date.getTime())) {
    throw new RangeError(`${value} times ${factor} ${unit} since 1970 is beyond what a Date holds`);
  }
  return date;
}

/**
 * The `numpy.datetime64` count of a moment, rounded down to a whole count as numpy does; an invalid `Date`
 * is NaT. Throws a `RangeError` for a moment beyond 64 bits of the unit.
 */
export function fromDate(date: Date, dataType: DataType): bigint {
  const { unit, factor } = scaleOf(dataType);
  const time = date.getTime();
  if (Number.isNaN(time)) {
    return notATime;
  }
  const months = BigInt(12 * (date.getUTCFullYear() - 1970) + date.getUTCMonth());
  const units =
    unit === "Y"
      ? floorDivide(months, 12n)
      : unit === "M"
        ? months
        : floorDivide(BigInt(time) * (shorter[unit] ?? 1n), longer[unit] ?? 1n);
  const count = floorDivide(units, factor);
  if (count <= notATime || count > -(notATime + 1n)) {
    throw new RangeError(`${date.toISOString()} is beyond 64 bits of ${factor} ${unit}`);
  }
  return count;
}
