import { describe, expect, test } from "vitest";
import { decodeJson, encodeJson } from "../../src/json/json-bytes.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("decodeJson", () => {
  test("reads UTF-8, with or without a byte order mark", () => {
    expect(decodeJson(bytesOf('{"é": "😀", "n": 18446744073709551615}'))).toEqual({
      é: "😀",
      n: 18446744073709551615n,
    });
    expect(decodeJson(bytesOf("\ufeff[1, NaN]"))).toEqual([1, Number.NaN]);
  });

  test("reads parts of a buffer and shared memory, and leaves them alone", () => {
    const shared = new Uint8Array(new SharedArrayBuffer(8));
    shared.set(bytesOf("xx[1,2]x"));
    expect(decodeJson(shared.subarray(2, 7))).toEqual([1, 2]);
    const plain = bytesOf("xx[1,2]x");
    expect(decodeJson(plain.subarray(2, 7))).toEqual([1, 2]);
    expect(plain).toEqual(bytesOf("xx[1,2]x"));
  });

  test("refuses bytes that are not UTF-8", () => {
    expect(() => decodeJson(new Uint8Array([0x22, 0xff, 0x22]))).toThrow(SyntaxError);
    expect(() => decodeJson(new Uint8Array([0x22, 0xff, 0x22]))).toThrow(/3 bytes is not valid UTF-8/);
    // A surrogate encoded on its own.
    expect(() => decodeJson(new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22]))).toThrow(SyntaxError);
    expect(() => decodeJson(new Uint8Array(0))).toThrow(/end of the text/);
  });
});

test("encodeJson writes UTF-8 that is read back", () => {
  const value = { é: ["😀", 18446744073709551615n, -0, "\ud800"] };
  expect(decodeJson(encodeJson(value))).toStrictEqual(value);
  expect(encodeJson([1], 2)).toEqual(bytesOf("[\n  1\n]"));
});
