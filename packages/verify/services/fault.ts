import type { CodecColumn } from "./codec-column.ts";
import type { ElementRow } from "./element-row.ts";
import type { Prober } from "./peer.ts";

/** A mistake of another implementation, measured with the pinned versions: it gives other values without an error. */
interface Fault {
  readonly by: Prober;
  readonly why: string;
  readonly applies: (row: ElementRow, column: CodecColumn) => boolean;
}

const faults: readonly Fault[] = [
  {
    by: "tensorstore",
    why: "it takes the fill value 1 of float8_e8m0fnu for 2^-64",
    applies: (row) => row.name === "float8_e8m0fnu",
  },
];

/** Why wrong values of an implementation are no fault of ours, in a cell; `undefined` when they may be. */
export function faultOf(by: Prober, row: ElementRow, column: CodecColumn): string | undefined {
  return faults.find((fault) => fault.by === by && fault.applies(row, column))?.why;
}
