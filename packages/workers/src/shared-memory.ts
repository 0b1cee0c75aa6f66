import { largeMemory } from "#host";

/** Where large pieces of memory begin. */
export interface LargeMemory {
  /** What counts as large. */
  readonly bytes: number;
  /** How far behind its beginning a cache line begins. */
  readonly lead: number;
}

/**
 * Ordinary memory beside shared memory, as long. Engines count what ordinary memory they hold, and look for garbage when
 * it grows; V8 does not count shared memory and would never give it back. Nobody touches it, so it is addresses only.
 */
const counted = new WeakMap<ArrayBufferLike, ArrayBuffer>();

const pageSize = 2 ** 16;
/** 4 GiB, and a bit less than a process may hold such memories, which take addresses by the gigabyte. */
const mostPages = 2 ** 16;

/**
 * Shared memory, all zero, that begins with a cache line where the host allows it. Rows of chunks then begin with one, too, as a
 * rule, and copying them takes less than half the time.
 */
export function allocateShared(byteLength: number): Uint8Array {
  const { bytes, lead } = largeMemory;
  // The C library's memory can be in huge pages, that of WebAssembly cannot.
  const isLarge = byteLength >= bytes;
  const aligned = isLarge ? new SharedArrayBuffer(lead + byteLength) : pagedMemory(byteLength);
  const memory = aligned ?? new SharedArrayBuffer(byteLength);
  count(memory);
  return new Uint8Array(memory, isLarge ? lead : 0, byteLength);
}

/** The memory of a WebAssembly module is the only one that is known to begin with a page. */
function pagedMemory(byteLength: number): ArrayBufferLike | undefined {
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
