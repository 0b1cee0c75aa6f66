/** A value, or a promise of it. Synchronous work stays synchronous: the engine awaits only promises. */
export type MaybePromise<T> = T | Promise<T>;

/**
 * A JSON value with exact numbers: an integer beyond ±2^53 is a `bigint`, and the bare words `NaN`,
 * `Infinity` and `-Infinity` that Python writes are numbers.
 */
export type JsonValue = null | boolean | number | bigint | string | readonly JsonValue[] | JsonObject;

/** A JSON object. Every key is an own property, `__proto__` included. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}
