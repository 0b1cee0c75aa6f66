/** Long enough for the parts of one read, short enough that others' changes are seen soon. Milliseconds. */
const lifetime = 2000;
/** Larger values are shared by reads under way, and not kept afterwards. Bytes. */
const largest = 64 * 2 ** 20;

type Value = Uint8Array | undefined;

/**
 * The last value that was read whole because its store cannot read ranges: the parts of a shard are wanted one after
 * another, and each of them would fetch it again.
 */
export class WholeValues {
  #last: { readonly key: string; readonly value: Promise<Value>; readonly since: number } | undefined;

  /** The value of a key: the one under way or just read, or what `fetch` answers. */
  async read(key: string, fetch: () => Promise<Value>): Promise<Value> {
    const known = this.#last;
    if (known?.key === key && performance.now() - known.since < lifetime) return known.value;
    const last = { key, value: fetch(), since: performance.now() };
    this.#last = last;
    let keep = false;
    try {
      const value = await last.value;
      keep = value !== undefined && value.length <= largest;
      return value;
    } finally {
      if (!keep && this.#last === last) this.#last = undefined;
    }
  }

  /** Forgets a key whose value has changed. */
  changed(key: string): void {
    if (this.#last?.key === key) this.#last = undefined;
  }
}
