import { gunzipSync, gzipSync, inflateRawSync } from "node:zlib";
import { randomBytes, smoothBytes } from "@zarrkit/testkit/codec";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DeflateKernel } from "../src/deflate-kernel.ts";
import { encodeFastGzip } from "../src/fast-gzip.ts";
import { kernelModule } from "../src/kernel-module.ts";

const kernel = new DeflateKernel();

function expectRoundTrip(bytes: Uint8Array): Uint8Array {
  const stream = kernel.encode(bytes, 0, 0).slice();
  // Compared as buffers: matchers take seconds for long ones.
  expect(Buffer.compare(inflateRawSync(stream), bytes)).toBe(0);
  return stream;
}

/** Noise of few or many values, repeated bytes, and copies from near and far, of lengths from 1 to 100 000. */
const mixed = fc
  .array(
    fc.record({
      kind: fc.constantFrom("noise", "few", "fill", "copy"),
      length: fc.oneof(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 600 }),
        fc.integer({ min: 1, max: 100_000 }),
      ),
      distance: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 70_000 })),
      seed: fc.nat(),
    }),
    { maxLength: 8 },
  )
  .map((parts) => {
    const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const { kind, length, distance, seed } of parts) {
      if (kind === "fill") bytes.fill(seed, at, at + length);
      else if (kind !== "copy")
        bytes.set(
          randomBytes(length, seed).map((byte) => (kind === "few" ? byte & 7 : byte)),
          at,
        );
      else for (let i = at; i < at + length; i++) bytes[i] = bytes[Math.max(0, i - distance)] as number;
      at += length;
    }
    return bytes;
  });

test("the module is what its source makes", async () => {
  const { assembleKernel } = await import(new URL("../kernel/build.mjs", import.meta.url).href);
  const made = await assembleKernel();
  expect(Uint8Array.from(atob(kernelModule), (character) => character.charCodeAt(0))).toEqual(new Uint8Array(made));
});

describe("streams", () => {
  test("of anything are what zlib reads, and never much longer", () => {
    fc.assert(
      fc.property(mixed, (bytes) => {
        expect(expectRoundTrip(bytes).length).toBeLessThanOrEqual(bytes.length + (bytes.length >> 10) + 16);
      }),
      { numRuns: 100 },
    );
  });

  test("of every length around those of matches, stored blocks and blocks are read", () => {
    const lengths = [
      ...Array(300).keys(),
      513,
      514,
      515,
      516,
      519,
      65_535,
      65_536,
      131_071,
      131_072,
      131_073,
      262_144,
      262_145,
    ];
    for (const length of lengths) {
      expectRoundTrip(new Uint8Array(length));
      expectRoundTrip(randomBytes(length, length));
    }
  });

  test("of the most skewed frequencies are read: codes have 15 bits at most", () => {
    const counts = [1, 1];
    while (counts.length < 22) counts.push((counts.at(-1) as number) + (counts.at(-2) as number));
    const bytes = Uint8Array.from(counts.flatMap((count, symbol) => Array<number>(count).fill(symbol)));
    // In an order without long matches.
    let state = 1;
    for (let i = bytes.length - 1; i > 0; i--) {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      const j = state % (i + 1);
      [bytes[i], bytes[j]] = [bytes[j] as number, bytes[i] as number];
    }
    expectRoundTrip(bytes);
  });

  test("are the same for the same bytes, whatever came before", () => {
    const bytes = smoothBytes(200_000, 3);
    const first = expectRoundTrip(bytes);
    expectRoundTrip(randomBytes(1_000_000, 1));
    expect(Buffer.compare(expectRoundTrip(bytes), first)).toBe(0);
  });
});

describe("members", () => {
  test("have a checksum that zlib verifies, and no time", () => {
    const bytes = smoothBytes(50_000, 1);
    const member = encodeFastGzip(bytes) as Uint8Array;
    expect(Buffer.compare(gunzipSync(member), bytes)).toBe(0);
    expect(Array.from(member.subarray(4, 8))).toEqual([0, 0, 0, 0]);
    const damaged = member.with(member.length - 8, (member.at(-8) as number) ^ 1);
    expect(() => gunzipSync(damaged)).toThrow();
  });

  test("are about as long as zlib's", () => {
    const text = new TextEncoder().encode(
      Array.from({ length: 9000 }, (_, i) => `{"day": ${i % 31}, "value": ${(1000 * Math.sin(i)).toFixed(2)}}\n`).join(
        "",
      ),
    );
    const words = new Uint8Array(Uint16Array.from({ length: 100_000 }, (_, i) => 9000 + 800 * Math.sin(i / 90)).buffer);
    for (const bytes of [text, words, smoothBytes(300_000, 2), new Uint8Array(300_000)]) {
      const member = encodeFastGzip(bytes) as Uint8Array;
      expect(member.length).toBeLessThan(1.1 * gzipSync(bytes, { level: 1 }).length + 64);
    }
  });

  test("of what is short or very long are left to zlib", () => {
    expect(encodeFastGzip(new Uint8Array(100))).toBeUndefined();
    expect(encodeFastGzip(new Uint8Array(5 * 2 ** 20))).toBeUndefined();
  });
});
