import { smoothBytes } from "@zarrkit/testkit/codec";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { beginningOf } from "../src/beginning.ts";
import { decodeFrames } from "../src/decode.ts";
import { type Frame, parseFrames } from "../src/frame.ts";
import type { ZstandardLibrary } from "../src/library.ts";
import { webAssemblyZstandard } from "../src/zstandard-node.ts";

const block = 128 * 1024;
const size = 4 * block;
const library: ZstandardLibrary = { ...(await webAssemblyZstandard()), decodesAtOnce: () => true };
// Compressed blocks, since damage to stored ones does not show.
const plain = smoothBytes(size, 1).map((byte) => byte & 15);
const frame = await library.compress(plain, 1, false);
const checked = await library.compress(plain, 1, true);

function decode(bytes: Uint8Array, start: number, end: number): Uint8Array {
  const into = new Uint8Array(size).fill(0xee);
  const decoded = decodeFrames(library, bytes, { size, limit: size }, { into, wanted: { start, end } });
  if (decoded instanceof Promise) throw new Error("expected an answer at once");
  return decoded;
}

describe("the beginning of a frame", () => {
  test("holds what is wanted, whatever that is", () => {
    fc.assert(
      fc.property(fc.nat(size), fc.nat(size), (one, other) => {
        const [start, end] = [Math.min(one, other), Math.max(one, other)];
        expect(Buffer.compare(decode(frame, start, end).subarray(start, end), plain.subarray(start, end))).toBe(0);
      }),
      { numRuns: 50 },
    );
  });

  test("is all that is decoded", () => {
    const decoded = decode(frame, 0, block + 1);
    expect(decoded.subarray(2 * block).every((byte) => byte === 0xee)).toBe(true);
    expect(Buffer.compare(decoded.subarray(0, 2 * block), plain.subarray(0, 2 * block))).toBe(0);
  });

  test("is nothing by itself where all blocks are wanted, or a checksum is to be verified", () => {
    expect(Buffer.compare(decode(frame, 0, size - 1), plain)).toBe(0);
    expect(Buffer.compare(decode(checked, 0, 1), plain)).toBe(0);
    const damaged = checked.slice();
    damaged[damaged.length - 1] = (damaged.at(-1) as number) ^ 1;
    expect(() => decode(damaged, 0, 1)).toThrow("zstd");
  });

  test("is not known where blocks may be short", async () => {
    const [odd] = parseFrames(await library.compress(plain.subarray(1), 1, false));
    expect(beginningOf(frame, odd as Frame, 1)).toBeUndefined();
  });

  test("repeats bytes as their blocks do", async () => {
    const zeros = await library.compress(new Uint8Array(size), 1, false);
    expect(decode(zeros, 0, 1).subarray(0, block)).toEqual(new Uint8Array(block));
  });

  test("is an error when it is damaged", () => {
    const damaged = frame.slice();
    damaged.fill(0xff, 12, 40);
    expect(() => decode(damaged, 0, 1)).toThrow("damaged zstd data");
  });
});
