import { DeleteObjectCommand } from "@aws-sdk/client-s3";
import { type ObjectToPut, type ObjectWriter, objectAt, putObject, randomName } from "./put-object.ts";
import { isFailure, request, type S3Failure } from "./request.ts";

/** Which conditions a server has been seen to honour. */
interface Proven {
  create?: boolean;
  replace?: boolean;
  replaceInParts?: boolean;
}

/** By place, for as long as the program runs. */
const provenAt = new Map<string, Proven>();

const noTag = `"${"0".repeat(32)}"`;

/**
 * Writes an object only while its entity tag is the one given; `null`: only while there is none. `false` when that did not hold.
 * The first of such writes in a place also proves that the server honours the condition: many accept it and ignore it.
 *
 * @param place - Tells this bucket from others, at other services too.
 * @throws Error with code `"unsupported"` when the server does not honour the condition.
 */
export async function putObjectIf(
  writer: ObjectWriter,
  place: string,
  { name, value }: ObjectToPut,
  version: string | null,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const proven = provenAt.get(place) ?? {};
  provenAt.set(place, proven);
  const inParts = value.length > writer.multipartThreshold;
  const condition = version === null ? ({ IfNoneMatch: "*" } as const) : { IfMatch: version };
  const object = { name, value, condition };
  if (inParts && !proven.replaceInParts) {
    await proveReplace({ ...writer, multipartThreshold: 0 }, name, signal);
    proven.replaceInParts = true;
  } else if (!inParts && version !== null && !proven.replace) {
    await proveReplace(writer, name, signal);
    proven.replace = true;
  } else if (!inParts && version === null && !proven.create) {
    return createAndProve(writer, object, proven, signal);
  }
  return attempt(writer, object, signal);
}

/** Creates an object, and once more, which must be refused: it is there, and has these bytes already. */
async function createAndProve(
  writer: ObjectWriter,
  object: ObjectToPut,
  proven: Proven,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  // Spares an object that is there from a server that would replace it.
  if ((await objectAt(writer, object.name, signal)) !== undefined) return false;
  const created = await attempt(writer, object, signal);
  if (created && (await attempt(writer, object, signal))) throw ignored(writer, "If-None-Match");
  proven.create = true;
  return created;
}

async function attempt(writer: ObjectWriter, object: ObjectToPut, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    await putObject(writer, object, signal);
    return true;
  } catch (error) {
    if (!isFailure(error)) throw error;
    if (error.status === 501) throw unsupported(error.message, error);
    if (isRefusal(error)) return false;
    throw error;
  }
}

function isRefusal({ status, code }: S3Failure): boolean {
  return status === 412 || (status === 409 && code === "ConditionalRequestConflict") || code === "NoSuchKey";
}

/** Asks for what must be refused and leaves nothing behind: to replace an object that does not exist. */
async function proveReplace(writer: ObjectWriter, near: string, signal: AbortSignal | undefined): Promise<void> {
  const name = `${near}.${randomName()}`;
  const probe = { name, value: new Uint8Array(1), condition: { IfMatch: noTag } };
  if (!(await attempt(writer, probe, signal))) return;
  const remove = new DeleteObjectCommand({ Bucket: writer.bucket, Key: name });
  await request(`delete object ${JSON.stringify(name)}`, signal, (options) => writer.client.send(remove, options));
  throw ignored(writer, "If-Match");
}

function ignored({ bucket }: ObjectWriter, header: string): Error {
  return unsupported(`the server of bucket ${JSON.stringify(bucket)} ignores ${header}`);
}

function unsupported(message: string, cause?: unknown): Error {
  const advice =
    "writers cannot be kept from undoing each other's work; pass `soleWriter: true` where nobody else writes";
  return Object.assign(new Error(`${message}: ${advice}`, { cause }), { code: "unsupported" });
}
