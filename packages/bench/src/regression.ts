import { contendersOf, tasksOf, timeOf } from "./report.ts";
import type { Result, Row } from "./result.ts";
import { median } from "./statistics.ts";

export interface Regression {
  readonly task: string;
  readonly contender: string;
  /** How many times as long the task takes now. */
  readonly change: number;
}

/**
 * Where ours became slower by more than the tolerance. Times are taken relative to the peers' in the same run, since
 * machines and their other work differ between runs and peers do not.
 */
export function regressions(
  before: Pick<Result, "rows">,
  after: Pick<Result, "rows">,
  tolerance: number,
): readonly Regression[] {
  const earlier = tasksOf(before);
  return [...tasksOf(after)].flatMap(([task, rows]) => {
    const old = earlier.get(task);
    if (old === undefined) return [];
    return contendersOf({ rows })
      .filter(isOurs)
      .flatMap((contender) => {
        const [then, now] = [relativeTime(old, contender), relativeTime(rows, contender)];
        const change = now / then;
        return change > 1 + tolerance ? [{ task, contender, change }] : [];
      });
  });
}

function isOurs(contender: string): boolean {
  return contender.startsWith("zarrkit");
}

/** Time as a multiple of the median of the peers' times; of a millisecond where there are no peers. */
function relativeTime(rows: readonly Row[], contender: string): number {
  const time = timeOf(rows, contender) ?? Number.NaN;
  const peers = contendersOf({ rows }).filter((name) => !isOurs(name));
  const times = peers.map((peer) => timeOf(rows, peer)).filter((value) => value !== undefined);
  return times.length === 0 ? time : time / median(times);
}
