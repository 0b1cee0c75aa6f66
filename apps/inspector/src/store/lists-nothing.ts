import { HttpError } from "@zarrkit/store-http";

/** Whether a list of a folder failed because the web server gives none, and not for a reason that may pass. */
export function listsNothing(error: unknown): boolean {
  const { cause } = Object(error) as Error;
  return cause instanceof HttpError && !cause.retryable;
}
