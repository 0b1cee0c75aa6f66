import { KeyTree } from "@zarrkit/store-base/key-tree";
import { isKey } from "@zarrkit/store-base/store-key";

/** A map that can also tell what lies below a prefix without looking at all its keys. */
export class ListedMap extends Map<string, Uint8Array> {
  /** Made by the first listing: who never lists does not pay for it. */
  #tree: KeyTree | undefined;

  get tree(): KeyTree {
    this.#tree ??= treeOf(this.keys());
    return this.#tree;
  }

  override set(key: string, value: Uint8Array): this {
    if (this.#tree !== undefined && isName(key) && !this.has(key)) this.#tree.add(key);
    return super.set(key, value);
  }

  override delete(key: string): boolean {
    if (isName(key)) this.#tree?.delete(key);
    return super.delete(key);
  }

  override clear(): void {
    this.#tree = undefined;
    super.clear();
  }
}

/** The names among some that are keys, with or without a slash before them. */
export function treeOf(names: Iterable<string>): KeyTree {
  return new KeyTree([...names].filter(isName));
}

function isName(name: string): boolean {
  return isKey(name.startsWith("/") ? name.slice(1) : name);
}
