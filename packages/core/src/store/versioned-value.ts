import type { Store, StoreKey, StoreOptions, VersionPin } from "../contract/index.ts";
import { UnsupportedError } from "../error/usage-error.ts";
import { deleteValue, deleteVersion, valueVersion } from "./access.ts";
import { readValue } from "./read-value.ts";

/** A value as it was read, and what tells whether it still is that. */
export interface VersionedValue {
  readonly bytes: Uint8Array | undefined;
  /** As `ifVersion` takes it: `null` where there is no value, `undefined` where the store tells no versions. */
  readonly version: string | null | undefined;
}

/** A value that is taken to be missing without a look. To write on that condition shows whether it is. */
export const assumedMissing: VersionedValue = { bytes: undefined, version: null };

/** What is known of a value that was not looked at. */
export const unreadValue: VersionedValue = { bytes: undefined, version: undefined };

/** Reads a value and its version, with one request where the store fills pins. */
export async function readVersioned(store: Store, key: StoreKey, options: StoreOptions = {}): Promise<VersionedValue> {
  if (store.version === undefined) return { bytes: await readValue(store, key, options), version: undefined };
  const pin: VersionPin = { version: undefined };
  const bytes = await readValue(store, key, { ...options, pin });
  if (bytes === undefined) return { bytes, version: null };
  if (pin.version !== undefined) return { bytes, version: pin.version };
  // First the version, so that a change in between is noticed.
  const version = (await valueVersion(store, key, options)) ?? null;
  return { bytes: await readValue(store, key, options), version };
}

/**
 * Removes a value that was read. `false`: it is another by now; `undefined`: the store cannot remove it, or not without
 * the risk of removing another one.
 */
export async function removeVersioned(
  store: Store,
  key: StoreKey,
  { version }: VersionedValue,
  options: StoreOptions = {},
): Promise<boolean | undefined> {
  try {
    if (typeof version === "string") return await deleteVersion(store, key, version, options);
    await deleteValue(store, key, options);
    return true;
  } catch (error) {
    if (error instanceof UnsupportedError) return undefined;
    throw error;
  }
}
