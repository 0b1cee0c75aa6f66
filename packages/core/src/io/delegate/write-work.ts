import type { TaskWork } from "../../contract/index.ts";
import type { ChunkProjection } from "../../plan/split-box.ts";

/** One whole chunk and its value, as data. */
export interface WriteWork extends TaskWork {
  readonly kind: "write";
  readonly chunk: ChunkProjection;
  readonly value: { readonly elements: Uint8Array; readonly offset: number; readonly stride: readonly number[] };
}
