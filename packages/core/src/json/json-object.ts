import type { JsonObject } from "../contract/json.ts";

/** Nesting that documents may have: arrays and objects inside each other. Deeper ones are refused, both ways. */
export const maximumDepth = 256;

/**
 * True for a plain object: a literal, or one without a prototype. Arrays, class instances, maps, dates and typed
 * arrays are none. The members are not looked at.
 */
export function isJsonObject(value: unknown): value is JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // The second step lets plain objects of another realm (a frame, a test sandbox) pass.
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}
