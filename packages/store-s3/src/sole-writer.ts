import { type ObjectToPut, type ObjectWriter, objectAt, putObject } from "./put-object.ts";

/** The last conditional write of each object, while there is one. */
const writing = new Map<string, Promise<unknown>>();

/**
 * Writes an object only while its entity tag is the one given; `null`: only while there is none. `false` when that did not hold.
 * The tag is compared here: writers in this program take turns, and others may come in between.
 *
 * @param place - Tells this bucket from others, at other services too.
 */
export async function putObjectAlone(
  writer: ObjectWriter,
  place: string,
  { name, value }: ObjectToPut,
  version: string | null,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const before = writing.get(place + name);
  const written = (async () => {
    await before;
    const found = await objectAt(writer, name, signal);
    if ((found?.tag ?? null) !== version) return false;
    await putObject(writer, { name, value }, signal);
    return true;
  })();
  const settled = written.catch(() => {});
  writing.set(place + name, settled);
  try {
    return await written;
  } finally {
    if (writing.get(place + name) === settled) writing.delete(place + name);
  }
}
