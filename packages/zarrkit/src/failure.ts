/** What went wrong, as one line for people. Mistakes of this program's own come with their stack. */
export function failure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isForeseen = "code" in error || error instanceof UsageError;
  return isForeseen ? error.message : (error.stack ?? error.message);
}

/** A parameter or file that makes no sense; the message says what was expected. */
export class UsageError extends Error {}
