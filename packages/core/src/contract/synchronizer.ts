import type { StoreOptions } from "./store.ts";

/** Whatever lets one writer at a time work on a key, across processes or machines. */
export interface Synchronizer {
  /**
   * Runs `work` while nobody else who asks for the same key does, and answers what it answers. Holders that are gone
   * block nobody for ever. The signal ends the wait, not the work.
   */
  withLock<T>(key: string, work: () => Promise<T>, options?: StoreOptions): Promise<T>;
}
