import type { StoreKey } from "@zarrkit/core/contract";

/** What lies below a prefix: whether a key ends here, and what follows by its next segment. */
interface Branch {
  isKey: boolean;
  readonly below: Map<string, Branch>;
}

/** Keys by their segments, so that what lies below a prefix is found without looking at the others. */
export class KeyTree {
  readonly #root = newBranch();

  constructor(keys: Iterable<StoreKey> = []) {
    for (const key of keys) this.add(key);
  }

  /** Adds a key; one that is there already stays where it was. */
  add(key: StoreKey): void {
    let branch = this.#root;
    for (const segment of key.split("/")) {
      const next = branch.below.get(segment) ?? newBranch();
      branch.below.set(segment, next);
      branch = next;
    }
    branch.isKey = true;
  }

  /** Forgets a key. Keys below it stay, and a key that is not there is none to forget. */
  delete(key: StoreKey): void {
    const segments = key.split("/");
    const path = [this.#root];
    for (const segment of segments) {
      const next = path.at(-1)?.below.get(segment);
      if (next === undefined) return;
      path.push(next);
    }
    (path.at(-1) as Branch).isKey = false;
    for (let depth = segments.length; depth > 0; depth--) {
      const { isKey, below } = path[depth] as Branch;
      if (isKey || below.size > 0) return;
      path[depth - 1]?.below.delete(segments[depth - 1] as string);
    }
  }

  /** Every key that starts with a prefix, which is empty or ends in a slash, as they are now; first added, first told. */
  keys(prefix: string): StoreKey[] {
    const found: StoreKey[] = [];
    const waiting: [name: string, Branch][] = [];
    const open = (start: string, { below }: Branch): void => {
      for (const [segment, next] of [...below].reverse()) waiting.push([start + segment, next]);
    };
    open(prefix, this.#at(prefix) ?? newBranch());
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [name, branch] = next;
      if (branch.isKey) found.push(name);
      open(`${name}/`, branch);
    }
    return found;
  }

  /** The next segments below a prefix, as they are now: `"zarr.json"` for a key, `"a/"` where more follows. */
  names(prefix: string): string[] {
    const found: string[] = [];
    for (const [segment, { isKey, below }] of this.#at(prefix)?.below ?? []) {
      if (isKey) found.push(segment);
      if (below.size > 0) found.push(`${segment}/`);
    }
    return found;
  }

  #at(prefix: string): Branch | undefined {
    let branch: Branch | undefined = this.#root;
    for (const segment of prefix.split("/").slice(0, -1)) branch = branch?.below.get(segment);
    return branch;
  }
}

function newBranch(): Branch {
  return { isKey: false, below: new Map() };
}
