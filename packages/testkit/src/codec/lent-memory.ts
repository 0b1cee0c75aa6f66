/** Bytes on either side of what is lent. */
const MARGIN = 67;

/** Memory to lend to a decoder, full of what it must not take for its own output. */
export function lend(byteLength: number): { readonly into: Uint8Array; assertUntouchedAround(): void } {
  const memory = Uint8Array.from({ length: byteLength + 2 * MARGIN }, (_, i) => (i * 37 + 11) & 255);
  const before = memory.slice();
  return {
    into: memory.subarray(MARGIN, MARGIN + byteLength),
    assertUntouchedAround() {
      for (const [i, byte] of memory.entries()) {
        const isLent = i >= MARGIN && i < MARGIN + byteLength;
        if (!isLent && byte !== before[i])
          throw new Error(`wrote ${i - MARGIN} bytes from the start of ${byteLength} lent`);
      }
    },
  };
}
