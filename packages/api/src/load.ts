import type { NDArray, ZarrGroup } from "@zarrkit/core";
import type { CommonOptions } from "./context.ts";
import { open } from "./open.ts";
import type { StoreLike } from "./store/store-like.ts";

export interface LoadOptions extends CommonOptions {
  /** Version of the node; either when left out. */
  readonly zarrFormat?: 2 | 3 | undefined;
}

/** The arrays of a group, each read when it is first asked for. */
export class LoadedGroup {
  readonly #group: ZarrGroup;
  readonly #loaded = new Map<string, Promise<NDArray>>();

  constructor(group: ZarrGroup) {
    this.#group = group;
  }

  /** Names of the members. */
  keys(): AsyncIterable<string> {
    return this.#group.keys();
  }

  /** Whether there is a member of this name. */
  has(name: string): Promise<boolean> {
    return this.#group.has(name);
  }

  /** Reads an array whole, once. Throws `ArrayNotFoundError`, or `ContainsGroupError` for a group. */
  get(name: string): Promise<NDArray> {
    let loading = this.#loaded.get(name);
    if (loading === undefined) {
      loading = this.#group.array(name).then((array) => array.get());
      this.#loaded.set(name, loading);
      // A failure is worth another try.
      loading.catch(() => this.#loaded.delete(name));
    }
    return loading;
  }
}

/**
 * Reads what a store holds: the whole of an array, or a group whose arrays are read when asked for. Never creates
 * anything. Throws `NodeNotFoundError`, `CodecError`, `StoreError`.
 */
export async function load(store: StoreLike, options: LoadOptions = {}): Promise<NDArray | LoadedGroup> {
  const node = await open(store, { ...options, mode: "r" });
  return node.kind === "array" ? node.get(undefined, { signal: options.signal }) : new LoadedGroup(node);
}
