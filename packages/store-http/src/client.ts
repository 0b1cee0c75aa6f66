import type { PinnedOptions } from "@zarrkit/core/contract";
import { type Answer, type Excerpt, leave, readAnswer } from "./answer.ts";
import { HttpError } from "./http-error.ts";
import type { Settings } from "./options.ts";
import { type Origin, originOf } from "./origin.ts";
import { persist } from "./persist.ts";

export interface Ask extends PinnedOptions {
  readonly method?: "GET" | "HEAD";
  /** What is wanted of the value; left out, all of it. */
  readonly excerpt?: Excerpt | undefined;
}

/** Makes the requests of a store: in turn with those of others to the same origin, and again where they fail. */
export class Client {
  readonly origin: Origin;
  readonly settings: Settings;

  constructor(origin: string, settings: Settings) {
    this.origin = originOf(origin);
    this.settings = settings;
    this.ask = this.ask.bind(this);
  }

  /** What the server tells of a value; `undefined` when there is none. Throws an `HttpError`, or the signal's reason. */
  async ask(url: string, { method = "GET", signal: shared, priority, excerpt, pin }: Ask): Promise<Answer | undefined> {
    const { settings, origin } = this;
    // A signal of its own: hosts take many listeners on one that many requests share for a leak.
    const signal = shared && AbortSignal.any([shared]);
    // A server may refuse `HEAD` where it would serve the value, unless we are told that it does not.
    const missingStatus = method === "GET" || settings.head === true ? settings.missingStatus : [];
    const answer = await origin.lanes.run(settings.concurrency, { signal, priority }, () =>
      persist(
        url,
        async (stop) => {
          const request = (): Request => this.#request(url, { method, priority, signal: stop, excerpt });
          return readAnswer(await this.#send(request), { url, excerpt, pin, missingStatus });
        },
        settings,
        signal,
      ),
    );
    if (excerpt?.header !== undefined && answer !== undefined && answer.size !== 0) {
      if (answer.status === 206) origin.ignoresRanges = false;
      if (answer.status === 200) origin.ignoresRanges = true;
    }
    return answer;
  }

  async #send(request: () => Request): Promise<Response> {
    const { fetch: hook } = this.settings;
    if (hook === undefined) return fetch(request());
    const response = await callHook(hook, request());
    if (response.status !== 401) return response;
    leave(response);
    return callHook(hook, request());
  }

  #request(url: string, { method, priority, signal, excerpt }: Ask): Request {
    const { headers, credentials, cache } = this.settings;
    return new Request(url, {
      ...(method && { method }),
      ...(signal && { signal }),
      ...(priority && { priority }),
      ...(credentials && { credentials }),
      ...(cache && { cache }),
      headers: { ...headers, ...(excerpt?.header && { range: excerpt.header }) },
    });
  }
}

type Hook = NonNullable<Settings["fetch"]>;

/** What a network, a time limit or the system was the reason of may pass; an error of the hook's own will not. */
async function callHook(hook: Hook, request: Request): Promise<Response> {
  try {
    return await hook(request);
  } catch (cause) {
    if (cause instanceof HttpError || mayPass(cause)) throw cause;
    throw new HttpError(request.url, `the fetch hook failed: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
}

function mayPass(cause: unknown): boolean {
  if (cause instanceof TypeError) return true;
  const { name, code } = Object(cause) as { readonly name?: unknown; readonly code?: unknown };
  return typeof code === "string" || /^(Network|Timeout|Abort|Fetch)Error$/.test(String(name));
}
