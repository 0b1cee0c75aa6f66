/** The units of numpy's times, from years to attoseconds; `generic` is a count of nothing in particular. */
export const timeUnits = ["Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as", "generic"] as const;

/** A unit of numpy's times, from years to attoseconds; `generic` is none. */
export type TimeUnit = (typeof timeUnits)[number];

/** A unit as written; both letters that are used for micro mean `us`. `undefined` for any other word. */
export function timeUnitOf(written: unknown): TimeUnit | undefined {
  const unit = written === "\u03bcs" || written === "\u00b5s" ? "us" : written;
  return timeUnits.find((known) => known === unit);
}
