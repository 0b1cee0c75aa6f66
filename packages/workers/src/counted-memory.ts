/**
 * Ordinary memory beside shared memory, as long. Engines count what ordinary memory they hold, and look for garbage when
 * it grows; V8 does not count shared memory and would never give it back. Nobody touches it, so it is addresses only.
 */
const counted = new WeakMap<ArrayBufferLike, ArrayBuffer>();

/** Lets this thread's engine count shared memory that came from another thread. */
export function count(memory: ArrayBufferLike): void {
  if (!counted.has(memory)) counted.set(memory, new ArrayBuffer(memory.byteLength));
}
