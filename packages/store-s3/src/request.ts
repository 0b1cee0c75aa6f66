import type { S3ServiceException } from "@aws-sdk/client-s3";

/** What a failed request tells: an HTTP `status` where there was an answer, and the `code` of S3, the system or the SDK. */
export interface S3Failure extends Error {
  readonly status?: number | undefined;
  readonly code: string;
  readonly attempts?: number | undefined;
  readonly requestId?: string | undefined;
}

/**
 * Sends a request. What goes wrong says what was tried on which object.
 *
 * @throws S3Failure, or the reason of the signal.
 */
export async function request<Output>(
  doing: string,
  signal: AbortSignal | undefined,
  send: (options: { abortSignal?: AbortSignal }) => Promise<Output>,
): Promise<Output> {
  signal?.throwIfAborted();
  try {
    // A signal of its own: the SDK listens at it more than once, and a signal for many requests would seem to leak.
    return await send(signal === undefined ? {} : { abortSignal: AbortSignal.any([signal]) });
  } catch (cause) {
    signal?.throwIfAborted();
    throw failure(doing, cause);
  }
}

export function isFailure(error: unknown): error is S3Failure {
  return error instanceof Error && "code" in error && typeof error.code === "string";
}

function failure(doing: string, cause: unknown): S3Failure {
  const { name = "Error", message, code = codeIn(cause) ?? name, $metadata } = cause as SdkError;
  const status = $metadata?.httpStatusCode;
  const attempts = $metadata?.attempts;
  const tried = attempts !== undefined && attempts > 1 ? `, tried ${attempts} times` : "";
  const answer = status === undefined ? "" : ` (HTTP ${status}, ${code})`;
  const advice = status === 403 ? `. ${forbidden}` : "";
  const error = new Error(`cannot ${doing}: ${message}${answer}${tried}${advice}`, { cause });
  return Object.assign(error, { status, code, attempts, requestId: $metadata?.requestId });
}

type SdkError = Partial<S3ServiceException> & { readonly code?: string };

/** What S3 calls the error, where the SDK could not parse its answer: in browsers it needs a `DOMParser`, which workers lack. */
function codeIn(cause: unknown): string | undefined {
  const { $responseBodyText: body } = Object(cause) as { $responseBodyText?: unknown };
  return typeof body === "string" ? /<Code>([^<]+)<\/Code>/.exec(body)?.[1] : undefined;
}

const forbidden =
  "S3 also says so of missing objects in buckets that may not be listed: `missingStatus: [403, 404]` takes it for that";
