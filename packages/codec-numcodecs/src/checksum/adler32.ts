const MODULUS = 65521;
/** So many bytes cannot overflow 32 bits between two reductions. */
const RUN = 5552;

/** Adler-32 as in zlib (RFC 1950). */
export function adler32(bytes: Uint8Array): number {
  let sum = 1;
  let sumOfSums = 0;
  for (let start = 0; start < bytes.length; start += RUN) {
    const end = Math.min(start + RUN, bytes.length);
    for (let position = start; position < end; position++) {
      sum += bytes[position] as number;
      sumOfSums += sum;
    }
    sum %= MODULUS;
    sumOfSums %= MODULUS;
  }
  return ((sumOfSums << 16) | sum) >>> 0;
}
