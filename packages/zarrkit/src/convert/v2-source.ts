import { copyStore, migrate, type Store } from "@zarrkit/api";
import type { Progress } from "../output.ts";

export interface ConvertV2Options {
  readonly overwrite: boolean;
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
}

/**
 * Copies a version 2 hierarchy, and describes the copy in version 3's words instead. Chunks are copied as they are, so
 * that no value can change. Goes on where an earlier run was broken off.
 */
export async function convertV2(
  source: Store,
  dest: Store,
  { overwrite, signal, progress }: ConvertV2Options,
): Promise<{ readonly nodes: number }> {
  const ifExists = overwrite ? "replace" : "skip";
  await copyStore(source, dest, { ifExists, signal, onProgress: progress });
  return { nodes: await migrate(dest, { removeV2Metadata: true, overwrite, signal }) };
}
