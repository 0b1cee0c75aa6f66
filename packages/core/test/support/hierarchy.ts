import { vi } from "vitest";
import type { JsonObject, JsonValue } from "../../src/contract/index.ts";
import { CountingStore } from "./counting-store.ts";
import { parseJsonBytes } from "./parse-json.ts";

export type ZarrFormat = 2 | 3;
export const zarrFormats: readonly ZarrFormat[] = [2, 3];

/** Name of the document that holds consolidated metadata. */
export const consolidatedKey: Record<ZarrFormat, string> = { 2: ".zmetadata", 3: "zarr.json" };

/** A counting store that holds documents, given as text or values by key. */
export function storeOf(documents: Readonly<Record<string, string | JsonObject>> = {}): CountingStore {
  const store = new CountingStore();
  for (const [key, document] of Object.entries(documents)) {
    const text = typeof document === "string" ? document : JSON.stringify(document);
    store.map.set(key, new TextEncoder().encode(text));
  }
  return store;
}

/** The document under a key. */
export function documentAt(store: CountingStore, key: string): JsonObject {
  return parseJsonBytes(store.map.get(key) as Uint8Array) as JsonObject;
}

/** The keys of a store, sorted. */
export function keysOf(store: CountingStore): string[] {
  return [...store.map.values.keys()].sort();
}

/** Everything that a piece of work asks of a store: keys read, written and deleted, and prefixes listed. */
export async function requestsOf(store: CountingStore, work: () => Promise<unknown>): Promise<string[]> {
  const listDir = vi.spyOn(store, "listDir");
  const list = vi.spyOn(store, "list");
  store.reset();
  try {
    await work();
    const listed = [...listDir.mock.calls, ...list.mock.calls].map(([prefix]) => `list ${prefix}`);
    return [...store.requests.map(({ kind, key }) => `${kind} ${key}`), ...listed];
  } finally {
    listDir.mockRestore();
    list.mockRestore();
  }
}

/** A value in which the order of members shows. */
export function ordered(value: JsonValue): unknown {
  if (Array.isArray(value)) return value.map((item) => ordered(item as JsonValue));
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value).map(([key, member]) => [key, ordered(member)]);
}

export async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
