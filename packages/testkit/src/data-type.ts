/**
 * The conformance suite for data types.
 *
 * ```ts
 * import { dataTypeConformance } from "@zarrkit/testkit/data-type";
 * import { expect, test } from "vitest";
 *
 * dataTypeConformance({ test, expect }, {
 *   name: "int8",
 *   dataType: () => createInt8(),
 *   scalars: [0, 1, -128, 127],
 *   rejected: [128, 0.5, "1", null],
 *   fillValues: [{ json: -128 }],
 *   rejectedFillValues: [{ json: 128 }, { json: null }],
 * });
 * ```
 *
 * Source: the data type contract of `@zarrkit/core/contract`; zarr v3 core, "Data types" and "Fill value".
 *
 * @module
 */
import type { DataType, Elements, JsonValue, MaybePromise } from "@zarrkit/core/contract";
import { containerTests } from "./data-type/container.ts";
import { fillValueTests } from "./data-type/fill-value.ts";
import { layoutTests } from "./data-type/layout.ts";
import { scalarTests } from "./data-type/scalar.ts";

/** What the suite needs from a test runner. Those of vitest, jest and bun fit as they are. */
export interface DataTypeTestRunner {
  test(name: string, run: () => Promise<void>): unknown;
  /** The suite uses `toBe` (identity) and `toEqual` (deep equality, `Object.is` for numbers) only. */
  expect(actual: unknown): { toBe(expected: unknown): void; toEqual(expected: unknown): void };
}

/** A `fill_value` member that must be understood. */
export interface FillValueCase<Scalar = unknown> {
  readonly json: JsonValue;
  /** Both when absent. */
  readonly zarrFormat?: 2 | 3;
  /** How it is written again; `json` when absent. */
  readonly written?: JsonValue;
  /** What it means; not compared when absent. */
  readonly scalar?: Scalar;
}

/** A data type and what may be asked of it. */
export interface DataTypeSubject<Scalar = unknown, Data = unknown> {
  readonly name: string;
  readonly dataType: () => MaybePromise<DataType<Scalar, Data>>;
  /** Values that come back from memory as they went in. At least two that differ. */
  readonly scalars: readonly Scalar[];
  /** Further values that `pack` takes, with what they are read back as. */
  readonly accepted?: readonly (readonly [given: unknown, stored: Scalar])[];
  /** Values that `pack` must refuse. */
  readonly rejected: readonly unknown[];
  readonly fillValues: readonly FillValueCase<Scalar>[];
  readonly rejectedFillValues: readonly Pick<FillValueCase, "json" | "zarrFormat">[];
  /** Containers besides the type's own whose memory `elementsOf` takes over. */
  readonly kindredData?: readonly unknown[];
  /** Things that are no container of this type. Some are tried in any case. */
  readonly foreignData?: readonly unknown[];
  /** Decoded elements that are not canonical, and what they become. */
  readonly normalized?: readonly { readonly from: Elements; readonly to: Elements }[];
  /** Decoded elements that `normalize` must refuse. */
  readonly invalidElements?: readonly Elements[];
}

/** Defines the tests. They check the contract alone, so each data type adds bytes that others have written. */
export function dataTypeConformance<Scalar, Data>(
  runner: DataTypeTestRunner,
  subject: DataTypeSubject<Scalar, Data>,
): void {
  const plain = subject as unknown as DataTypeSubject;
  for (const clause of [...layoutTests, ...scalarTests, ...containerTests, ...fillValueTests]) {
    runner.test(`${subject.name}: ${clause.name}`, async () => {
      clause.run(await plain.dataType(), plain, runner.expect);
    });
  }
}
