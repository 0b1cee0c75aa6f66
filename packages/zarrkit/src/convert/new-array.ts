import { createArray, type ZarrArray } from "@zarrkit/api";
import { type ArrayOptions, creationOf } from "../array-options.ts";

/** Where a new array goes. */
export interface Target {
  readonly store: string;
  readonly path: string | undefined;
  readonly storageOptions: Readonly<Record<string, unknown>> | undefined;
  readonly signal: AbortSignal;
}

/** What is said of an array that was made. */
export interface Made {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly chunks: readonly number[];
}

/** Creates the version 3 array that a conversion fills. */
export function newArray(
  target: Target,
  options: ArrayOptions,
  layout: { readonly shape: readonly number[]; readonly dtype: string; readonly chunks?: readonly number[] },
): Promise<ZarrArray> {
  return createArray({ ...target, ...layout, ...creationOf(options), zarrFormat: 3 });
}

export function madeOf({ shape, dtype, chunks }: ZarrArray): Made {
  return { shape, dtype, chunks };
}
