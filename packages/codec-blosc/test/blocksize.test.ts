import { describe, expect, test } from "vitest";
import { chooseBlocksize } from "../src/blocksize.ts";
import type { BloscSettings } from "../src/configuration.ts";
import { encodeBlosc } from "../src/encode.ts";
import { type BloscFrame, parseFrame } from "../src/frame.ts";
import { platformCompressors } from "../src/inner-codec-node.ts";
import { loadKernel } from "../src/wasm-kernel.ts";

const settingsOf = (cname: BloscSettings["cname"], clevel: number, typesize: number): BloscSettings => ({
  cname,
  clevel,
  shuffle: "shuffle",
  typesize,
  blocksize: 0,
  stored: {},
});

/** KiB at levels 1 to 9 for 8 MiB, from the headers that c-blosc 1.21 writes. */
const CHOICES: readonly (readonly [BloscSettings["cname"], number, readonly number[]])[] = [
  ["lz4", 2, [64, 64, 128, 256, 256, 512, 512, 512, 512]],
  ["lz4", 4, [64, 128, 256, 512, 512, 1024, 1024, 1024, 1024]],
  ["lz4", 16, [256, 512, 1024, 1024, 1024, 1024, 1024, 1024, 1024]],
  ["blosclz", 8, [128, 256, 512, 1024, 1024, 1024, 1024, 1024, 1024]],
  ["lz4hc", 2, [64, 128, 256, 512, 512, 512, 512, 512, 512]],
  ["zlib", 8, [256, 512, 1024, 1024, 1024, 1024, 1024, 1024, 1024]],
];

test.each(CHOICES)("blocks for %s and elements of %i bytes are those of c-blosc", (cname, typesize, expected) => {
  const sizes = expected.map((_, index) => chooseBlocksize(2 ** 23, settingsOf(cname, index + 1, typesize), true));
  expect(sizes.map((size) => size / 1024)).toEqual(expected);
});

test("blocks for zstd, which are whole, are those of c-blosc", () => {
  const sizes = [1, 3, 5, 6, 9].map((clevel) => chooseBlocksize(2 ** 19, settingsOf("zstd", clevel, 2), false));
  expect(sizes.map((size) => size / 1024)).toEqual([32, 128, 256, 512, 512]);
});

describe("splitting", () => {
  const encoded = async (cname: BloscSettings["cname"], typesize: number, size: number): Promise<BloscFrame> => {
    const bytes = Uint8Array.from({ length: size }, (_, i) => (i % typesize) + (i >> 9));
    const backend = { kernel: await loadKernel(), compressors: platformCompressors, blocking: true };
    const settings = { ...settingsOf(cname, 5, typesize), blocksize: 4096 };
    return parseFrame(await encodeBlosc(bytes, settings, backend), { size, limit: size });
  };

  test("gives each byte of elements a stream, but for the last block when that is shorter", async () => {
    for (const cname of ["blosclz", "lz4", "lz4hc", "zlib"] as const) {
      const { blocks } = await encoded(cname, 4, 4096 * 2 + 8);
      expect(blocks.map(({ streams }) => streams.length)).toEqual([4, 4, 1]);
    }
  });

  test("is not done for zstd, wide elements, or blocks that are no whole number of elements", async () => {
    for (const [cname, typesize, size] of [
      ["zstd", 4, 8192],
      ["lz4", 17, 8192],
      ["lz4", 4, 1023],
    ] as const) {
      const { blocks } = await encoded(cname, typesize, size);
      expect(blocks.every(({ streams }) => streams.length === 1)).toBe(true);
    }
  });
});
