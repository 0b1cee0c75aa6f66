import type { Store } from "../../contract/index.ts";
import { isWritable } from "../../store/access.ts";
import type { Environment } from "../location/environment.ts";
import type { Location } from "../location/location.ts";

/** What arrays and groups have in common: where they are, and which extensions and settings they use. */
export abstract class StoredNode {
  /** The extensions and settings of this node, which members and copies of it take over. */
  readonly environment: Environment;
  readonly store: Store;
  /** `"a/b"`; the root is `""`. */
  readonly path: string;

  constructor({ store, path }: Location, environment: Environment) {
    this.store = store;
    this.path = path;
    this.environment = environment;
  }

  /** `"/a/b"`; the root is `"/"`. */
  get name(): string {
    return `/${this.path}`;
  }

  /** The last part of the path. */
  get basename(): string {
    return this.path.slice(this.path.lastIndexOf("/") + 1);
  }

  /** True when nothing can be written: the store cannot, or the node was opened for reading. */
  get readOnly(): boolean {
    return !isWritable(this.store);
  }
}
