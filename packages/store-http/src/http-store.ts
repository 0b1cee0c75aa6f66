import type {
  ByteRange,
  ForeignByteRange,
  PinnedOptions,
  ReadOptions,
  Store,
  StoreDescriptor,
  StoreKey,
  StoreOptions,
  VersionPin,
} from "@zarrkit/core/contract";
import { Address } from "./address.ts";
import type { Answer } from "./answer.ts";
import { checkRange, clip, lengthOf, ownRange } from "./byte-range.ts";
import { Client } from "./client.ts";
import { coalesce, partOf } from "./coalesce.ts";
import { askFacts } from "./facts.ts";
import { HttpError } from "./http-error.ts";
import { type HttpStoreOptions, settingsOf } from "./options.ts";
import { isForeign } from "./origin.ts";

/** Answers of servers that do not understand ranges that count from the end. */
const suffixRefusals = [400, 405, 416, 501];

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
    const { range, pin } = options;
    if (range === undefined) return (await this.#client.ask(url, options))?.bytes;
    checkRange(range);
    if (lengthOf(range) === 0) return (await askFacts(this.#client, url, options)) && new Uint8Array();
    if ("suffix" in range) return (await this.#readSuffix(url, range, options))?.bytes;
    const answer = await this.#client.ask(url, options);
    // That a range is beyond the end may be news, and the answer need not say of which version.
    if (answer?.status === 416 && pin?.version !== undefined) await askFacts(this.#client, url, options);
    return answer?.bytes;
  }

  /** A range, as zarrita asks for it. */
  getRange(key: StoreKey, range: ForeignByteRange, options?: StoreOptions): Promise<Uint8Array | undefined> {
    return this.get(key, { ...options, range: ownRange(range) });
  }

  /** Ranges that are close to each other travel together; all answers are of one version. */
  async getRanges(
    key: StoreKey,
    ranges: readonly ByteRange[],
    options: PinnedOptions = {},
  ): Promise<readonly Uint8Array[] | undefined> {
    options.signal?.throwIfAborted();
    ranges.forEach(checkRange);
    const { settings, origin } = this.#client;
    const pin: VersionPin = options.pin ?? { version: undefined };
    const everything = { coalesceMaxGapBytes: Infinity, coalesceMaxBytes: Infinity };
    const runs = coalesce(ranges, origin.ignoresRanges ? everything : settings);
    const answers = await Promise.all(runs.map((run) => this.get(key, { ...options, pin, range: run.range })));
    const parts = new Array<Uint8Array>(ranges.length);
    for (const [index, run] of runs.entries()) {
      const bytes = answers[index];
      if (bytes === undefined) return undefined;
      for (const position of run.positions) parts[position] = partOf(run, bytes, ranges[position] as ByteRange);
    }
    return parts;
  }

  /** Costs a request. */
  async size(key: StoreKey, options: StoreOptions = {}): Promise<number | undefined> {
    return (await askFacts(this.#client, this.#address.of(key), options))?.size;
  }

  async #readSuffix(
    url: string,
    range: { readonly suffix: number },
    options: PinnedOptions,
  ): Promise<Pick<Answer, "bytes"> | undefined> {
    const { origin, settings } = this.#client;
    const { suffixRanges = !isForeign(this.#address.origin) } = settings;
    if (!suffixRanges || origin.refusesSuffixes) return this.#readEnd(url, range, options);
    try {
      const answer = await this.#client.ask(url, { ...options, range });
      if (answer?.status !== 416 || answer.size === 0) return answer;
    } catch (error) {
      if (!(error instanceof HttpError) || !suffixRefusals.includes(error.status ?? 0)) throw error;
    }
    const end = await this.#readEnd(url, range, options);
    if (end !== undefined && end.bytes.length > 0) origin.refusesSuffixes = true;
    return end;
  }

  /** The end of a value by its position, once the size is known. */
  async #readEnd(url: string, range: ByteRange, options: PinnedOptions): Promise<Pick<Answer, "bytes"> | undefined> {
    const pin: VersionPin = options.pin ?? { version: undefined };
    const facts = await askFacts(this.#client, url, { ...options, pin });
    if (facts === undefined || facts.size === 0) return facts && { bytes: new Uint8Array() };
    const [offset, end] = clip(range, facts.size);
    return this.#client.ask(url, { ...options, pin, range: { offset, length: end - offset } });
  }
}

/** An {@link HttpStore} at an address. */
export function httpStore(root: string | URL, options?: HttpStoreOptions): HttpStore {
  return new HttpStore(root, options);
}
