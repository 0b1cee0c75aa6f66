import { expect, test } from "vitest";
import { swapWords } from "../src/memory/byte-order.ts";
import { v2, v3 } from "./resolve.ts";

test("words of mixed sizes change their byte order one by one", () => {
  const bytes = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 11, 12, 13, 14, 15, 16, 17);
  swapWords(bytes, [2, 1, 4]);
  expect([...bytes]).toEqual([2, 1, 3, 7, 6, 5, 4, 12, 11, 13, 17, 16, 15, 14]);
  swapWords(bytes, 2);
  expect([...bytes.subarray(0, 4)]).toEqual([1, 2, 7, 3]);
  swapWords(bytes, 1);
  expect([...bytes.subarray(0, 4)]).toEqual([1, 2, 7, 3]);
});

test("elements may lie in shared memory", async () => {
  for (const name of ["bool", "int64", "float16", "complex64", "r16", "bfloat16", "int4", "float4_e2m1fn"]) {
    const dataType = await v3(name);
    const elements = new Uint8Array(new SharedArrayBuffer(4 * (dataType.itemSize as number)));
    const value = dataType.unpack(elements, 1);
    dataType.pack(value, elements, 3);
    expect((dataType.elementsOf(dataType.view(elements)) as Uint8Array).buffer).toBe(elements.buffer);
    expect(dataType.normalize?.(elements) ?? elements).toBe(elements);
  }
  const utf32 = await v2("<U3");
  const elements = new Uint8Array(new SharedArrayBuffer(12));
  utf32.pack("é😀", elements, 0);
  expect(utf32.unpack(elements, 0)).toBe("é😀");
});

test("memory that is no whole number of elements is refused", async () => {
  for (const name of ["int16", "float64", "complex64", "r24"]) {
    const dataType = await v3(name);
    expect(() => dataType.view(new Uint8Array((dataType.itemSize as number) + 1))).toThrow(RangeError);
    expect(() => dataType.fillValueToJson(new Uint8Array(1), 3)).toThrow(RangeError);
    expect(() => dataType.view(["a"])).toThrow(TypeError);
  }
});
