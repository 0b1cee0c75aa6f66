import { ContainsArrayError, ContainsGroupError } from "../../error/node-error.ts";

/** What is found, and otherwise created. Of several who do so at the same time one creates it, and the others find it. */
export async function findOrCreate<T>(find: () => Promise<T | undefined>, create: () => Promise<T>): Promise<T> {
  const found = await find();
  if (found !== undefined) return found;
  try {
    return await create();
  } catch (error) {
    const isThere = error instanceof ContainsArrayError || error instanceof ContainsGroupError;
    const created = isThere ? await find() : undefined;
    if (created === undefined) throw error;
    return created;
  }
}
