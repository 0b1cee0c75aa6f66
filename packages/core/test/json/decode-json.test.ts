import { describe, expect, test } from "vitest";
import { decodeJson } from "../../src/json/decode-json.ts";
import { encodeJson } from "../../src/json/encode-json.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("decodeJson", () => {
  test("reads UTF-8, with or without a byte order mark", async () => {
    expect(await decodeJson(bytesOf('{"é": "😀", "n": 18446744073709551615}'))).toEqual({
      é: "😀",
      n: 18446744073709551615n,
    });
    expect(await decodeJson(bytesOf("\ufeff[1, NaN]"))).toEqual([1, Number.NaN]);
  });

  test("reads parts of a buffer and shared memory, and leaves them alone", async () => {
    const shared = new Uint8Array(new SharedArrayBuffer(8));
    shared.set(bytesOf("xx[1,2]x"));
    expect(await decodeJson(shared.subarray(2, 7))).toEqual([1, 2]);
    const plain = bytesOf("xx[1,2]x");
    expect(await decodeJson(plain.subarray(2, 7))).toEqual([1, 2]);
    expect(plain).toEqual(bytesOf("xx[1,2]x"));
  });

  test("skips a byte order mark, but only one and only in front", async () => {
    expect(await decodeJson(bytesOf("\ufeff[1]"))).toEqual([1]);
    expect(await decodeJson(bytesOf("\ufeff[NaN]"))).toEqual([Number.NaN]);
    await expect(decodeJson(bytesOf("\ufeff\ufeff[1]"))).rejects.toThrow(SyntaxError);
    await expect(decodeJson(bytesOf("[1]\ufeff"))).rejects.toThrow(SyntaxError);
  });

  test("refuses bytes that are not UTF-8", () => {
    expect(() => decodeJson(new Uint8Array([0x22, 0xff, 0x22]))).toThrow(SyntaxError);
    expect(() => decodeJson(new Uint8Array([0x22, 0xff, 0x22]))).toThrow(/3 bytes is not valid UTF-8/);
    // A surrogate encoded on its own.
    expect(() => decodeJson(new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22]))).toThrow(SyntaxError);
  });

  test("says where a document is broken", async () => {
    await expect(decodeJson(new Uint8Array(0))).rejects.toThrow(/end of the text/);
    await expect(decodeJson(bytesOf("[1, 2"))).rejects.toThrow(/position 5/);
  });

  test("answers at once where the platform reads exactly", () => {
    expect(decodeJson(bytesOf('{"a": [1.5, null, "123456789012345678"]}'))).toEqual({
      a: [1.5, null, "123456789012345678"],
    });
    expect(decodeJson(bytesOf("[1234567890123456789]"))).toBeInstanceOf(Promise);
  });
});

test("encodeJson writes UTF-8 that is read back", async () => {
  const value = { é: ["😀", 18446744073709551615n, -0, "\ud800"] };
  expect(await decodeJson(encodeJson(value))).toStrictEqual(value);
  expect(encodeJson([1], 2)).toEqual(bytesOf("[\n  1\n]"));
});
