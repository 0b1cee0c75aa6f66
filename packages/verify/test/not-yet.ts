import type { NotYet } from "../src/corpus/expect-case.ts";

// What is missing, the issue that adds it, and the cases that wait for it.
const waiting: readonly (readonly [reason: string, issue: number, ids: readonly string[]])[] = [];

/**
 * Cases of the corpus that are not supported yet, by id. Each of them is run all the same: it must raise a typed
 * error, and the test fails as soon as one passes, so that this list can only shrink.
 */
export const notYet: Readonly<Record<string, NotYet>> = Object.fromEntries(
  waiting.flatMap(([reason, issue, ids]) => ids.map((id) => [id, { reason, issue }])),
);
