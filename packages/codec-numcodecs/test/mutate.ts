import { createRandom } from "@zarrkit/testkit/codec";

/** A thousand damaged copies of some bytes: flipped bits, other bytes, runs cut out or put in. */
export function* mutations(bytes: Uint8Array, seed: number, count = 1000): Generator<Uint8Array> {
  const random = createRandom(seed);
  for (let round = 0; round < count; round++) {
    const mutated = Array.from(bytes);
    for (let change = 1 + Math.floor(random() * 3); change > 0; change--) {
      const at = Math.floor(random() * (random() < 0.5 ? Math.min(mutated.length, 24) : mutated.length));
      const kind = Math.floor(random() * 4);
      const noise = Array.from({ length: Math.floor(random() * 12) }, () => Math.floor(random() * 256));
      if (kind === 0 && at < mutated.length) mutated[at]! ^= 1 << Math.floor(random() * 8);
      else if (kind === 1 && at < mutated.length) mutated[at] = Math.floor(random() * 256);
      else if (kind === 2) mutated.splice(at, Math.floor(random() * 12));
      else mutated.splice(at, 0, ...noise);
    }
    yield Uint8Array.from(mutated);
  }
}
