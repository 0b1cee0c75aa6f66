import type { S3StoreOptions } from "@zarrkit/store-s3";

/** What several processes write to one store, each its part. */
export interface WritersPlan {
  /** A path, or an address of S3. */
  readonly store: string;
  readonly storageOptions: S3StoreOptions | undefined;
  /** Where locks are, if writers take turns. */
  readonly locks: string | undefined;
  readonly writers: number;
  /** Elements that each writer sets in each array, by itself. */
  readonly sets: number;
  /** Appends of each writer to each array, of {@link blockLength} elements. */
  readonly appends: number;
}

/** The arrays, and their layouts: all writers meet in all chunks. */
export const arrays = {
  plain: { chunks: [250] },
  sharded: { chunks: [25], shards: [500] },
} as const;

export type ArrayName = keyof typeof arrays;
export const arrayNames: readonly ArrayName[] = Object.keys(arrays) as ArrayName[];

export const blockLength = 5;

/** What a writer reports, a line each. */
export type Report =
  | { readonly kind: "started" | "done"; readonly created: boolean }
  | { readonly kind: "set"; readonly array: ArrayName; readonly position: number };

/** What a writer puts at a position of its own. */
export function setValue(position: number): number {
  return position + 1;
}

/** The first element of a block that a writer appends; the others count on. All are negative. */
export function blockStart(plan: WritersPlan, writer: number, append: number): number {
  return -1000 * (writer * plan.appends + append + 1);
}
