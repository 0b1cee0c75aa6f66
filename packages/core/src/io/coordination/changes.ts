/** Values below a prefix that were written while somebody watched. */
export class Changes {
  readonly #prefix: string;
  readonly #keys = new Set<string>();
  readonly #prefixes = new Set<string>();

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  get any(): boolean {
    return this.#keys.size + this.#prefixes.size > 0;
  }

  has(key: string): boolean {
    return this.#keys.has(key) || [...this.#prefixes].some((prefix) => key.startsWith(prefix));
  }

  /** Notes that a value was written, if it is one of these. */
  add(key: string): void {
    if (key.startsWith(this.#prefix)) this.#keys.add(key);
  }

  /** Notes that all values below a prefix are gone. */
  addBelow(prefix: string): void {
    if (prefix.startsWith(this.#prefix) || this.#prefix.startsWith(prefix)) this.#prefixes.add(prefix);
  }
}
