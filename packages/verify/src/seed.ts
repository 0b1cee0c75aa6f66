/**
 * The seed of this run: `ZARRKIT_SEED` where it is set, so that a failure can be repeated, and the clock otherwise.
 */
export const seed: number = Number(process.env.ZARRKIT_SEED ?? Date.now() % 0x7fffffff) | 0;

/** A 32-bit hash of a text under the seed: chooses a share of the cases. FNV-1a. */
export function seededHash(text: string): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
