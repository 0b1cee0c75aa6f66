import type { WorkSize } from "@zarrkit/core/contract";

/** From how many bytes on, decoded, threads are taken to be sooner done: estimates from the cost of the parts. */
export interface Worth {
  /** Chunks that shrink: most of the time goes into codecs. */
  readonly compressed: number;
  /** Chunks that do not: most of it goes into copying, in which threads stand in each other's way. */
  readonly plain: number;
  /** Such chunks to write: whoever hands them over has copied them already, and that was the work. */
  readonly plainWrite: number;
  /** Work on a single chunk of any other kind, which no second thread can help with. */
  readonly single: number;
}

export function isWorthWhile({ kind, chunks, bytes, isCompressed }: WorkSize, worth: Worth): boolean {
  if (kind === "write" && !isCompressed) return bytes >= worth.plainWrite;
  return bytes >= (chunks === 1 ? worth.single : isCompressed ? worth.compressed : worth.plain);
}
