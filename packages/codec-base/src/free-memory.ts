/** Gives memory back at once where the runtime can: Node 20 cannot. Nobody may use it afterwards. */
export function free(memory: ArrayBufferLike): void {
  (memory as { transfer?(byteLength: number): unknown }).transfer?.(0);
}

// The C library of Linux returns what is freed to the system, and every chunk would be decoded to fresh memory, until it has seen
// one large block come back: from then on it keeps as much at hand (mallopt(3), M_MMAP_THRESHOLD). Nobody touches this one.
free(new ArrayBuffer(2 ** 24));
