import type { PinnedOptions } from "@zarrkit/core/contract";
import type { Answer } from "./answer.ts";
import type { Client } from "./client.ts";
import { headersExcerpt } from "./excerpt.ts";
import { HttpError } from "./http-error.ts";

/** What is known of a value without reading it. */
export interface Facts {
  readonly size: number;
  readonly version: string;
}

/**
 * Asks for the size and version of a value with a range of one byte. Where the answer hides the size from a page of
 * another origin, asks with `HEAD`, and where that is refused, asks for the whole value and hangs up.
 */
export async function askFacts(
  { settings, origin, ask }: Client,
  url: string,
  { pin, signal, priority }: PinnedOptions,
): Promise<Facts | undefined> {
  const question = { pin, signal, priority, excerpt: headersExcerpt() };
  if (settings.head !== true && !origin.hidesSizes) {
    const answer = await ask(url, { ...question, excerpt: headersExcerpt({ offset: 0, length: 1 }) });
    if (answer === undefined || isSized(answer)) return answer;
    // The first byte is beyond the end of an empty value only.
    if (answer.status === 416) return { ...answer, size: 0 };
    origin.hidesSizes = true;
  }
  if (!origin.refusesHead) {
    try {
      const answer = await ask(url, { ...question, method: "HEAD" });
      if (answer === undefined || isSized(answer)) return answer;
      origin.refusesHead = true;
    } catch (error) {
      if (!(error instanceof HttpError) || error.retryable || error.code !== undefined) throw error;
      origin.refusesHead = !settings.missingStatus.includes(error.status ?? 0);
    }
  }
  const answer = await ask(url, question);
  return answer && { ...answer, size: answer.size ?? 0 };
}

function isSized(answer: Answer): answer is Answer & Facts {
  return answer.size !== undefined;
}
