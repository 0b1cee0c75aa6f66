import type { CoalesceOptions } from "./coalesce.ts";
import type { Persistence } from "./persist.ts";

/** Everything but `fetch` is plain JSON, so that a worker can make the same store again. */
export interface HttpStoreOptions {
  /**
   * Makes requests in place of the global `fetch`, to sign them or to log them. After an answer of 401 it is called once
   * more, so that it can get a new token.
   */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
  /** Headers of every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Whether cookies go along, as in `fetch`. */
  readonly credentials?: "omit" | "same-origin" | "include" | undefined;
  /** How the browser's cache is used, as in `fetch`. */
  readonly cache?: "default" | "no-store" | "reload" | "no-cache" | "force-cache" | undefined;
  /** Answers that say that there is no such value. Default 404 and 410; S3 and CloudFront may say 403. */
  readonly missingStatus?: readonly number[] | undefined;
  /** How often a failed request is made again. Default 5. */
  readonly retries?: number | undefined;
  /** The most milliseconds that one attempt takes. Default 30 000. */
  readonly timeout?: number | undefined;
  /** The most milliseconds that a request takes with all its attempts. Default 120 000. */
  readonly totalTimeout?: number | undefined;
  /** Most requests to one origin at a time. Default 16. */
  readonly concurrency?: number | undefined;
  /**
   * Whether the end of a value is asked for as such (`true`), or by its position, once the size is known (`false`).
   * Default: `true`, but `false` for a page of another origin, whose browser would ask for leave first each time.
   */
  readonly suffixRanges?: boolean | undefined;
  /** Ask for sizes with `HEAD`. Default: with a short range, because the signature of an address may hold for `GET` alone. */
  readonly head?: boolean | undefined;
  /** `getRanges`: ranges at most this many bytes apart are one request. Default 32 KiB. */
  readonly coalesceMaxGapBytes?: number | undefined;
  /** `getRanges`: no request grows beyond this many bytes by merging. Default 16 MiB. */
  readonly coalesceMaxBytes?: number | undefined;
}

/** Options with their defaults. */
export interface Settings
  extends Omit<HttpStoreOptions, keyof Persistence | keyof CoalesceOptions>,
    Persistence,
    CoalesceOptions {
  readonly concurrency: number;
  readonly missingStatus: readonly number[];
}

const defaults: Settings = {
  missingStatus: [404, 410],
  retries: 5,
  timeout: 30_000,
  totalTimeout: 120_000,
  concurrency: 16,
  coalesceMaxGapBytes: 32 * 2 ** 10,
  coalesceMaxBytes: 16 * 2 ** 20,
};
const names = [...Object.keys(defaults), "fetch", "headers", "credentials", "cache", "suffixRanges", "head"];

/** Throws a `TypeError` for an option that is none, and for a number that is none. */
export function settingsOf(options: HttpStoreOptions): Settings {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) {
    if (!names.includes(name)) {
      throw new TypeError(`there is no option ${JSON.stringify(name)}; there are ${names.join(", ")}`);
    }
    const least = name === "concurrency" ? 1 : 0;
    if (typeof defaults[name as keyof Settings] === "number" && !(typeof value === "number" && value >= least)) {
      throw new TypeError(`${name} must be a number, ${least} or more, found ${value}`);
    }
  }
  return { ...defaults, ...Object.fromEntries(given) };
}
