import type { ByteRange } from "@zarrkit/core/contract";
import { clip } from "@zarrkit/store-base/byte-range";
import fc from "fast-check";
import { expect, test } from "vitest";
import { covers, type Span, spanAnswered, spansAsked } from "../../src/cache/span.ts";

const small = fc.nat(12);
const ranges: fc.Arbitrary<ByteRange> = fc.oneof(
  fc.record({ offset: small, length: small }),
  fc.record({ offset: small }),
  fc.record({ suffix: small }),
);

/** The bytes of a value of that size that a span names. */
const positions = ({ start, end, fromEnd }: Span, size: number): readonly number[] =>
  Array.from({ length: end - start }, (_, index) => index + start + (fromEnd ? size : 0));
const answer = (range: ByteRange | undefined, size: number): readonly number[] => {
  const [start, end] = clip(range, size);
  return Array.from({ length: end - start }, (_, index) => start + index);
};

test("what was asked for is found in what was answered exactly when its bytes are there", () => {
  fc.assert(
    fc.property(small, fc.option(ranges, { nil: undefined }), ranges, (size, before, asked) => {
      const known = spanAnswered(before, answer(before, size).length);
      const held = answer(before, size);
      if (held.length === 0 && before !== undefined) return;
      expect(positions(known.span, size)).toEqual(held);
      if (known.size !== undefined) expect(known.size).toBe(size);
      for (const span of spansAsked(asked, known.size)) {
        // Where the size is not known, more may be asked than there is.
        if (!covers(known.span, span)) continue;
        expect(positions(span, size)).toEqual(answer(asked, size));
      }
      const found = spansAsked(asked, known.size).some((span) => covers(known.span, span));
      const isThere = answer(asked, size).every((position) => held.includes(position));
      if (known.size !== undefined && answer(asked, size).length > 0) expect(found).toBe(isThere);
    }),
    { numRuns: 5000 },
  );
});

test("the end of a value of unknown size is found in a longer end", () => {
  const known = spanAnswered({ suffix: 8 }, 8);
  expect(known.size).toBeUndefined();
  expect(spansAsked({ suffix: 5 }, undefined).some((span) => covers(known.span, span))).toBe(true);
  expect(spansAsked({ suffix: 9 }, undefined).some((span) => covers(known.span, span))).toBe(false);
  expect(spansAsked({ offset: 0, length: 5 }, undefined).some((span) => covers(known.span, span))).toBe(false);
});

test("a short answer shows where a value ends", () => {
  expect(spanAnswered({ suffix: 8 }, 3).size).toBe(3);
  expect(spanAnswered({ offset: 4, length: 8 }, 3).size).toBe(7);
  expect(spanAnswered({ offset: 4 }, 3).size).toBe(7);
  expect(spanAnswered({ offset: 4, length: 3 }, 3).size).toBeUndefined();
  expect(spanAnswered({ offset: 4, length: 3 }, 0).size).toBeUndefined();
});
