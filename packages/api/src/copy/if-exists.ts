import { InvalidArgumentError } from "@zarrkit/core";

/** What to do about something that is in the way: fail, replace it, leave it, or leave it when it is complete. */
export type IfExists = "raise" | "replace" | "skip" | "skip_initialized";

export function checkIfExists<T extends IfExists>(value: T, allowed: readonly IfExists[]): T {
  if (allowed.includes(value)) return value;
  throw new InvalidArgumentError(`ifExists must be one of ${allowed.join(", ")}, found ${String(value)}`);
}

/** What a copy has done. */
export interface CopyCounts {
  /** Nodes, or keys of `copyStore`, that were copied. */
  copied: number;
  /** Those that were in the way and left alone. */
  skipped: number;
  /** Bytes that were written. */
  bytesCopied: number;
}

/** Takes the lines that a copy has to say. */
export type CopyLog = (line: string) => void;

/** The last line of a copy's log. */
export function summaryOf({ copied, skipped, bytesCopied }: CopyCounts, dryRun: boolean): string {
  const number = (value: number): string => value.toLocaleString("en-US");
  const counts = `${number(copied)} copied, ${number(skipped)} skipped`;
  return dryRun ? `dry run: ${counts}` : `all done: ${counts}, ${number(bytesCopied)} bytes copied`;
}
