import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { type FoundObject, findObject } from "./get-object.ts";
import { putInParts } from "./multipart-upload.ts";
import { isFailure, request } from "./request.ts";

/** Where and how objects are written. */
export interface ObjectWriter {
  readonly client: S3Client;
  readonly bucket: string;
  readonly concurrency: number;
  readonly multipartThreshold: number;
  readonly partSize: number;
}

export interface ObjectToPut {
  readonly name: string;
  readonly value: Uint8Array;
  /** The server is to refuse the object unless this holds. */
  readonly condition?: { readonly IfMatch: string } | { readonly IfNoneMatch: "*" } | undefined;
}

/** Where a write leaves its mark on the object. */
const markName = "zarrkit-write";

/** Writes an object at once: others see the old one or the new one. Throws an `S3Failure`, also when the server refuses. */
export async function putObject(writer: ObjectWriter, object: ObjectToPut, signal?: AbortSignal): Promise<void> {
  const inParts = object.value.length > writer.multipartThreshold;
  if (!inParts && object.condition === undefined) return putWhole(writer, object, {}, signal);
  const mark = randomName();
  try {
    await (inParts ? putInParts : putWhole)(writer, object, { [markName]: mark }, signal);
  } catch (error) {
    if (!isFailure(error) || error.status === undefined || error.status >= 500 || error.attempts === 1) throw error;
    // An earlier attempt may have got through and only its answer been lost: then it is that object which stands in the way.
    if ((await objectAt(writer, object.name, signal))?.metadata[markName] !== mark) throw error;
  }
}

async function putWhole(
  { client, bucket }: ObjectWriter,
  { name, value, condition }: ObjectToPut,
  metadata: Record<string, string>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const command = new PutObjectCommand({ Bucket: bucket, Key: name, Body: value, Metadata: metadata, ...condition });
  const doing = `write object ${JSON.stringify(name)} of bucket ${JSON.stringify(bucket)}`;
  await request(doing, signal, (options) => client.send(command, options));
}

/** The object of a name, unless it is missing or may not be read. */
export async function objectAt(
  { client, bucket }: ObjectWriter,
  name: string,
  signal: AbortSignal | undefined,
): Promise<FoundObject | undefined> {
  return findObject(client, { bucket, name }, signal).catch((error: unknown) => {
    if (isFailure(error) && (error.status === 404 || error.status === 403)) return undefined;
    throw error;
  });
}

/** A name that nobody else comes upon. */
export function randomName(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
