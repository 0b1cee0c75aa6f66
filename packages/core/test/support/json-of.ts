import type { JsonObject } from "../../src/contract/index.ts";
import { encodeJson } from "../../src/json/encode-json.ts";
import type { MapStore } from "./map-store.ts";
import { parseJsonBytes } from "./parse-json.ts";

/** The document under a key. */
export function jsonOf(store: MapStore, key: string): JsonObject | undefined {
  const bytes = store.values.get(key);
  return bytes === undefined ? undefined : (parseJsonBytes(bytes) as JsonObject);
}

/** Puts a document under a key; text is taken as it is. */
export function putJson(store: MapStore, key: string, document: JsonObject | string): void {
  store.values.set(key, typeof document === "string" ? new TextEncoder().encode(document) : encodeJson(document));
}
