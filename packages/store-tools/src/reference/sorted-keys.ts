import type { StoreKey } from "@zarrkit/core/contract";

/** Keys in order, so that what lies below a prefix is found without looking at the others. */
export class SortedKeys {
  readonly #keys: readonly StoreKey[];

  constructor(keys: Iterable<StoreKey>) {
    this.#keys = [...keys].sort((a, b) => (a < b ? -1 : 1));
  }

  /** Every key that starts with a prefix. */
  *keys(prefix: string): Generator<StoreKey> {
    for (let index = this.#first(prefix); this.#keys[index]?.startsWith(prefix); index++)
      yield this.#keys[index] as StoreKey;
  }

  /** The next segments below a prefix: `"zarr.json"` for a key, `"a/"` where more follows. */
  *names(prefix: string): Generator<string> {
    for (let index = this.#first(prefix); this.#keys[index]?.startsWith(prefix); ) {
      const key = this.#keys[index] as StoreKey;
      const slash = key.indexOf("/", prefix.length);
      if (slash < 0) {
        yield key.slice(prefix.length);
        index++;
      } else {
        yield key.slice(prefix.length, slash + 1);
        // "0" comes right after "/".
        index = this.#first(`${key.slice(0, slash)}0`);
      }
    }
  }

  /** Where the first key is that is not before a text. */
  #first(text: string): number {
    let [low, high] = [0, this.#keys.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#keys[middle] as StoreKey) < text) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
