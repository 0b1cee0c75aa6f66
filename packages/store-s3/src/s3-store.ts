import type {
  ByteRange,
  ForeignByteRange,
  ListableStore,
  PinnedOptions,
  ReadOptions,
  StoreKey,
  StoreOptions,
  WritableStore,
  WriteOptions,
} from "@zarrkit/core/contract";
import { ownRange } from "@zarrkit/store-base/byte-range";
import { checkValue } from "@zarrkit/store-base/value";
import { parseAddress } from "./s3-address.ts";
import type { S3Bucket } from "./s3-bucket.ts";
import { checkOptions, type S3ClientLike, type S3StoreOptions } from "./s3-store-options.ts";
import { checkKey, checkPrefix, isKey } from "./store-key.ts";

/** Numbers of clients that were passed in: stores over one client and one place are one store to the engine. */
const clientNumbers = new WeakMap<S3ClientLike, number>();
let lastClientNumber = 0;

/**
 * A store over the objects of an S3 bucket whose names begin with a prefix. The SDK is loaded with the first request.
 *
 * Writes are atomic, and `ifVersion` holds against every other writer: it becomes `If-Match` or `If-None-Match`, and a
 * server that does not honour them is an error. A version is an entity tag, which equal bytes may share.
 */
export class S3Store implements WritableStore, ListableStore {
  readonly contract = "zarrkit.store.v1";
  readonly description: string;
  readonly identity: string;
  readonly readOnly: boolean;
  readonly #open: () => Promise<S3Bucket>;
  readonly #prefix: string;
  #bucket: Promise<S3Bucket> | undefined;

  /** @param address - `s3://bucket/prefix`. */
  constructor(address: string | URL, options: S3StoreOptions = {}) {
    const { bucket, prefix } = parseAddress(address);
    checkOptions(options);
    const service = options.client === undefined ? (options.endpoint ?? "") : `client ${numberOf(options.client)}`;
    const place = `${String(service).replace(/\/$/, "")} s3://${bucket}/`;
    this.description = `s3://${bucket}/${prefix}`.replace(/\/$/, "");
    this.identity = place + prefix;
    this.readOnly = options.readOnly ?? false;
    this.#prefix = prefix;
    this.#open = async () => new (await import("./s3-bucket.ts")).S3Bucket(bucket, place, options);
    // Methods work through a proxy, and taken from the object.
    this.get = this.get.bind(this);
    this.getRange = this.getRange.bind(this);
    this.getRanges = this.getRanges.bind(this);
    this.version = this.version.bind(this);
    this.size = this.size.bind(this);
    this.set = this.set.bind(this);
    this.delete = this.delete.bind(this);
    this.deletePrefix = this.deletePrefix.bind(this);
    this.list = this.list.bind(this);
    this.listDir = this.listDir.bind(this);
  }

  async get(key: StoreKey, options?: ReadOptions): Promise<Uint8Array | undefined> {
    const { bucket, name } = await this.#object(key, options);
    return bucket.read(name, options?.range, options);
  }

  /** A range, as zarrita asks for it. */
  getRange(key: StoreKey, range: ForeignByteRange, options?: StoreOptions): Promise<Uint8Array | undefined> {
    return this.get(key, { ...options, range: ownRange(range) });
  }

  /** All ranges are of one version of the value: when it was replaced in between, the call fails with code `"changed"`. */
  async getRanges(
    key: StoreKey,
    ranges: readonly ByteRange[],
    options?: PinnedOptions,
  ): Promise<readonly Uint8Array[] | undefined> {
    const { bucket, name } = await this.#object(key, options);
    return bucket.readRanges(name, ranges, options);
  }

  /** The entity tag. */
  async version(key: StoreKey, options?: StoreOptions): Promise<string | undefined> {
    const { bucket, name } = await this.#object(key, options);
    return (await bucket.find(name, options?.signal))?.tag;
  }

  async size(key: StoreKey, options?: StoreOptions): Promise<number | undefined> {
    const { bucket, name } = await this.#object(key, options);
    const found = await bucket.find(name, options?.signal);
    if (found === undefined || found.size !== undefined) return found?.size;
    throw new Error(`the size of ${JSON.stringify(key)} is hidden: let the bucket's CORS rules expose Content-Range`);
  }

  async set(key: StoreKey, value: Uint8Array, options?: WriteOptions): Promise<boolean> {
    this.#checkWritable("set");
    checkValue(key, value);
    const { bucket, name } = await this.#object(key, options);
    return bucket.write(name, value, options?.ifVersion, options?.signal);
  }

  async delete(key: StoreKey, options?: StoreOptions): Promise<void> {
    this.#checkWritable("delete");
    const { bucket, name } = await this.#object(key, options);
    await bucket.delete(name, options?.signal);
  }

  async deletePrefix(prefix: string, options?: StoreOptions): Promise<void> {
    this.#checkWritable("deletePrefix");
    const start = this.#prefix + checkPrefix(prefix);
    const bucket = await this.#ready(options);
    for await (const { keys } of bucket.pages(start, "", options?.signal)) {
      await bucket.deleteAll(keys, options?.signal);
    }
  }

  async *list(prefix: string, options?: StoreOptions): AsyncGenerator<StoreKey> {
    const start = this.#prefix + checkPrefix(prefix);
    const bucket = await this.#ready(options);
    for await (const { keys } of bucket.pages(start, "", options?.signal)) {
      for (const name of keys) {
        options?.signal?.throwIfAborted();
        const key = name.slice(this.#prefix.length);
        if (isKey(key)) yield key;
      }
    }
  }

  async *listDir(prefix: string, options?: StoreOptions): AsyncGenerator<string> {
    const start = this.#prefix + checkPrefix(prefix);
    const bucket = await this.#ready(options);
    for await (const { keys, prefixes } of bucket.pages(start, "/", options?.signal)) {
      for (const name of [...keys, ...prefixes]) {
        options?.signal?.throwIfAborted();
        const segment = name.slice(start.length);
        if (isKey(segment.replace(/\/$/, ""))) yield segment;
      }
    }
  }

  async #object(key: StoreKey, options: StoreOptions | undefined): Promise<{ bucket: S3Bucket; name: string }> {
    const name = this.#prefix + checkKey(key);
    return { bucket: await this.#ready(options), name };
  }

  async #ready(options: StoreOptions | undefined): Promise<S3Bucket> {
    options?.signal?.throwIfAborted();
    this.#bucket ??= this.#open().catch((error: unknown) => {
      // A page whose script did not arrive may ask for it again.
      this.#bucket = undefined;
      throw error;
    });
    const bucket = await this.#bucket;
    options?.signal?.throwIfAborted();
    return bucket;
  }

  #checkWritable(operation: string): void {
    if (this.readOnly) throw new Error(`${operation} refused: the store is read-only`);
  }
}

function numberOf(client: S3ClientLike): number {
  let number = clientNumbers.get(client);
  if (number === undefined) {
    number = ++lastClientNumber;
    clientNumbers.set(client, number);
  }
  return number;
}
