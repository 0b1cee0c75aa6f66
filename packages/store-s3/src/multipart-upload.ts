import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { inParallel } from "./in-parallel.ts";
import type { ObjectToPut, ObjectWriter } from "./put-object.ts";
import { request } from "./request.ts";

/** S3 takes no more parts than these. */
const mostParts = 10_000;

/** Writes an object part by part, some at a time. When that fails no part is left behind. Throws an `S3Failure`. */
export async function putInParts(
  { client, bucket, concurrency, partSize }: ObjectWriter,
  { name, value, condition }: ObjectToPut,
  metadata: Record<string, string>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const target = { Bucket: bucket, Key: name };
  const doing = `write object ${JSON.stringify(name)} of bucket ${JSON.stringify(bucket)} in parts`;
  const create = new CreateMultipartUploadCommand({ ...target, Metadata: metadata });
  const { UploadId } = await request(doing, signal, (options) => client.send(create, options));
  const upload = { ...target, UploadId };
  try {
    const Parts = await inParallel(partsOf(value, partSize), concurrency, signal, async (part, either) => {
      const command = new UploadPartCommand({ ...upload, PartNumber: part.number, Body: part.bytes });
      const what = `${doing} (part ${part.number})`;
      const { ETag } = await request(what, either, (options) => client.send(command, options));
      return { ETag, PartNumber: part.number };
    });
    const complete = new CompleteMultipartUploadCommand({ ...upload, ...condition, MultipartUpload: { Parts } });
    await request(doing, signal, (options) => client.send(complete, options));
  } catch (error) {
    // Also for a caller who has left: parts cost money, and no listing shows them.
    const abort = new AbortMultipartUploadCommand(upload);
    await request(`abort upload ${UploadId}`, undefined, (options) => client.send(abort, options)).catch(() => {});
    throw error;
  }
}

/** Cuts a value into parts of a size, or of the least size that makes no more than S3 takes. */
export function partsOf(value: Uint8Array, partSize: number): { number: number; bytes: Uint8Array }[] {
  const length = Math.max(partSize, Math.ceil(value.length / mostParts));
  const count = Math.max(1, Math.ceil(value.length / length));
  return Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    bytes: value.subarray(index * length, (index + 1) * length),
  }));
}
