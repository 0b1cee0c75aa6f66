import { type DataTypeSubject, dataTypeConformance } from "@zarrkit/testkit/data-type";
import { expect, test } from "vitest";

/** Runs the public suite under this runner. */
export function conformance<Scalar, Data>(subject: DataTypeSubject<Scalar, Data>): void {
  dataTypeConformance({ test, expect: (actual) => expect(actual) }, subject);
}

/** What no data type of numbers takes. */
export const neverNumbers: readonly unknown[] = [undefined, null, "1", "", {}, [], [[1]], Symbol.iterator, new Date(0)];
