import { createRandom } from "./sample.ts";

/** Changes one to three places of a byte string: a flipped bit, another byte, a run cut out or put in. */
export function mutate(bytes: Uint8Array, random: () => number): Uint8Array {
  let mutated = bytes.slice();
  const changes = 1 + Math.floor(random() * 3);
  for (let change = 0; change < changes; change++) {
    // Headers are where the lies are told: half of the changes go to the first bytes.
    const reach = random() < 0.5 ? Math.min(mutated.length, 32) : mutated.length;
    const at = Math.floor(random() * reach);
    const kind = Math.floor(random() * 4);
    if (kind === 0 && at < mutated.length) mutated[at] = (mutated[at] as number) ^ (1 << Math.floor(random() * 8));
    else if (kind === 1 && at < mutated.length) mutated[at] = Math.floor(random() * 256);
    else if (kind === 2) {
      const length = Math.floor(random() * 20);
      mutated = Uint8Array.of(...mutated.subarray(0, at), ...mutated.subarray(at + length));
    } else {
      const extra = Array.from({ length: Math.floor(random() * 20) }, () => Math.floor(random() * 256));
      mutated = Uint8Array.of(...mutated.subarray(0, at), ...extra, ...mutated.subarray(at));
    }
  }
  return mutated;
}

/** Damaged copies of a byte string, see {@link mutate}: the same for equal seeds. */
export function* mutations(bytes: Uint8Array, seed: number, count = 1000): Generator<Uint8Array> {
  const random = createRandom(seed);
  for (let round = 0; round < count; round++) yield mutate(bytes, random);
}
