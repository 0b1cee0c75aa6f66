import { migrate, open, resolveStore, type Store } from "@zarrkit/api";
import { documentNames, hasValue } from "@zarrkit/core";
import { type CopyValuesOptions, copyValues } from "../copy/copy-values.ts";
import { InputError } from "../failure.ts";

/**
 * Copies the chunks of a version 2 hierarchy as they are, so that no value can change, and then describes them in version
 * 3's words. Goes on where an earlier run was broken off. Throws an `InputError`, before anything is written, for a
 * hierarchy in version 3 and for one that is in the way.
 */
export async function convertV2(
  source: Store,
  dest: Store,
  options: CopyValuesOptions,
): Promise<{ readonly nodes: number }> {
  const { overwrite, signal } = options;
  const { zarrFormat } = await open(source, { mode: "r", signal });
  if (zarrFormat === 3) {
    throw new InputError(
      `${source.description} is in version 3 already; copy copies it, rechunk gives it other chunks`,
    );
  }
  if (!overwrite && (await hasValue(dest, documentNames.v3, { signal }))) {
    throw new InputError(`There is something in ${dest.description} already; pass --overwrite to replace it`);
  }
  const [before, after] = await Promise.all([resolveStore(new Map()), resolveStore(new Map())]);
  await copyValues(source, dest, { ...options, documentsTo: before });
  const nodes = await migrate(before, { output: after, signal });
  await copyValues(after, dest, options);
  return { nodes };
}
