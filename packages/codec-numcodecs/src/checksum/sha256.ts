/** SHA-256 (FIPS 180-4). The platform's own is asynchronous, and missing from insecure pages. */
const primes = /* @__PURE__ */ firstPrimes(64);

/** The round constants: fractional bits of the cube roots of primes. */
const constants = /* @__PURE__ */ Int32Array.from(primes, (prime) => fractionalRoot(BigInt(prime), 3n));
/** The initial state: fractional bits of their square roots. */
const initial = /* @__PURE__ */ Int32Array.from(primes.slice(0, 8), (prime) => fractionalRoot(BigInt(prime), 2n));

function firstPrimes(count: number): number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate++) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  }
  return found;
}

/** The first 32 bits behind the point of a root, by bisection on integers. */
function fractionalRoot(value: bigint, degree: bigint): number {
  const target = value << (32n * degree);
  let low = 0n;
  let high = value << 32n;
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** degree <= target) low = middle;
    else high = middle;
  }
  return Number(BigInt.asIntN(32, low));
}

/** The 32-byte digest. */
export function sha256(bytes: Uint8Array): Uint8Array {
  const padded = new Uint8Array(64 * Math.ceil((bytes.length + 9) / 64));
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, 8n * BigInt(bytes.length));
  const state = initial.slice();
  const schedule = new Int32Array(64);
  for (let start = 0; start < padded.length; start += 64) {
    for (let index = 0; index < 64; index++) {
      if (index < 16) {
        schedule[index] = view.getInt32(start + 4 * index);
        continue;
      }
      const early = schedule[index - 15] as number;
      const late = schedule[index - 2] as number;
      const first = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
      const second = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
      schedule[index] = (schedule[index - 16] as number) + first + (schedule[index - 7] as number) + second;
    }
    compress(state, schedule);
  }
  const digest = new Uint8Array(32);
  const output = new DataView(digest.buffer);
  for (const [index, word] of state.entries()) output.setInt32(4 * index, word);
  return digest;
}

function compress(state: Int32Array, schedule: Int32Array): void {
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let round = 0; round < 64; round++) {
    const mixedE = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const choice = (e & f) ^ (~e & g);
    const first = (h + mixedE + choice + (constants[round] as number) + (schedule[round] as number)) | 0;
    const mixedA = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + mixedA + majority) | 0;
  }
  for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) state[index] = (state[index] as number) + word;
}

function rotate(value: number, by: number): number {
  return (value >>> by) | (value << (32 - by));
}
