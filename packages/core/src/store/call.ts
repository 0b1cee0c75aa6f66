import type { ByteRange, MaybePromise, Store, StoreKey, StoreOptions } from "../contract/index.ts";
import { ConflictError, StoreError } from "../error/data-error.ts";
import { UnsupportedError } from "../error/usage-error.ts";
import { isZarrError, messageOf } from "../error/zarr-error.ts";

/** Runs a call to a store; whatever it throws becomes an error that says which key. */
export function guarded<T>(
  store: Store,
  key: StoreKey,
  doing: string,
  { signal }: StoreOptions,
  step: () => MaybePromise<T>,
): MaybePromise<T> {
  signal?.throwIfAborted();
  const fail = (cause: unknown): never => rethrow(cause, store, key, doing, signal);
  try {
    const result = step();
    return result instanceof Promise ? result.catch(fail) : result;
  } catch (cause) {
    return fail(cause);
  }
}

/** The same for what a store lists below a prefix. */
export async function* guardedListing<T>(
  store: Store,
  prefix: string,
  { signal }: StoreOptions,
  step: () => AsyncIterable<T>,
): AsyncGenerator<T> {
  signal?.throwIfAborted();
  try {
    yield* step();
  } catch (cause) {
    rethrow(cause, store, prefix, "list", signal);
  }
}

function rethrow(cause: unknown, store: Store, key: StoreKey, doing: string, signal: AbortSignal | undefined): never {
  if (isZarrError(cause) || signal?.aborted) throw cause;
  const place = { store: store.description, key, cause };
  if (hasCode(cause, "unsupported")) throw new UnsupportedError(messageOf(cause), place);
  const message = `Could not ${doing}: ${messageOf(cause)}`;
  if (hasCode(cause, "changed") || hasCode(cause, "ambiguous")) throw new ConflictError(message, place);
  throw new StoreError(message, place);
}

/**
 * A store says with codes that it cannot do a thing at all, such as delete, that a pinned value has changed, or that it does
 * not know whether it has changed one.
 */
function hasCode(cause: unknown, code: "unsupported" | "changed" | "ambiguous"): boolean {
  return typeof cause === "object" && cause !== null && "code" in cause && cause.code === code;
}

/**
 * What a store answered, `undefined` for a missing value. Throws a {@link StoreError} for what is no bytes, and for more
 * bytes than were asked for: then the store has not looked at the range, and nobody knows which bytes these are.
 */
export function checkedAnswer(
  value: unknown,
  range: ByteRange | undefined,
  store: Store,
  key: StoreKey,
): Uint8Array | undefined {
  const refuse = (found: string): never => {
    throw new StoreError(`The store answered ${found}`, { store: store.description, key });
  };
  if (value === undefined) return value;
  if (!(value instanceof Uint8Array)) {
    return refuse(`${Object.prototype.toString.call(value)} where a Uint8Array is due`);
  }
  const most = range !== undefined && "suffix" in range ? range.suffix : range?.length;
  if (most === undefined || value.length <= most) return value;
  return refuse(`${value.length} bytes to a request for ${most}: it does not honour ranges`);
}
