/**
 * A store whose calls fail now and then, to test what is built on stores.
 *
 * ```ts
 * import { failingStore } from "@zarrkit/testkit/failing-store";
 *
 * const store = failingStore(new MapStore(), { rate: 0.2, seed: 7 });
 * ```
 *
 * @module
 */
import type { ListableStore, MaybePromise, Store, WritableStore } from "@zarrkit/core/contract";

interface CompleteStore extends WritableStore, ListableStore {}

/** The operations of stores, by their names in the contract. */
export type StoreOperation = Exclude<
  keyof CompleteStore,
  "contract" | "description" | "identity" | "identityPrefix" | "portable" | "readOnly" | "borrowed" | "bytesPerRequest"
>;

/** `"before"`: the store never hears of the call. `"after"`: it does what was asked, and the answer is lost. */
export type FailurePoint = "before" | "after";

/** Which calls fail, and how. */
export interface FailingStoreOptions {
  /** Which share of the calls fails, one half before and one half after. Default 0.2. */
  readonly rate?: number | undefined;
  /** Equal seeds fail the same calls. Default 1. */
  readonly seed?: number | undefined;
  /** Decides instead of chance; `undefined`: the call goes well. */
  readonly failure?: ((operation: StoreOperation, key: string) => FailurePoint | undefined) | undefined;
}

const calls: readonly StoreOperation[] = [
  "get",
  "getRanges",
  "getRange",
  "version",
  "size",
  "set",
  "delete",
  "deleteIf",
  "deletePrefix",
];
const listings = ["list", "listDir"] as const;

/** The same store, with the same abilities, some of whose calls fail with an error whose `code` is `"injected"`. */
export function failingStore<S extends Store>(
  store: S,
  options: FailingStoreOptions = {},
): Pick<CompleteStore, keyof S & keyof CompleteStore> {
  const failure = options.failure ?? byChance(options.rate ?? 0.2, options.seed ?? 1);
  const { contract, description, identity = store, identityPrefix = "", readOnly = false, borrowed = false } = store;
  const wrapper: Record<string, unknown> = { contract, description, identity, identityPrefix, readOnly, borrowed };
  const inner = store as unknown as Record<string, unknown>;
  for (const operation of calls) {
    const method = inner[operation] as ((key: string, ...rest: unknown[]) => MaybePromise<unknown>) | undefined;
    if (method === undefined) continue;
    wrapper[operation] = async (key: string, ...rest: unknown[]): Promise<unknown> => {
      const point = failure(operation, key);
      if (point === "before") throw injected(operation, key);
      const answer = await method(key, ...rest);
      if (point === "after") throw injected(operation, key);
      return answer;
    };
  }
  for (const operation of listings) {
    const method = inner[operation] as ListableStore["list"] | undefined;
    if (method === undefined) continue;
    wrapper[operation] = async function* (...given: Parameters<ListableStore["list"]>): AsyncGenerator<string> {
      const point = failure(operation, given[0]);
      if (point === "before") throw injected(operation, given[0]);
      for await (const name of method(...given)) {
        yield name;
        // Part of a listing is worse than none.
        if (point === "after") throw injected(operation, given[0]);
      }
    };
  }
  return wrapper as Pick<CompleteStore, keyof S & keyof CompleteStore>;
}

function injected(operation: StoreOperation, key: string): Error {
  return Object.assign(new Error(`${operation} of ${JSON.stringify(key)} failed on purpose`), { code: "injected" });
}

/** A linear congruential generator, whose upper bits are random enough for this. Source: Numerical Recipes, section 7.1. */
function byChance(rate: number, seed: number): () => FailurePoint | undefined {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const draw = state / 2 ** 32;
    if (draw >= rate) return undefined;
    return draw < rate / 2 ? "before" : "after";
  };
}
