import { DeleteObjectCommand, DeleteObjectsCommand, type S3Client } from "@aws-sdk/client-s3";
import type { ByteRange, PinnedOptions } from "@zarrkit/core/contract";
import { createClient } from "./client.ts";
import { putObjectIf } from "./conditional-put.ts";
import { type FoundObject, findObject, getObject, pastEnd } from "./get-object.ts";
import { inParallel } from "./in-parallel.ts";
import { listPages, type ObjectPage } from "./list-objects.ts";
import { type ObjectWriter, putObject } from "./put-object.ts";
import { isFailure, request } from "./request.ts";
import type { S3StoreOptions } from "./s3-store-options.ts";
import { putObjectAlone } from "./sole-writer.ts";

/** XML, in which batches of names are sent, has no form for these. */
const unspeakable = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;

/** The objects of a bucket, by their whole names. Loads the SDK, and is loaded with the first request. */
export class S3Bucket {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #place: string;
  readonly #writer: ObjectWriter;
  readonly #soleWriter: boolean;
  readonly #concurrency: number;
  readonly #missingStatus: readonly number[];

  /** @param place - Tells this bucket from others, at other services too. */
  constructor(bucket: string, place: string, options: S3StoreOptions) {
    const { concurrency = 8, multipartThreshold = 2 ** 26, partSize = 2 ** 24, missingStatus = [404] } = options;
    this.#client = (options.client as S3Client | undefined) ?? createClient(options);
    this.#bucket = bucket;
    this.#concurrency = concurrency;
    this.#missingStatus = missingStatus;
    this.#place = place;
    this.#soleWriter = options.soleWriter ?? false;
    this.#writer = { client: this.#client, bucket, concurrency, multipartThreshold, partSize };
  }

  /** A part of an object, of the pinned version where there is a pin. */
  async read(
    name: string,
    range: ByteRange | undefined,
    { pin, signal }: PinnedOptions = {},
  ): Promise<Uint8Array | undefined> {
    const part = await this.#unlessMissing(getObject(this.#client, { bucket: this.#bucket, name }, range, signal));
    if (part === pastEnd) return new Uint8Array();
    if (pin?.version !== undefined && pin.version !== part?.tag) {
      const versions = `expected version ${pin.version}, found ${part?.tag ?? "none"}`;
      const message = `object ${JSON.stringify(name)} was replaced while parts of it were read: ${versions}`;
      throw Object.assign(new Error(message), { code: "changed" });
    }
    if (pin !== undefined && part !== undefined) pin.version = part.tag;
    return part?.bytes;
  }

  /** Parts of one version of an object. */
  async readRanges(
    name: string,
    ranges: readonly ByteRange[],
    { pin = { version: undefined }, signal }: PinnedOptions = {},
  ): Promise<readonly Uint8Array[] | undefined> {
    const parts = await inParallel(ranges, this.#concurrency, signal, (range, either) =>
      this.read(name, range, { pin, signal: either }),
    );
    return parts.includes(undefined) ? undefined : (parts as Uint8Array[]);
  }

  find(name: string, signal: AbortSignal | undefined): Promise<FoundObject | undefined> {
    return this.#unlessMissing(findObject(this.#client, { bucket: this.#bucket, name }, signal));
  }

  /** `false` when the object's entity tag is another one; `null`: when there is an object. */
  async write(
    name: string,
    value: Uint8Array,
    ifVersion: string | null | undefined,
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    if (ifVersion !== undefined) {
      const put = this.#soleWriter ? putObjectAlone : putObjectIf;
      return put(this.#writer, this.#place, { name, value }, ifVersion, signal);
    }
    await putObject(this.#writer, { name, value }, signal);
    return true;
  }

  async delete(name: string, signal: AbortSignal | undefined): Promise<void> {
    const command = new DeleteObjectCommand({ Bucket: this.#bucket, Key: name });
    const doing = `delete object ${JSON.stringify(name)} of bucket ${JSON.stringify(this.#bucket)}`;
    await request(doing, signal, (options) => this.#client.send(command, options)).catch((error: unknown) => {
      // Some servers mind that there is none.
      if (!isFailure(error) || error.code !== "NoSuchKey") throw error;
    });
  }

  /** Deletes up to 1,000 objects. Those that a batch leaves get a request each, which is retried and says what is wrong. */
  async deleteAll(names: readonly string[], signal: AbortSignal | undefined): Promise<void> {
    const batch = names.filter((name) => !unspeakable.test(name));
    const left = new Set(names.filter((name) => unspeakable.test(name)));
    if (batch.length > 0) for (const name of await this.#deleteBatch(batch, signal)) left.add(name);
    await inParallel([...left], this.#concurrency, signal, (name, either) => this.delete(name, either));
  }

  pages(prefix: string, delimiter: "" | "/", signal: AbortSignal | undefined): AsyncGenerator<ObjectPage> {
    return listPages(this.#client, this.#bucket, { prefix, delimiter }, signal);
  }

  /** The names of those that are still there. */
  async #deleteBatch(names: readonly string[], signal: AbortSignal | undefined): Promise<readonly string[]> {
    const Objects = names.map((Key) => ({ Key }));
    const command = new DeleteObjectsCommand({ Bucket: this.#bucket, Delete: { Objects, Quiet: true } });
    const doing = `delete ${names.length} objects of bucket ${JSON.stringify(this.#bucket)}`;
    try {
      const { Errors = [] } = await request(doing, signal, (options) => this.#client.send(command, options));
      const failed = new Set(Errors.map(({ Key }) => Key));
      return names.filter((name) => failed.has(name));
    } catch (error) {
      if (isFailure(error) && error.status === 501) return names;
      throw error;
    }
  }

  async #unlessMissing<T>(reading: Promise<T>): Promise<T | undefined> {
    try {
      return await reading;
    } catch (error) {
      if (!isFailure(error) || error.status === undefined || error.code === "NoSuchBucket") throw error;
      if (this.#missingStatus.includes(error.status)) return undefined;
      throw error;
    }
  }
}
