import { encodeBlock, largestBlock } from "@zarrkit/codec-base/lz4-block";
import { randomBytes } from "@zarrkit/testkit/codec";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Kernel, portableKernel } from "../src/kernel.ts";
import { kernelModule } from "../src/kernel-module.ts";
import { loadKernel } from "../src/wasm-kernel.ts";

const kernel: Kernel = await loadKernel();

/** Bytes with repetitions near and far, long and short. */
const repetitive = fc
  .array(
    fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 40 }),
      fc
        .tuple(fc.uint8Array({ minLength: 1, maxLength: 20 }), fc.integer({ min: 1, max: 60 }))
        .map(([bytes, times]) =>
          Uint8Array.from({ length: bytes.length * times }, (_, i) => bytes[i % bytes.length] as number),
        ),
    ),
    { maxLength: 30 },
  )
  .map((parts) => Uint8Array.from(parts.flatMap((part) => [...part])));

/** A block that any kernel can decode, also of what does not get shorter. */
function lz4(kernel: Kernel, bytes: Uint8Array): Uint8Array {
  const whole = new Uint8Array(largestBlock(bytes.length));
  return kernel.encodeLz4(bytes, 1)?.slice() ?? whole.subarray(0, encodeBlock(bytes, whole, 0, 1));
}

test("the module is what its source makes", async () => {
  const { assembleKernel } = await import(new URL("../kernel/build.mjs", import.meta.url).href);
  const made = await assembleKernel();
  expect(Uint8Array.from(atob(kernelModule), (character) => character.charCodeAt(0))).toEqual(new Uint8Array(made));
});

test("this host runs it", () => {
  expect(kernel).not.toBe(portableKernel);
});

describe.each(["shuffle", "bitshuffle"] as const)("%s", (filter) => {
  test.each([1, 2, 3, 4, 8, 16])("of elements of %i bytes is the same in WebAssembly and TypeScript", (typesize) => {
    const count = fc.oneof(
      fc.nat({ max: 300 }),
      fc.nat({ max: 20 }).map((n) => n * 128),
    );
    const rest = fc.nat({ max: typesize - 1 });
    fc.assert(
      fc.property(count, rest, fc.nat(), fc.boolean(), (elements, more, seed, isInRoom) => {
        const bytes = randomBytes(elements * typesize + more, seed);
        const expected = portableKernel.apply(filter, bytes, typesize);
        const shuffled = kernel.apply(filter, bytes, typesize).slice();
        expect(Buffer.compare(shuffled, expected)).toBe(0);
        const source = isInRoom ? kernel.room(bytes.length) : shuffled;
        source.set(expected);
        const restored = new Uint8Array(bytes.length + 2);
        kernel.restore(filter, source, restored.subarray(1, bytes.length + 1), typesize);
        expect(Buffer.compare(restored.subarray(1, -1), bytes)).toBe(0);
        expect([restored[0], restored.at(-1)]).toEqual([0, 0]);
      }),
      { numRuns: 200 },
    );
  });
});

describe("lz4", () => {
  test("blocks are the same from WebAssembly and TypeScript, and come back", () => {
    fc.assert(
      fc.property(repetitive, fc.integer({ min: 1, max: 9 }), fc.boolean(), (bytes, acceleration, isInRoom) => {
        const block = kernel.encodeLz4(bytes, acceleration)?.slice();
        expect(block).toEqual(portableKernel.encodeLz4(bytes, acceleration));
        if (block === undefined) return;
        const target = isInRoom ? kernel.room(bytes.length) : new Uint8Array(bytes.length);
        kernel.decodeLz4(block, target);
        expect(new Uint8Array(target)).toEqual(bytes);
      }),
      { numRuns: 500 },
    );
  });

  test("blocks that are damaged are refused alike, or decoded alike", () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 });
    const outcome = (one: Kernel, block: Uint8Array, size: number): string => {
      const target = new Uint8Array(size);
      try {
        one.decodeLz4(block, target);
        return target.join();
      } catch (error) {
        return (error as Error).message;
      }
    };
    fc.assert(
      fc.property(repetitive, damage, fc.integer({ min: -2, max: 2 }), (bytes, changes, more) => {
        const block = lz4(portableKernel, bytes);
        for (const [at, byte] of changes) block[at % block.length] = byte;
        const size = Math.max(0, bytes.length + more);
        expect(outcome(kernel, block, size)).toBe(outcome(portableKernel, block, size));
      }),
      { numRuns: 1000 },
    );
  });

  test("far and long matches, and long literals, come back", () => {
    const bytes = new Uint8Array(300_000);
    let state = 1;
    for (let i = 0; i < 70_000; i++) {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      bytes[i] = state >>> 24;
    }
    bytes.copyWithin(70_000, 0, 70_000);
    bytes.copyWithin(140_000, 75_000, 140_000);
    for (const one of [kernel, portableKernel]) {
      const block = lz4(one, bytes);
      expect(block.length).toBeLessThan(160_000);
      const target = new Uint8Array(bytes.length);
      one.decodeLz4(block, target);
      expect(Buffer.compare(target, bytes)).toBe(0);
    }
  });
});

test("blocks too large for the kernel's memory are worked on in TypeScript", () => {
  const bytes = new Uint8Array(5 * 2 ** 20).map((_, i) => (i >> 6) & (i >> 8));
  const block = lz4(kernel, kernel.apply("shuffle", bytes, 4));
  const room = kernel.room(bytes.length);
  kernel.decodeLz4(block, room);
  const restored = new Uint8Array(bytes.length);
  kernel.restore("shuffle", room, restored, 4);
  expect(Buffer.compare(restored, bytes)).toBe(0);
});

test("a block larger than any before grows the memory", () => {
  for (const size of [100, 70_000, 1_000_000]) {
    const bytes = Uint8Array.from({ length: size }, (_, i) => i >> 4);
    const target = new Uint8Array(size);
    kernel.decodeLz4(lz4(kernel, bytes), target);
    expect(Buffer.compare(target, bytes)).toBe(0);
  }
});
