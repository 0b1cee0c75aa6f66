import type { Store } from "@zarrkit/api";
import { copyValue, forEachConcurrently, isDocumentKey, valueCopier, valueSize } from "@zarrkit/core";
import { InputError } from "../failure.ts";
import type { Progress } from "../output.ts";
import { storedKeys } from "../stored-keys.ts";

export interface CopyValuesOptions {
  /** Values on their way at a time. */
  readonly concurrency: number;
  /** About how many bytes to hold at a time, besides one value that is longer than its share. */
  readonly maxMemory: number;
  /** Where documents go instead. */
  readonly documentsTo?: Store;
  /** Copy also what is there in the same size. */
  readonly overwrite: boolean;
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
}

export interface CopyValuesCounts {
  copied: number;
  present: number;
  bytes: number;
}

/**
 * Copies everything in a store to another, as it is, and goes on where an earlier run was broken off. Documents come
 * last, and the root's at the very end: until then nothing is there. Throws an `InputError` when there is nothing to copy.
 */
export async function copyValues(from: Store, to: Store, options: CopyValuesOptions): Promise<CopyValuesCounts> {
  const { concurrency, maxMemory, documentsTo = to, overwrite, signal, progress } = options;
  const counts: CopyValuesCounts = { copied: 0, present: 0, bytes: 0 };
  const copyChunk = valueCopier(from, to, { concurrency, maxBytes: maxMemory });
  let done = 0;
  const copyOne = async (key: string): Promise<void> => {
    // Documents are small, and their size says little.
    if (!overwrite && !isDocumentKey(key) && (await isPresent(from, to, key, signal))) counts.present++;
    else {
      const isDocument = isDocumentKey(key);
      const bytes = await (isDocument
        ? copyValue(from, key, documentsTo, key, { signal })
        : copyChunk(key, key, { signal }));
      if (bytes !== undefined) {
        counts.copied++;
        counts.bytes += bytes;
      }
    }
    progress({ done: ++done, total: undefined });
  };
  const documents: string[] = [];
  const chunks = (async function* () {
    for await (const key of storedKeys(from, "", signal)) {
      if (isDocumentKey(key)) documents.push(key);
      else yield key;
    }
  })();
  await forEachConcurrently(chunks, concurrency, copyOne, signal);
  const depth = (key: string): number => key.split("/").length;
  for (const key of documents.sort((a, b) => depth(b) - depth(a))) await copyOne(key);
  if (counts.copied + counts.present === 0) throw new InputError(`There is nothing to copy in ${from.description}`);
  return counts;
}

/** Values are written whole or not at all, so that one of the same size is what an earlier copy left. */
async function isPresent(from: Store, to: Store, key: string, signal: AbortSignal): Promise<boolean> {
  const there = await to.size?.(key, { signal });
  return there !== undefined && there === (await valueSize(from, key, { signal }));
}
