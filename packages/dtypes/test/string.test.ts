import { expect, test } from "vitest";
import type { ElementView } from "../src/index.ts";
import { conformance } from "./conformance.ts";
import { v2, v3 } from "./resolve.ts";

const loneHigh = "a\ud800";
const loneLow = "\udc00b";
const neverText: readonly unknown[] = [undefined, null, 1, 1n, true, {}, ["a"], new Uint8Array(1), loneHigh, loneLow];

conformance<string, string[]>({
  name: "string",
  dataType: () => v3("string"),
  scalars: ["", "a", "é日本語😀", "nul\0inside\0", "\uffff"],
  rejected: neverText,
  fillValues: [{ json: "" }, { json: "défaut ☃", scalar: "défaut ☃" }, { json: 0, zarrFormat: 2, written: "" }],
  rejectedFillValues: [{ json: 0, zarrFormat: 3 }, ...[1, null, true, ["a"], loneHigh].map((json) => ({ json }))],
  foreignData: [[1], ["a", undefined], [["a"], ["b"]], ["a", loneHigh], new Uint8Array(2)],
});

conformance<string, ElementView<string>>({
  name: "fixed_length_utf32",
  dataType: () => v3({ name: "fixed_length_utf32", configuration: { length_bytes: 20 } }),
  scalars: ["", "a", "abcde", "日本語", "😀x\0y", "\u{10ffff}", "\ud7ff\ue000"],
  accepted: [
    ["a\0\0", "a"],
    ["abcde\0\0\0", "abcde"],
  ],
  rejected: [...neverText, "abcdef", "😀😀😀😀😀😀"],
  fillValues: [
    { json: "" },
    { json: "é😀", scalar: "é😀" },
    { json: "a\0", written: "a" },
    { json: 0, zarrFormat: 2, written: "" },
  ],
  rejectedFillValues: [{ json: 0, zarrFormat: 3 }, ...[1, null, "abcdef", ["a"]].map((json) => ({ json }))],
  foreignData: [["a"], new Uint32Array(5)],
  invalidElements: [0x110000, 0xd800, 0xdfff, 0xffffffff].map(
    (word) => new Uint8Array(new Uint32Array([97, word, 0, 0, 0]).buffer),
  ),
});

test("fixed_length_utf32 counts code points in version 2 and bytes in version 3", async () => {
  const little = await v2("<U5");
  expect(little.metadata).toEqual({ name: "fixed_length_utf32", configuration: { length_bytes: 20 } });
  expect([little.itemSize, little.wordSizes, little.endian]).toEqual([20, 4, "little"]);
  expect((await v2(">U5")).v2).toEqual({ dtype: ">U5" });
  expect(little.defaultSerializer).toEqual({ name: "bytes", configuration: { endian: "little" } });
});

test.each([
  [{ length_bytes: 6 }],
  [{ length_bytes: 0 }],
  [{ length_bytes: -4 }],
  [{ length_bytes: 4.5 }],
  [{ length_bytes: "4" }],
  [{ length_bytes: 2 ** 40 }],
  [{ length_bytes: 2n ** 60n }],
  [{ length_bytes: 4, endian: "little" }],
  [{ length: 4 }],
  [{}],
  [undefined],
] as const)("fixed_length_utf32 refuses %o", async (configuration) => {
  const metadata = configuration === undefined ? "fixed_length_utf32" : { name: "fixed_length_utf32", configuration };
  await expect(v3(metadata)).rejects.toThrow(/fixed_length_utf32/);
});

test("absurd v2 lengths are refused before anything is allocated", async () => {
  for (const dtype of ["<U99999999999", "|S99999999999", "|V9999999999999999999999", "<U0", "|S0", "|U5"]) {
    await expect(v2(dtype)).rejects.toThrow();
  }
});

test("a text element that is no Unicode is refused one by one too", async () => {
  const utf32 = await v3({ name: "fixed_length_utf32", configuration: { length_bytes: 4 } });
  expect(() => utf32.unpack(new Uint8Array(new Uint32Array([0xd800]).buffer), 0)).toThrow(/0xd800/);
});

test("string is |O with vlen-utf8, and its list is not copied", async () => {
  const string = await v2("|O", "vlen-utf8");
  expect(string.v2).toEqual({ dtype: "|O", objectCodec: "vlen-utf8" });
  expect(string.defaultSerializer).toEqual({ name: "vlen-utf8" });
  const list = ["a", "b"];
  expect(string.elementsOf(list)).toBe(list);
  expect(string.view(list)).toBe(list);
  expect(() => string.view(new Uint8Array(2))).toThrow(TypeError);
  await expect(v2("|O", "unheard-of")).rejects.toThrow();
  // An object type, so that its codec gets to refuse it by name.
  expect((await v2("|O", "pickle")).name).toBe("object");
});
