import type { ByteRange, ReadOptions, Store } from "@zarrkit/core/contract";
import { MemoryStore } from "@zarrkit/store-memory";
import { expect, onTestFinished, vi } from "vitest";
import { type CachedStore, type CacheOptions, cached, observed, type StoreEvent } from "../../src/index.ts";

export const value: Uint8Array<ArrayBuffer> = Uint8Array.from({ length: 100 }, (_, index) => index);
export const part = (start: number, end?: number): Uint8Array<ArrayBuffer> => value.subarray(start, end);

/** What a call fails with. */
export const failureOf = (call: unknown): Promise<unknown> =>
  Promise.resolve(call).then(
    () => expect.unreachable("it should have failed"),
    (error) => error,
  );

/** Until calls under way have got as far as they can: turns of the event loop, which may each take long. */
export async function quiet(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve, 1));
}

/** A clock that goes on only when told to, until the test ends. */
export function stoppedClock(): { advance(milliseconds: number): Promise<void> } {
  let now = performance.now();
  const spy = vi.spyOn(performance, "now").mockImplementation(() => now);
  onTestFinished(() => spy.mockRestore());
  return {
    async advance(milliseconds: number) {
      now += milliseconds;
      // The cache looks at the clock no more than once in a millisecond.
      await quiet();
    },
  };
}

/** A store that serves several ranges in one call, and answers later. */
export function rangesStore(inner: MemoryStore): MemoryStore & Required<Pick<Store, "getRanges">> {
  const late = <A extends unknown[], T>(call: (...given: A) => T) => {
    return async (...given: A): Promise<T> => {
      await Promise.resolve();
      return call(...given);
    };
  };
  return {
    ...inner,
    contract: inner.contract,
    get: late(inner.get),
    async getRanges(key: string, ranges: readonly ByteRange[], options?: ReadOptions) {
      const parts = ranges.map((range) => inner.get(key, { ...options, range }));
      return parts.includes(undefined) ? undefined : (parts as Uint8Array[]);
    },
  } as never;
}

/** A cache over a store. */
export interface CacheScene {
  readonly inner: MemoryStore;
  readonly store: CachedStore<MemoryStore>;
  /** What reached the store since the last call: operation, key and ranges. */
  fetched(): unknown[][];
}

/** A cache over a value of a hundred bytes. */
export function scene(
  options: CacheOptions = {},
  make: (inner: MemoryStore) => MemoryStore = (inner) => inner,
): CacheScene {
  const events: StoreEvent[] = [];
  const inner = new MemoryStore(new Map([["k", value.slice()]]));
  const store = cached(
    observed(make(inner), (event) => events.push(event)),
    options,
  );
  const fetched = () => events.splice(0).map(({ operation, key, ranges }) => [operation, key, ...ranges]);
  return { inner, store, fetched };
}
