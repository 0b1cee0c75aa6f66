import type { ListableStore, WritableStore } from "@zarrkit/core/contract";
import { clip } from "@zarrkit/store-base/byte-range";
import { KeyTree } from "@zarrkit/store-base/key-tree";
import { checkKey, checkPrefix } from "@zarrkit/store-base/store-key";
import { checkValue } from "@zarrkit/store-base/value";
import { heedPin } from "@zarrkit/store-base/version-pin";

/** A store in memory that numbers its writes: the number is the version of the value. */
export function numberedStore(): WritableStore & ListableStore {
  const values = new Map<string, { readonly bytes: Uint8Array; readonly version: string }>();
  const keys = new KeyTree();
  let writes = 0;
  return {
    contract: "zarrkit.store.v1",
    description: "numbered values in memory",

    get(key, { range, pin, signal } = {}) {
      signal?.throwIfAborted();
      const value = values.get(checkKey(key));
      heedPin(pin, value?.version);
      return value?.bytes.slice(...clip(range, value.bytes.length));
    },

    version(key, { signal } = {}) {
      signal?.throwIfAborted();
      return values.get(checkKey(key))?.version;
    },

    set(key, bytes, { ifVersion, signal } = {}) {
      signal?.throwIfAborted();
      checkValue(key, bytes);
      const bare = checkKey(key);
      if (ifVersion !== undefined && ifVersion !== (values.get(bare)?.version ?? null)) return false;
      values.set(bare, { bytes: new Uint8Array(bytes), version: String(++writes) });
      keys.add(bare);
      return true;
    },

    delete(key, { signal } = {}) {
      signal?.throwIfAborted();
      const bare = checkKey(key);
      values.delete(bare);
      keys.delete(bare);
    },

    async *list(prefix, { signal } = {}) {
      for (const key of keys.keys(checkPrefix(prefix))) {
        signal?.throwIfAborted();
        yield key;
      }
    },

    async *listDir(prefix, { signal } = {}) {
      for (const name of keys.names(checkPrefix(prefix))) {
        signal?.throwIfAborted();
        yield name;
      }
    },
  };
}
