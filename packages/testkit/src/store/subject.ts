import type { ListableStore, Store, WritableStore } from "@zarrkit/core/contract";
import type { Expect } from "../runner.ts";
import type { StoreUnderTest } from "../store.ts";

/** What a test gets to work with. */
export interface Subject extends StoreUnderTest {
  readonly expect: Expect;
}

/** One test, under the clause of the contract that it checks. */
export interface Clause {
  readonly group: string;
  readonly name: string;
  run(subject: Subject): Promise<void>;
}

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Prepares a value, behind the store's back where that is possible. */
export async function put(subject: Subject, key: string, value: Uint8Array | string): Promise<void> {
  const data = typeof value === "string" ? bytes(value) : value;
  if (subject.behind !== undefined) await subject.behind.write(key, data);
  else await writable(subject).set(key, data);
}

/** What is stored, behind the store's back where that is possible. */
export async function peek(subject: Subject, key: string): Promise<number[] | undefined> {
  const value = subject.behind?.read === undefined ? await subject.store.get(key) : await subject.behind.read(key);
  return plain(value);
}

/** Bytes as a plain list, which every runner compares and prints well. */
export function plain(value: Uint8Array | undefined): number[] | undefined {
  return value === undefined ? undefined : Array.from(value);
}

export function writable(subject: Subject): WritableStore {
  return subject.store as WritableStore;
}

export function listable(subject: Subject): ListableStore {
  return subject.store as ListableStore;
}

export async function sorted(values: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = [];
  for await (const value of values) found.push(value);
  return found.sort();
}

/** The error of a call, whether thrown or rejected, or `undefined` when there was none. */
export async function failure(call: () => unknown): Promise<unknown> {
  try {
    await call();
    return undefined;
  } catch (error) {
    return error ?? new Error("rejected with nothing");
  }
}

/** Bytes that look alike nowhere, the same for the same seed. */
export function noise(length: number, seed: number): Uint8Array {
  const out = new Uint8Array(length);
  let state = (seed * 2654435761 + 1) >>> 0;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    out[i] = state >>> 24;
  }
  return out;
}

/** Equality of long values, without a runner printing millions of bytes. */
export function same(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a !== undefined && a.byteLength === b.byteLength && a.every((byte, i) => byte === b[i]);
}

/** A store's methods when called through a proxy that has no part in private state. */
export function proxied<S extends Store>(store: S): S {
  return new Proxy(store, {
    get: (target, name, receiver) => Reflect.get(target, name, receiver),
  });
}
