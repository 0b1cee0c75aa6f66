import type { MaybePromise, ReadOptions } from "../../src/contract/index.ts";
import { MapStore } from "./map-store.ts";

/** A store that puts its answers into memory that it is lent, at once or later. */
export class LendingStore {
  readonly contract = "zarrkit.store.v1";
  readonly description = "lending://test";
  readonly map: MapStore = new MapStore();
  readonly set: MapStore["set"] = this.map.set.bind(this.map);
  readonly delete: MapStore["delete"] = this.map.delete.bind(this.map);
  /** What it was lent. */
  lent: Uint8Array[] = [];
  readonly #isLate: boolean;

  constructor(isLate: boolean) {
    this.#isLate = isLate;
  }

  get(key: string, options: ReadOptions = {}): MaybePromise<Uint8Array | undefined> {
    const value = this.map.get(key, options);
    const memory = value === undefined ? undefined : options.allocate?.(value.length);
    if (value === undefined || memory === undefined) return value;
    this.lent.push(memory);
    const fill = (): Uint8Array => {
      memory.set(value);
      return memory;
    };
    return this.#isLate ? new Promise((resolve) => setTimeout(() => resolve(fill()), 0)) : fill();
  }
}
