import fc from "fast-check";
import { expect, test } from "vitest";
import { hasBitsOutside, wordsOf } from "../src/memory/bit-mask.ts";

test("bits outside a mask are found wherever they are", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ max: 3, maxLength: 40 }),
      fc.nat(7),
      fc.nat(60),
      fc.constantFrom(1, 0x03, 0x0f, 0x3f),
      (values, offset, odd, mask) => {
        const bytes = new Uint8Array(offset + values.length + 5).fill(0xff).subarray(offset, offset + values.length);
        bytes.set(values.map((value) => value & mask));
        expect(hasBitsOutside(bytes, mask)).toBe(false);
        if (bytes.length > 0) {
          bytes[odd % bytes.length] = mask + 1;
          expect(hasBitsOutside(bytes, mask)).toBe(true);
        }
      },
    ),
  );
});

test("words are read at any alignment", () => {
  const bytes = new Uint8Array(12);
  bytes.set(new Uint8Array(Uint32Array.of(7, 8).buffer), 3);
  expect([...wordsOf(bytes.subarray(3, 11))]).toEqual([7, 8]);
});
