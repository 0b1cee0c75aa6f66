import { VersionedStore } from "./counting-store.ts";

/** A store that others write through too: no identity in common, answers that come at random, and large chunks. */
export class DistantStore extends VersionedStore {
  override before = (_kind: string, key: string): Promise<void> =>
    new Promise((resolve) => setTimeout(resolve, Math.random() * (key.endsWith(".json") ? 1 : 5)));
}
