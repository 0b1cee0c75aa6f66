/** What went wrong, as one line for people. Mistakes of this program's own come with their stack. */
export function failure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isForeseen = "code" in error || error instanceof UsageError || error instanceof InputError;
  return isForeseen ? error.message : (error.stack ?? error.message);
}

/** A command that makes no sense as it was given; the message says what was expected. */
export class UsageError extends Error {}

/** Something that was found and cannot be worked with; the message says what was expected. */
export class InputError extends Error {}
