import type { MaybePromise } from "../contract/index.ts";

/** Continues with a value now, or with a promise's value later: synchronous roads stay synchronous. */
export function chained<T, R>(value: MaybePromise<T>, next: (value: T) => MaybePromise<R>): MaybePromise<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}
