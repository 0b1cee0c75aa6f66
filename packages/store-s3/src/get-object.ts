import { GetObjectCommand, type GetObjectCommandOutput, type S3Client } from "@aws-sdk/client-s3";
import type { ByteRange } from "@zarrkit/core/contract";
import { clip } from "@zarrkit/store-base/byte-range";
import { isFailure, request } from "./request.ts";

/** What an answer tells of an object. */
export interface FoundObject {
  /** The entity tag, or where a browser may not see it, the time of the last change, in seconds. */
  readonly tag: string;
  /** Bytes in the whole object; unknown where a browser may not see `Content-Range`. */
  readonly size: number | undefined;
  /** What the writer noted with it. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** An object, or a part of it. */
export interface ReadObject extends FoundObject {
  readonly bytes: Uint8Array;
}

export interface ObjectName {
  readonly bucket: string;
  readonly name: string;
}

/** The object is there, and the range begins behind its end. */
export const pastEnd: unique symbol = Symbol("past the end");

/**
 * Reads an object or a part of it. Empty ranges ask for a byte nevertheless, which tells whether the object is there.
 *
 * @throws S3Failure, also for a missing object; `RangeError` for a range that is none.
 */
export async function getObject(
  client: S3Client,
  { bucket, name }: ObjectName,
  range: ByteRange | undefined,
  signal: AbortSignal | undefined,
): Promise<ReadObject | typeof pastEnd> {
  const header = rangeHeader(range);
  const command = new GetObjectCommand({ Bucket: bucket, Key: name, ...(header !== undefined && { Range: header }) });
  let bytes = new Uint8Array();
  // Inside of the SDK's attempts, so that an answer that breaks off is asked for again.
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      bytes = await readBody(result.output as GetObjectCommandOutput);
      return result;
    },
    { name: "readBody", step: "deserialize", priority: "high" },
  );
  const doing = `read object ${JSON.stringify(name)} of bucket ${JSON.stringify(bucket)}`;
  const output = await request(doing, signal, (options) => client.send(command, options)).catch((error: unknown) => {
    if (isFailure(error) && error.status === 416 && range !== undefined) return undefined;
    throw error;
  });
  if (output === undefined) return pastEnd;
  const { part, size } = wanted(bytes, range, output, doing);
  const tag = output.ETag ?? String(output.LastModified?.toISOString());
  return { bytes: part, tag, size, metadata: output.Metadata ?? {} };
}

/**
 * Finds out about an object by reading its first byte: the answer to a `HEAD` request would not tell a missing bucket from a
 * missing object.
 *
 * @throws S3Failure, also for a missing object.
 */
export async function findObject(
  client: S3Client,
  object: ObjectName,
  signal: AbortSignal | undefined,
): Promise<FoundObject> {
  const found = await getObject(client, object, { offset: 0, length: 1 }, signal);
  // An empty object has no first byte.
  return found === pastEnd ? ((await getObject(client, object, undefined, signal)) as ReadObject) : found;
}

function rangeHeader(range: ByteRange | undefined): string | undefined {
  if (range === undefined) return undefined;
  // Checks that the numbers are some.
  clip(range, 0);
  if (isEmpty(range)) return "bytes=0-0";
  if ("suffix" in range) return `bytes=-${range.suffix}`;
  if (range.length === undefined) return range.offset === 0 ? undefined : `bytes=${range.offset}-`;
  return `bytes=${range.offset}-${Math.min(range.offset + range.length - 1, Number.MAX_SAFE_INTEGER)}`;
}

function isEmpty(range: ByteRange | undefined): boolean {
  return range !== undefined && ("suffix" in range ? range.suffix : range.length) === 0;
}

async function readBody({ Body, ContentLength }: GetObjectCommandOutput): Promise<Uint8Array<ArrayBuffer>> {
  // The SDK retries what carries this mark.
  const broken = (why: string, cause?: unknown): Error =>
    Object.assign(new Error(`the answer broke off: ${why}`, { cause }), { $retryable: {} });
  if (Body === undefined) return new Uint8Array();
  const bytes = await Body.transformToByteArray().catch((cause: Error) => {
    throw broken(cause.message, cause);
  });
  // Browsers decode what is stored with an encoding, which makes it longer.
  if (ContentLength !== undefined && bytes.length < ContentLength) {
    throw broken(`expected ${ContentLength} bytes, found ${bytes.length}`);
  }
  return bytes as Uint8Array<ArrayBuffer>;
}

/** What was asked for of what was answered, which is checked as far as the answer tells. */
function wanted(
  bytes: Uint8Array,
  range: ByteRange | undefined,
  { $metadata, ContentRange }: GetObjectCommandOutput,
  doing: string,
): { part: Uint8Array; size: number | undefined } {
  // A server may answer the whole object to any range.
  if ($metadata.httpStatusCode !== 206) return { part: slice(bytes, clip(range, bytes.length)), size: bytes.length };
  const [, start, total] = /^bytes (\d+)-.*\/(\d+)$/.exec(ContentRange ?? "") ?? [];
  const size = total === undefined ? undefined : Number(total);
  if (isEmpty(range)) return { part: new Uint8Array(), size };
  if (size === undefined) return { part: bytes, size };
  const [from, to] = clip(range, size);
  if (Number(start) === from && bytes.length === to - from) return { part: bytes, size };
  throw new Error(`cannot ${doing}: expected bytes ${from} to ${to}, found ${bytes.length} bytes, ${ContentRange}`);
}

function slice(bytes: Uint8Array, [from, to]: readonly [number, number]): Uint8Array {
  return to - from === bytes.length ? bytes : bytes.slice(from, to);
}
