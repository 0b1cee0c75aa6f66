/**
 * The conformance suite for data types.
 *
 * ```ts
 * import { createDataType, dataTypeConformance } from "@zarrkit/testkit/data-type";
 * import { test } from "vitest";
 * import { int8 } from "../src/index.ts";
 *
 * dataTypeConformance({ test }, {
 *   name: "int8",
 *   dataType: () => createDataType(int8),
 *   extension: int8,
 *   scalars: [0, 1, -128, 127],
 *   rejected: [128, 0.5, "1", null],
 *   fillValues: [{ json: -128 }],
 *   rejectedFillValues: [{ json: 128 }, { json: null }],
 * });
 * ```
 *
 * It needs nothing of a runner but `test(name, body)`.
 *
 * Source: the data type contract of `@zarrkit/core/contract`; zarr v3 core, "Data types" and "Fill value".
 *
 * @module
 */
import type { DataType, Elements, Extension, JsonValue, MaybePromise } from "@zarrkit/core/contract";
import { containerTests } from "./data-type/container.ts";
import { createDataType, type DataTypeMetadata, extensionTests } from "./data-type/extension.ts";
import { fillValueTests } from "./data-type/fill-value.ts";
import { layoutTests } from "./data-type/layout.ts";
import { scalarTests } from "./data-type/scalar.ts";
import { plainExpect, type TestRunner } from "./runner.ts";

export type { Expect, TestRunner } from "./runner.ts";
export { createDataType, type DataTypeMetadata };

/** A `fill_value` member that must be understood. */
export interface FillValueCase<Scalar = unknown> {
  /** The member. */
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
  /** For the names of the tests. */
  readonly name: string;
  /** Makes the type: {@link createDataType}, or a function of yours. */
  readonly dataType: () => MaybePromise<DataType<Scalar, Data>>;
  /** The descriptor. With it, the suite checks that metadata finds the way back to the same type. */
  readonly extension?: Extension<"data_type">;
  /** What `data_type` members of version 3, and `dtype` members of version 2, the extension must refuse. */
  readonly invalid?: readonly (DataTypeMetadata | { readonly v2: JsonValue })[];
  /** Values that come back from memory as they went in. At least two that differ. */
  readonly scalars: readonly Scalar[];
  /** Further values that `pack` takes, with what they are read back as. */
  readonly accepted?: readonly (readonly [given: unknown, stored: Scalar])[];
  /** Values that `pack` must refuse. */
  readonly rejected: readonly unknown[];
  /** `fill_value` members that must be understood. */
  readonly fillValues: readonly FillValueCase<Scalar>[];
  /** Those that must be refused. */
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
export function dataTypeConformance<Scalar, Data>(runner: TestRunner, subject: DataTypeSubject<Scalar, Data>): void {
  const plain = subject as unknown as DataTypeSubject;
  const expect = runner.expect ?? plainExpect;
  for (const clause of [...layoutTests, ...extensionTests, ...scalarTests, ...containerTests, ...fillValueTests]) {
    runner.test(`${subject.name}: ${clause.name}`, async () => {
      await clause.run(await plain.dataType(), plain, expect);
    });
  }
}
