/**
 * Ordinary memory beside shared memory, as long. Engines count what ordinary memory they hold, and look for garbage when
 * it grows; V8 does not count shared memory and would never give it back. Nobody touches it, so it is addresses only.
 */
const counted = new WeakMap<ArrayBufferLike, ArrayBuffer>();

const pageSize = 2 ** 16;
/** 4 GiB, and a bit less than a process may hold such memories, which take addresses by the gigabyte. */
const mostPages = 2 ** 16;

/** Shared memory, all zero. */
export function allocateShared(byteLength: number): Uint8Array {
  const memory = alignedMemory(byteLength) ?? new SharedArrayBuffer(byteLength);
  count(memory);
  return new Uint8Array(memory, 0, byteLength);
}

/**
 * The memory of a WebAssembly module is the only one that begins with a cache line. Rows of chunks then begin with one, too,
 * as a rule, and copying them takes less than half the time.
 */
function alignedMemory(byteLength: number): ArrayBufferLike | undefined {
  const pages = Math.ceil(byteLength / pageSize);
  if (pages > mostPages) return undefined;
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true }).buffer;
  } catch {
    return undefined;
  }
}

/** Lets this thread's engine count shared memory that came from another thread. */
export function count(memory: ArrayBufferLike): void {
  if (!counted.has(memory)) counted.set(memory, new ArrayBuffer(memory.byteLength));
}
