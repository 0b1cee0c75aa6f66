import { isEqual } from "./equality.ts";
import { valueText } from "./value-text.ts";

/** The part of an `expect` that the suites call. */
export type Expect = (actual: unknown) => {
  /** Identity, as `Object.is` sees it. */
  toBe(expected: unknown): void;
  /** Deep equality; numbers as `Object.is` sees them. */
  toEqual(expected: unknown): void;
};

/** The part of a test runner that the suites call. `test` is enough; those of vitest, jest, bun and `node:test` fit. */
export interface TestRunner {
  /** Defines a test. */
  test(name: string, run: () => Promise<void>): unknown;
  /** Groups tests. When absent, the group becomes part of the test's name. */
  describe?(name: string, define: () => void): unknown;
  /** Your runner's own, if you like its messages better than those of the kit. */
  readonly expect?: Expect;
}

/** The `expect` of runners that bring none. */
export const plainExpect: Expect = (actual) => ({
  toBe(expected) {
    if (!Object.is(actual, expected)) throw differs(actual, expected, "exactly ");
  },
  toEqual(expected) {
    if (!isEqual(actual, expected)) throw differs(actual, expected, "");
  },
});

function differs(actual: unknown, expected: unknown, how: string): Error {
  const [wanted, found] = [expected, actual].map((value) => valueText(value, 300));
  return new Error(`expected ${how}${wanted}, found ${found}`);
}
