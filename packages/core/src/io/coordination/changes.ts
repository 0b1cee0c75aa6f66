import type { Coordination } from "./coordination.ts";

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

/** Notes which values below a prefix are written from now until the end, by their {@link Coordination.sharedKey}. */
export function watchBelow(coordination: Coordination, prefix: string): { end(): Changes } {
  const { shared } = coordination;
  const changes = new Changes(coordination.sharedKey(prefix));
  shared.changes.add(changes);
  return {
    end: () => {
      shared.changes.delete(changes);
      // A writer who has not finished may have written.
      for (const name of shared.tails.keys()) changes.add(name);
      return changes;
    },
  };
}

/** Notes that a value has changed, or may have. */
export function noteChanged(coordination: Coordination, key: string): void {
  const { shared } = coordination;
  const name = coordination.sharedKey(key);
  shared.writes++;
  for (const changes of shared.changes) changes.add(name);
  shared.indexes?.delete(name);
  shared.decoded?.delete(name);
  for (const watch of shared.watches.get(name) ?? []) watch.disturbed = true;
}

/** Notes that all values below a prefix are gone. */
export function noteCleared(coordination: Coordination, prefix: string): void {
  const { shared } = coordination;
  const start = coordination.sharedKey(prefix);
  shared.writes++;
  for (const changes of shared.changes) changes.addBelow(start);
  shared.indexes?.deleteBelow(start);
  shared.decoded?.deleteBelow(start);
  for (const [name, watches] of shared.watches) {
    if (name.startsWith(start)) for (const watch of watches) watch.disturbed = true;
  }
}
