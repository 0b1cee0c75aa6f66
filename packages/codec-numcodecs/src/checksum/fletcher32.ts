/** So many words cannot overflow 32 bits between two folds. */
const RUN = 360;

/** Fletcher-32 as HDF5 computes it: over big-endian 16-bit words, an odd last byte being a high one. */
export function fletcher32(bytes: Uint8Array): number {
  const words = bytes.length >> 1;
  let sum = 0;
  let sumOfSums = 0;
  for (let start = 0; start < words; start += RUN) {
    const end = Math.min(start + RUN, words);
    for (let index = start; index < end; index++) {
      sum += ((bytes[2 * index] as number) << 8) | (bytes[2 * index + 1] as number);
      sumOfSums += sum;
    }
    sum = fold(sum);
    sumOfSums = fold(sumOfSums);
  }
  if (bytes.length % 2 === 1) {
    sum += (bytes[bytes.length - 1] as number) << 8;
    sumOfSums += sum;
    sum = fold(sum);
    sumOfSums = fold(sumOfSums);
  }
  return ((fold(sumOfSums) << 16) | fold(sum)) >>> 0;
}

function fold(sum: number): number {
  return (sum & 0xffff) + (sum >>> 16);
}
