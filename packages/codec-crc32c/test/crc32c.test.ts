import { readFileSync } from "node:fs";
import { codecConformance, createCodec, parseGoldenChunks, randomBytes } from "@zarrkit/testkit/codec";
import { describe, expect, test } from "vitest";
import { checksum } from "../src/checksum.ts";
import { crc32c } from "../src/index.ts";

const { damaged, golden } = parseGoldenChunks(readFileSync(new URL("./fixtures/golden.json", import.meta.url), "utf8"));

codecConformance(
  { test },
  {
    extension: crc32c,
    kind: "bytes_to_bytes",
    damage: "detected",
    configurations: [
      { configuration: undefined, stored: null },
      { configuration: {}, stored: null },
    ],
    invalid: [{ configuration: { location: "start" } }],
    golden,
  },
);

/** Bit by bit, as the polynomial says. */
function slowChecksum(bytes: Uint8Array): number {
  let register = 0xffffffff;
  for (const byte of bytes) {
    register ^= byte;
    for (let bit = 0; bit < 8; bit++) register = register & 1 ? (register >>> 1) ^ 0x82f63b78 : register >>> 1;
  }
  return ~register >>> 0;
}

describe("checksum", () => {
  test("gives the values of RFC 3720, appendix B.4", () => {
    expect(checksum(new TextEncoder().encode("123456789"))).toBe(0xe3069283);
    expect(checksum(new Uint8Array(32))).toBe(0x8a9136aa);
    expect(checksum(new Uint8Array(32).fill(255))).toBe(0x62a8ab43);
    expect(checksum(Uint8Array.from({ length: 32 }, (_, i) => i))).toBe(0x46dd794e);
    expect(checksum(Uint8Array.from({ length: 32 }, (_, i) => 31 - i))).toBe(0x113fdb5c);
    expect(checksum(new Uint8Array(0))).toBe(0);
  });

  test("is the same at every length and alignment", () => {
    const room = randomBytes(200, 1);
    for (let start = 0; start < 8; start++) {
      for (let end = start; end <= room.length; end += 3) {
        expect(checksum(room.subarray(start, end))).toBe(slowChecksum(room.subarray(start, end)));
      }
    }
  });
});

describe("damage", () => {
  test.each(damaged)("$name is refused with both values", async ({ encoded, configuration, size }) => {
    const codec = await createCodec(crc32c, { configuration });
    if (codec.kind !== "bytes_to_bytes") throw new Error(codec.kind);
    expect(() => codec.decode(encoded, { size, limit: size })).toThrow(/stored 0x[0-9a-f]{8}, computed 0x[0-9a-f]{8}/);
  });
});
