import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as node from "../src/compression-node.ts";
import * as web from "../src/compression-web.ts";
import { bytes } from "./outer-store.ts";

describe.each([
  ["node", node],
  ["web", web],
])("%s", (_name, { crc32, deflate, inflate }) => {
  test("CRC-32 of the check string", () => {
    expect(crc32(bytes("123456789"))).toBe(0xcbf43926);
    expect(crc32(new Uint8Array(0))).toBe(0);
  });

  test("undoes what either side wrote", async () => {
    const value = fc.uint8Array({ maxLength: 3000, size: "max" });
    await fc.assert(
      fc.asyncProperty(value, async (data) => {
        expect(crc32(data)).toBe(node.crc32(data));
        for (const packed of [await node.deflate(data), await web.deflate(data)]) {
          expect(await inflate(packed, data.byteLength)).toEqual(data);
        }
        expect(await inflate(await deflate(data), data.byteLength + 10)).toEqual(data);
      }),
      { numRuns: 50 },
    );
  });

  test("stops when the output passes the promised size", async () => {
    const bomb = await node.deflate(new Uint8Array(50_000_000));
    await expect(inflate(bomb, 1000)).rejects.toThrow();
    await expect(inflate(bomb, 49_999_999)).rejects.toThrow();
    expect((await inflate(bomb, 50_000_000)).byteLength).toBe(50_000_000);
  });

  test("refuses damaged and shortened data", async () => {
    const packed = await node.deflate(bytes("some text, some text, some more text".repeat(20)));
    await expect(inflate(packed.subarray(0, packed.byteLength - 4), 10_000)).rejects.toThrow();
    await expect(inflate(Uint8Array.of(0xff, 0xff, 0xff), 10)).rejects.toThrow();
    await expect(inflate(new Uint8Array(0), 10)).rejects.toThrow();
  });
});
