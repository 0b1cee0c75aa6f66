/** A mistake of another implementation, measured with the pinned versions: it gives other values without an error. */
export interface Fault {
  readonly by: string;
  readonly row: string;
  readonly why: string;
}

export const faults: readonly Fault[] = [
  {
    by: "tensorstore",
    row: "float8_e8m0fnu",
    why: "tensorstore takes the fill value 1 of `float8_e8m0fnu` for 2^-64. Stored values are right.",
  },
];

/** Whether wrong values that an implementation gives for a data type are a known fault of its own. */
export function isKnownFault(by: string, row: string): boolean {
  return faults.some((fault) => fault.by === by && fault.row === row);
}
