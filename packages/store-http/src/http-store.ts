import type {
  ByteRange,
  ForeignByteRange,
  PinnedOptions,
  ReadOptions,
  Store,
  StoreDescriptor,
  StoreKey,
  StoreOptions,
} from "@zarrkit/core/contract";
import { Address } from "./address.ts";
import { Client } from "./client.ts";
import { type HttpStoreOptions, settingsOf } from "./options.ts";

/**
 * A store over a web server, for reading: a key is the path of a file below the store's address.
 *
 * Failed requests are made again. What still fails is an `HttpError`, never a missing value. Pins are heeded, but there is
 * no `version`: to ask for one takes a request as long as reading.
 */
export class HttpStore implements Store {
  readonly contract = "zarrkit.store.v1";
  readonly description: string;
  readonly identity: unknown;
  /** Absent from stores with a `fetch` of their own or of a derived class, which another thread would not have. */
  readonly portable: StoreDescriptor | undefined;
  readonly readOnly = true;
  /** The address, as an absolute URL. */
  readonly url: string;
  readonly #address: Address;
  readonly #client: Client;

  /**
   * `root` is the address of a folder; its query goes along with every request. Throws a `TypeError` for what is no such
   * address, and for options that are none.
   */
  constructor(root: string | URL, options: HttpStoreOptions = {}) {
    this.#address = new Address(root);
    this.#client = new Client(this.#address.origin, settingsOf(options));
    this.url = this.#address.href;
    this.description = this.#address.root;
    // Who asks with other headers may be shown other values.
    this.identity = options.fetch === undefined && options.headers === undefined ? this.url : this;
    const isPlain = options.fetch === undefined && new.target === HttpStore;
    this.portable = isPlain
      ? { module: "@zarrkit/store-http", export: "httpStore", arguments: [this.url, { ...options }] }
      : undefined;
    // Methods work through a proxy, and taken from the object.
    this.get = this.get.bind(this);
    this.getRange = this.getRange.bind(this);
    this.getRanges = this.getRanges.bind(this);
    this.size = this.size.bind(this);
  }

  async get(key: StoreKey, options: ReadOptions = {}): Promise<Uint8Array | undefined> {
    const url = this.#address.of(key);
    if (options.range === undefined) return (await this.#client.ask(url, options))?.bytes;
    const { readRange } = await loadRanges();
    return readRange(this.#client, url, options.range, options);
  }

  /** A range, as zarrita asks for it. */
  getRange(key: StoreKey, range: ForeignByteRange, options?: StoreOptions): Promise<Uint8Array | undefined> {
    return this.get(key, { ...options, range: "suffixLength" in range ? { suffix: range.suffixLength } : range });
  }

  /** Ranges that are close to each other travel together; all answers are of one version. */
  async getRanges(
    key: StoreKey,
    ranges: readonly ByteRange[],
    options: PinnedOptions = {},
  ): Promise<readonly Uint8Array[] | undefined> {
    options.signal?.throwIfAborted();
    const { readRanges } = await loadRanges();
    return readRanges(this.#client, this.#address.of(key), ranges, options);
  }

  /** Costs a request. */
  async size(key: StoreKey, options: StoreOptions = {}): Promise<number | undefined> {
    const { askFacts } = await loadRanges();
    return (await askFacts(this.#client, this.#address.of(key), options))?.size;
  }
}

/** What only those need who read less than whole values. */
const loadRanges = () => import("./ranges.ts");

/** An {@link HttpStore} at an address. */
export function httpStore(root: string | URL, options?: HttpStoreOptions): HttpStore {
  return new HttpStore(root, options);
}
