/** Where something went wrong, as far as it is known there. */
export interface ErrorPlace {
  /** The store's description. */
  readonly store?: string | undefined;
  /** Path of the node, without a leading slash. */
  readonly path?: string | undefined;
  /** Store key. */
  readonly key?: string | undefined;
  /** Chunk coordinates. */
  readonly chunk?: readonly number[] | undefined;
}

export interface ZarrErrorOptions extends ErrorPlace {
  /** What was thrown before, and led to this error. */
  readonly cause?: unknown;
}

const brand = Symbol.for("zarrkit.error");

/**
 * The base of every error that this library throws on purpose.
 *
 * `code` and `name` are literals for each class and survive bundling, where class names and `instanceof` may not.
 * Class names follow zarr-python.
 */
export class ZarrError extends Error implements ErrorPlace {
  /** Tells the class of the error, where `instanceof` may not. */
  readonly code: string = "ZARR";
  /** The name of the class, also where a bundler has given that another. */
  override readonly name: string = "ZarrError";
  readonly store: string | undefined;
  readonly path: string | undefined;
  readonly key: string | undefined;
  readonly chunk: readonly number[] | undefined;

  constructor(message: string, options: ZarrErrorOptions = {}) {
    const { cause, store, path, key, chunk } = options;
    super(message + describePlace(options), cause === undefined ? undefined : { cause });
    this.store = store;
    this.path = path;
    this.key = key;
    this.chunk = chunk;
    Object.defineProperty(this, brand, { value: true });
  }
}

/** True for an error of this library, also one of another copy of it. */
export function isZarrError(error: unknown): error is ZarrError {
  return typeof error === "object" && error !== null && brand in error;
}

function describePlace({ store, path, key, chunk }: ErrorPlace): string {
  const parts: string[] = [];
  if (chunk !== undefined) parts.push(`chunk [${chunk.join(", ")}]`);
  if (key !== undefined) parts.push(`key ${JSON.stringify(key)}`);
  else if (path !== undefined) parts.push(`path ${JSON.stringify(`/${path}`)}`);
  if (store !== undefined) parts.push(`store ${store}`);
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}

/** The message of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
