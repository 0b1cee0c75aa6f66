import type {
  ByteRange,
  ListableStore,
  ReadOptions,
  StoreKey,
  StoreOptions,
  WritableStore,
  WriteOptions,
} from "@zarrkit/core/contract";

/** One request that a store received. */
export interface Request {
  readonly method: "get" | "getRanges" | "set" | "delete" | "list" | "listDir" | "version" | "size";
  readonly key: string;
  readonly ranges?: readonly ByteRange[];
  /** Bytes that travelled. */
  readonly bytes: number;
}

function cut(value: Uint8Array, range: ByteRange | undefined): Uint8Array {
  if (range === undefined) return value.slice();
  if ("suffix" in range) return value.slice(Math.max(0, value.length - range.suffix));
  return value.slice(range.offset, range.length === undefined ? undefined : range.offset + range.length);
}

/** A store over a map that writes down every request, and can be told to fail. */
export class CountingStore implements WritableStore, ListableStore {
  readonly contract = "zarrkit.store.v1";
  readonly description = "counting://1";
  readonly entries: Map<string, Uint8Array>;
  requests: Request[] = [];
  /** Called before each request is answered: throws to make it fail, waits to make it slow. */
  before:
    | ((method: Request["method"], key: string, options: StoreOptions | undefined) => void | Promise<void>)
    | undefined;

  constructor(entries: Map<string, Uint8Array> = new Map()) {
    this.entries = entries;
    // Methods work when they are taken from the object.
    this.list = this.list.bind(this);
    this.listDir = this.listDir.bind(this);
  }

  /** The requests since the last call, which are then forgotten. */
  take(): Request[] {
    const requests = this.requests;
    this.requests = [];
    return requests;
  }

  readonly get = async (key: StoreKey, options?: ReadOptions): Promise<Uint8Array | undefined> => {
    await this.before?.("get", key, options);
    const value = this.entries.get(key);
    const answer = value === undefined ? undefined : cut(value, options?.range);
    const ranges = options?.range === undefined ? {} : { ranges: [options.range] };
    this.requests.push({ method: "get", key, ...ranges, bytes: answer?.length ?? 0 });
    return answer;
  };

  readonly getRanges = async (
    key: StoreKey,
    ranges: readonly ByteRange[],
    options?: StoreOptions,
  ): Promise<Uint8Array[] | undefined> => {
    await this.before?.("getRanges", key, options);
    const value = this.entries.get(key);
    const answers = value === undefined ? undefined : ranges.map((range) => cut(value, range));
    const bytes = answers?.reduce((sum, answer) => sum + answer.length, 0) ?? 0;
    this.requests.push({ method: "getRanges", key, ranges, bytes });
    return answers;
  };

  readonly set = async (key: StoreKey, value: Uint8Array, options?: WriteOptions): Promise<boolean> => {
    await this.before?.("set", key, options);
    this.requests.push({ method: "set", key, bytes: value.length });
    if (options?.ifVersion === null && this.entries.has(key)) return false;
    this.entries.set(key, value.slice());
    return true;
  };

  readonly delete = async (key: StoreKey, options?: StoreOptions): Promise<void> => {
    await this.before?.("delete", key, options);
    this.requests.push({ method: "delete", key, bytes: 0 });
    this.entries.delete(key);
  };

  async *list(prefix: string): AsyncGenerator<StoreKey> {
    await this.before?.("list", prefix, undefined);
    this.requests.push({ method: "list", key: prefix, bytes: 0 });
    for (const key of this.entries.keys()) if (key.startsWith(prefix)) yield key;
  }

  async *listDir(prefix: string): AsyncGenerator<string> {
    await this.before?.("listDir", prefix, undefined);
    this.requests.push({ method: "listDir", key: prefix, bytes: 0 });
    const names = new Set<string>();
    for (const key of this.entries.keys()) {
      if (!key.startsWith(prefix)) continue;
      const rest = key.slice(prefix.length);
      const slash = rest.indexOf("/");
      names.add(slash < 0 ? rest : rest.slice(0, slash + 1));
    }
    yield* names;
  }
}
