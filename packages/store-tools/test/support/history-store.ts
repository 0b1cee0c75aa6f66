import type {
  ByteRange,
  ListableStore,
  PinnedOptions,
  ReadOptions,
  StoreOptions,
  WritableStore,
  WriteOptions,
} from "@zarrkit/core/contract";
import { clip } from "@zarrkit/store-base/byte-range";
import { heedPin } from "@zarrkit/store-base/version-pin";

/** What was stored under a key for a time. */
interface Epoch {
  readonly bytes: Uint8Array | undefined;
  readonly version: string;
  readonly from: number;
  /** When the writer who replaced it was told so. Until then a reader may see it still. */
  until: number;
}

/** Gathers what a write replaces, so that {@link HistoryStore.told} can end it. Handed over as one of its options. */
export interface Replaced extends StoreOptions {
  readonly replaced: Epoch[];
}

const forever = Number.POSITIVE_INFINITY;

/** A store whose calls take effect and answer when `turn` lets them, sometimes with a failure, and that knows what was stored when. */
export class HistoryStore implements WritableStore, ListableStore {
  readonly contract = "zarrkit.store.v1";
  readonly description = "history";
  /** Goes up with everything that happens. */
  now = 0;
  readonly #turn: (what: string) => Promise<void>;
  readonly #fails: () => boolean;
  readonly #epochs = new Map<string, Epoch[]>();

  constructor(turn: (what: string) => Promise<void>, fails: () => boolean) {
    this.#turn = turn;
    this.#fails = fails;
    const methods = [
      "get",
      "getRanges",
      "version",
      "size",
      "set",
      "delete",
      "deletePrefix",
      "list",
      "listDir",
    ] as const;
    for (const name of methods) Object.assign(this, { [name]: (this[name] as () => unknown).bind(this) });
  }

  /** Whether a read that began at `start` may have been answered this now. */
  allows(
    key: string,
    asked: readonly (ByteRange | undefined)[],
    answer: readonly Uint8Array[] | undefined,
    start: number,
  ): boolean {
    const found = spelled(answer);
    return this.#of(key).some(({ bytes, until }) => {
      return (
        until >= start && spelled(bytes && asked.map((range) => bytes.subarray(...clip(range, bytes.length)))) === found
      );
    });
  }

  /** The writer of this knows that it is done. */
  told({ replaced }: Replaced): void {
    for (const epoch of replaced) epoch.until = this.now;
    this.now++;
  }

  /** A change by others, seen by whoever reads after it. */
  change(key: string, bytes: Uint8Array | undefined): void {
    const replaced: Epoch[] = [];
    this.#replace(key, bytes, { replaced });
    this.told({ replaced });
  }

  async get(key: string, options: ReadOptions = {}): Promise<Uint8Array | undefined> {
    return (await this.#read(key, [options.range], options))?.[0];
  }

  getRanges(
    key: string,
    ranges: readonly ByteRange[],
    options: PinnedOptions = {},
  ): Promise<readonly Uint8Array[] | undefined> {
    return this.#read(key, ranges, options);
  }

  version(key: string): Promise<string | undefined> {
    return this.#later("version", () => this.#versionOf(key));
  }

  size(key: string): Promise<number | undefined> {
    return this.#later("size", () => this.#of(key).at(-1)?.bytes?.length);
  }

  set(key: string, value: Uint8Array, options: WriteOptions = {}): Promise<boolean> {
    return this.#later("set", () => {
      const { ifVersion } = options;
      if (ifVersion !== undefined && (this.#versionOf(key) ?? null) !== ifVersion) return false;
      this.#replace(key, value.slice(), options);
      return true;
    });
  }

  delete(key: string, options: StoreOptions = {}): Promise<void> {
    return this.#later("delete", () => this.#replace(key, undefined, options));
  }

  deletePrefix(prefix: string, options: StoreOptions = {}): Promise<void> {
    return this.#later("deletePrefix", () => {
      for (const key of this.#keys()) if (key.startsWith(prefix)) this.#replace(key, undefined, options);
    });
  }

  async *list(prefix: string): AsyncGenerator<string> {
    for (const key of this.#keys()) if (key.startsWith(prefix)) yield key;
  }

  listDir(prefix: string): AsyncGenerator<string> {
    return this.list(prefix);
  }

  #read(key: string, asked: readonly (ByteRange | undefined)[], { signal, pin }: PinnedOptions) {
    return this.#later("read", () => {
      signal?.throwIfAborted();
      heedPin(pin, this.#versionOf(key));
      const bytes = this.#of(key).at(-1)?.bytes;
      return bytes && asked.map((range) => bytes.slice(...clip(range, bytes.length)));
    });
  }

  /** Works in one turn and answers in another. */
  async #later<T>(what: string, work: () => T): Promise<T> {
    await this.#turn(`${what} begins`);
    this.now++;
    const answer = work();
    await this.#turn(`${what} answers`);
    this.now++;
    if (this.#fails()) throw new Error("the answer was lost");
    return answer;
  }

  #of(key: string): Epoch[] {
    const epochs = this.#epochs.get(key) ?? [{ bytes: undefined, version: "", from: 0, until: forever }];
    this.#epochs.set(key, epochs);
    return epochs;
  }

  #keys(): readonly string[] {
    return [...this.#epochs.keys()].filter((key) => this.#versionOf(key) !== undefined);
  }

  #versionOf(key: string): string | undefined {
    const current = this.#of(key).at(-1);
    return current?.bytes && current.version;
  }

  #replace(key: string, bytes: Uint8Array | undefined, options: Partial<Replaced>): void {
    const epochs = this.#of(key);
    options.replaced?.push(epochs.at(-1) as Epoch);
    epochs.push({ bytes, version: `v${++this.now}`, from: this.now, until: forever });
  }
}

function spelled(parts: readonly Uint8Array[] | undefined): string {
  return parts === undefined ? "missing" : parts.map((part) => `[${part.join()}]`).join();
}
