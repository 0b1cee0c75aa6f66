import { largeMemory } from "#host";
import { count } from "./counted-memory.ts";

/** Where large pieces of memory begin. */
export interface LargeMemory {
  /** What counts as large. */
  readonly bytes: number;
  /** How far behind its beginning a cache line begins. */
  readonly lead: number;
}

const pageSize = 2 ** 16;
/** 4 GiB, and a bit less than a process may hold such memories, which take addresses by the gigabyte. */
const mostPages = 2 ** 16;

/**
 * Shared memory, all zero, that begins with a cache line where the host allows it. Rows of chunks then begin with one, too, as a
 * rule, and copying them takes less than half the time.
 */
export function allocateShared(byteLength: number): Uint8Array {
  // The C library's memory can be in huge pages, that of WebAssembly cannot.
  const lead = byteLength >= largeMemory.bytes ? largeMemory.lead : 0;
  const paged = lead === 0 ? pagedMemory(byteLength) : undefined;
  const memory = paged ?? new SharedArrayBuffer(lead + byteLength);
  count(memory);
  return new Uint8Array(memory, lead, byteLength);
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
