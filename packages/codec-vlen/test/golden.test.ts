import type { ArrayToBytesCodec } from "@zarrkit/core/contract";
import { dataTypes } from "@zarrkit/dtypes";
import { chunkOf, sampleEngine } from "@zarrkit/testkit/codec";
import { describe, expect, test } from "vitest";
import { vlenArray, vlenBytes, vlenUtf8 } from "../src/index.ts";

const { createFor, specOf } = sampleEngine(dataTypes);

const fromBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "base64"));
const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "hex"));

/** Bytes written by numcodecs 0.17.1. */
describe("numcodecs' bytes", () => {
  test("vlen-utf8", async () => {
    const short = "BQAAAAAAAAABAAAAYQUAAADDqeKYgwUAAADwnYSeeAYAAADvu79ib20=";
    const spec = await specOf([5], "string");
    const codec = await createFor<ArrayToBytesCodec>(vlenUtf8, undefined, spec);
    const chunk = chunkOf(["", "a", "é☃", "𝄞x", "\ufeffbom"], [5]);
    expect(await codec.decode(fromBase64(short), spec)).toEqual(chunk);
    expect(Buffer.from(await codec.encode(chunk, spec)).toString("base64")).toBe(short);
  });
  test("vlen-utf8 in the spelling of version 2, with two dimensions", async () => {
    const spec = await specOf([2, 1], "|O:vlen-utf8");
    const codec = await createFor<ArrayToBytesCodec>(vlenUtf8, {}, spec, "numcodecs");
    const encoded = hex("02000000000000000100000061");
    expect(await codec.decode(encoded, spec)).toEqual(chunkOf(["", "a"], [2, 1]));
  });
  test("vlen-bytes", async () => {
    const encoded = hex("0400000000000000010000006102000000" + "00ff" + "08000000" + "627974657320e282");
    const spec = await specOf([4], "bytes");
    const codec = await createFor<ArrayToBytesCodec>(vlenBytes, {}, spec);
    const chunk = chunkOf([hex(""), hex("61"), hex("00ff"), hex("627974657320e282")], [4]);
    const decoded = await codec.decode(encoded, spec);
    expect(decoded).toEqual(chunk);
    expect(await codec.encode(chunk, spec)).toEqual(encoded);
    // Elements own their memory.
    (decoded.elements as Uint8Array[])[1]![0] = 0;
    expect(encoded[12]).toBe(0x61);
  });

  const arrays: readonly (readonly [string, string, readonly unknown[]])[] = [
    [
      "<i2",
      "030000000600000001000000030000000000020000000500",
      [Int16Array.of(1, 0, 3), new Int16Array(), Int16Array.of(5)],
    ],
    [
      "i2",
      "030000000600000001000000030000000000020000000500",
      [Int16Array.of(1, 0, 3), new Int16Array(), Int16Array.of(5)],
    ],
    [
      ">i4",
      "030000000c000000000000010000000000000003000000000400000000000005",
      [Int32Array.of(1, 0, 3), new Int32Array(), Int32Array.of(5)],
    ],
    [
      "<f8",
      "0300000018000000000000000000f03f0000000000000000000000000000084000000000080000000000000000001440",
      [Float64Array.of(1, 0, 3), new Float64Array(), Float64Array.of(5)],
    ],
    ["|u1", "0300000003000000010003000000000100000005", [Uint8Array.of(1, 0, 3), new Uint8Array(), Uint8Array.of(5)]],
    ["u1", "0300000003000000010003000000000100000005", [Uint8Array.of(1, 0, 3), new Uint8Array(), Uint8Array.of(5)]],
    ["|b1", "0300000003000000010001000000000100000001", [Uint8Array.of(1, 0, 1), new Uint8Array(), Uint8Array.of(1)]],
    [
      "<i8",
      "030000001800000001000000000000000000000000000000030000000000000000000000080000000500000000000000",
      [BigInt64Array.of(1n, 0n, 3n), new BigInt64Array(), BigInt64Array.of(5n)],
    ],
  ];
  test("vlen-array stores null, a fill value of objects, as an empty array", async () => {
    const spec = await specOf([2], "|O:json2");
    const codec = await createFor<ArrayToBytesCodec>(vlenArray, { dtype: "<i2" }, spec, "numcodecs");
    const encoded = await codec.encode(chunkOf([Int16Array.of(1), null], [2]), spec);
    expect(encoded).toEqual(hex("0200000002000000010000000000"));
  });
  for (const [dtype, encoded, elements] of arrays) {
    test(`vlen-array of ${dtype}`, async () => {
      const spec = await specOf([3], "|O:json2");
      const codec = await createFor<ArrayToBytesCodec>(vlenArray, { dtype }, spec, "numcodecs");
      expect(codec.configuration).toEqual({ dtype });
      expect((await codec.decode(hex(encoded), spec)).elements).toEqual(elements);
      const kept = (elements as readonly Int16Array[]).map((element) => element.slice());
      expect(await codec.encode(chunkOf([...elements], [3]), spec)).toEqual(hex(encoded));
      expect(elements).toEqual(kept);
      if (!["|b1", "<i8"].includes(dtype)) {
        const lists = (elements as readonly Int16Array[]).map((element) => Array.from(element));
        expect(await codec.encode(chunkOf(lists, [3]), spec)).toEqual(hex(encoded));
      }
    });
  }
});
