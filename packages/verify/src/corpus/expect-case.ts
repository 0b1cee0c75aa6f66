import { errors, type StoreLike } from "@zarrkit/api";
import type { Case } from "./manifest.ts";
import { Mismatch } from "./mismatch.ts";
import { accepts, acceptsError, runCase } from "./run-case.ts";

/** A case that is not supported yet: which piece is missing, and the issue that adds it. */
export interface NotYet {
  readonly reason: string;
  readonly issue: number;
}

const describeError = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : `not an Error: ${String(error)}`;

/** The mark of the library's own errors; any other escape is a fault, whatever its message says. */
export function isTyped(error: unknown): boolean {
  return error instanceof errors.ZarrError && typeof error.code === "string" && error.code.length > 0;
}

/**
 * Runs a case and throws a {@link Mismatch} unless its outcome is the one the manifest asks for. A case that is not
 * supported yet must raise a typed error: wrong data is never tolerated, and neither is an entry that outlived its reason.
 */
export async function expectCase(
  one: Case,
  store: StoreLike,
  notYet: NotYet | undefined,
): Promise<"passed" | "not yet"> {
  const [result] = await Promise.allSettled([runCase(one, store)]);
  if (result.status === "rejected") {
    if (result.reason instanceof Mismatch) throw result.reason;
    if (!isTyped(result.reason)) {
      throw new Mismatch(`an error that is not the library's own: ${describeError(result.reason)}`, {
        cause: result.reason,
      });
    }
    if (notYet !== undefined) return "not yet";
    if (!acceptsError(one)) {
      throw new Mismatch(`refused, expected ${one.outcome}: ${describeError(result.reason)}`, { cause: result.reason });
    }
    return "passed";
  }
  if (!accepts(one, result.value)) throw new Mismatch(`went through (${result.value}), expected ${one.outcome}`);
  if (notYet !== undefined) throw new Mismatch("works now: remove it from test/not-yet.ts");
  return "passed";
}
