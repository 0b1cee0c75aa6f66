export interface HttpErrorDetails {
  readonly status?: number | undefined;
  readonly code?: string | undefined;
  readonly retryable?: boolean | undefined;
  readonly retryAfter?: number | undefined;
  readonly cause?: unknown;
}

/** A request that brought no value, for a reason other than that there is none. */
export class HttpError extends Error {
  /** Name of the class. */
  override readonly name = "HttpError";
  /** The address, without its query, which may hold a signature. */
  readonly url: string;
  /** What the server answered, if it did. */
  readonly status: number | undefined;
  /** `"changed"`: the value is not the one that reads before it were of. */
  readonly code: string | undefined;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
  /** Milliseconds that the server asked to wait. */
  readonly retryAfter: number | undefined;
  /** How many times the request was made. */
  attempts = 1;

  constructor(url: string, what: string, details: HttpErrorDetails = {}) {
    const bare = url.replace(/\?.*/s, "");
    super(`${what} (${bare})`, "cause" in details ? { cause: details.cause } : undefined);
    this.url = bare;
    this.status = details.status;
    this.code = details.code;
    this.retryable = details.retryable ?? false;
    this.retryAfter = details.retryAfter;
  }
}
