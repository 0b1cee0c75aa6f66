import type { ZarrArray } from "@zarrkit/api";
import { type ArrayOptions, creationOf } from "../array-options.ts";
import { beginArray, type Target } from "../begin-array.ts";
import type { Progress } from "../output.ts";

/** Where a conversion puts its array, how it is stored, and who hears of it. */
export interface Conversion {
  readonly target: Target;
  readonly options: ArrayOptions;
  readonly progress: (progress: Progress) => void;
}

/** What is said of an array that was made. */
export interface Made {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly chunks: readonly number[];
}

/** The version 3 array that a conversion fills: a new one, or the one that an earlier run began. */
export function newArray(
  { target, options }: Conversion,
  layout: { readonly shape: readonly number[]; readonly dtype: string; readonly chunks?: readonly number[] },
): Promise<ZarrArray> {
  return beginArray(target, { ...layout, ...creationOf(options), zarrFormat: 3 });
}

export function madeOf({ shape, dtype, chunks }: ZarrArray): Made {
  return { shape, dtype, chunks };
}
