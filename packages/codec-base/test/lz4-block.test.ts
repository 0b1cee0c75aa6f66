import { createRandom } from "@zarrkit/testkit/codec";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeBlock, encodeBlock, largestBlock } from "../src/lz4-block.ts";

function encode(bytes: Uint8Array, acceleration = 1): Uint8Array {
  const room = new Uint8Array(largestBlock(bytes.length));
  return room.slice(0, encodeBlock(bytes, room, 0, acceleration));
}

function decode(block: Uint8Array, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  decodeBlock(block, bytes);
  return bytes;
}

test("any bytes come back, at any acceleration", () => {
  const pattern = fc.tuple(
    fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 4 }),
    fc.array(fc.nat(3), { maxLength: 60 }),
    fc.integer({ min: -1, max: 50 }),
  );
  fc.assert(
    fc.property(pattern, ([words, order, acceleration]) => {
      const bytes = Uint8Array.from(order.flatMap((i) => [...(words[i % words.length] as Uint8Array)]));
      expect(decode(encode(bytes, acceleration), bytes.length)).toEqual(bytes);
    }),
    { numRuns: 500 },
  );
});

test("the last five bytes are literals and the last match starts twelve before the end", () => {
  // Zeros of every small length: a reader that relies on the rules would go wrong here.
  for (let size = 0; size < 64; size++) {
    const block = encode(new Uint8Array(size));
    if (size < 13) expect(block).toEqual(Uint8Array.of(Math.min(size, 15) << 4, ...new Uint8Array(size)));
    else expect(Array.from(block.subarray(-6))).toEqual([0x50, 0, 0, 0, 0, 0]);
  }
});

test("repetition is found and random bytes grow by little", () => {
  expect(encode(new Uint8Array(100_000)).length).toBeLessThan(500);
  const random = createRandom(1);
  const noise = Uint8Array.from({ length: 100_000 }, () => Math.floor(random() * 256));
  expect(encode(noise).length).toBeLessThan(100_500);
  const text = new TextEncoder().encode("the chunk that repeats itself, ".repeat(1000));
  expect(encode(text).length).toBeLessThan(300);
  // 64 KiB back is too far for a match.
  const far = new Uint8Array(70_000);
  far.set(noise.subarray(0, 100));
  far.set(noise.subarray(0, 100), 69_000);
  expect(decode(encode(far), far.length)).toEqual(far);
});

test.each([
  ["a match before the start", [0x10, 65, 2, 0, 0x50, 1, 2, 3, 4, 5], 10, /looks back 2 bytes, of 1/],
  ["a match at distance zero", [0x10, 65, 0, 0, 0x50, 1, 2, 3, 4, 5], 10, /looks back 0/],
  ["literals past the end", [0x50, 1, 2, 3], 5, /literals are cut off/],
  ["literals past the output", [0x50, 1, 2, 3, 4, 5], 4, /more than 4/],
  ["a match past the output", [0x1f, 65, 1, 0, 200, 0x00], 50, /more than 50/],
  ["a cut match", [0x10, 65, 1], 10, /match is cut off/],
  ["a cut length", [0xf0, 255, 255], 1000, /length is cut off/],
  ["too little output", [0x20, 1, 2], 3, /decodes to 2 bytes, expected 3/],
  ["a match at the end", [0x10, 65, 1, 0], 5, /ends in a match/],
  ["nothing", [], 0, /ends in a match/],
])("%s is refused", (_what, block, size, message) => {
  expect(() => decode(Uint8Array.from(block), size)).toThrow(message);
});
