import { type CreateArrayOptions, createArray, errors, openArray, type Store, type ZarrArray } from "@zarrkit/api";
import { InputError } from "./failure.ts";

/** Where an array goes. */
export interface Target {
  readonly store: Store;
  readonly path: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * The array to fill: a new one, or the one that an earlier run began in the same way. Throws an `InputError` for any other
 * array that is there, unless it is to be replaced.
 */
export async function beginArray(target: Target, wanted: CreateArrayOptions): Promise<ZarrArray> {
  if (wanted.overwrite !== true) {
    try {
      const begun = await openArray(target.store, { ...target, mode: "r+" });
      await requireAlike(begun, wanted);
      return begun;
    } catch (error) {
      if (!(error instanceof errors.ArrayNotFoundError)) throw error;
    }
  }
  return createArray({ ...wanted, ...target });
}

/** Compares metadata with that of an array in memory that is made as wanted. */
async function requireAlike(begun: ZarrArray, wanted: CreateArrayOptions): Promise<void> {
  if (textOf(begun) === textOf(await createArray(wanted))) return;
  const { store, path, dtype, shape, chunks } = begun;
  throw new InputError(
    `There is another array at ${store.description}/${path}: ${dtype} [${shape.join(", ")}] in chunks of [${chunks.join(", ")}]; pass --overwrite to replace it`,
  );
}

function textOf({ metadata, attrs }: ZarrArray): string {
  return JSON.stringify([metadata, attrs], (_, value) => (typeof value === "bigint" ? `${value}n` : value));
}
