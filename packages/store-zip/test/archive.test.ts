import { expect, test } from "vitest";
import { layOut } from "../src/archive.ts";
import { readDirectory } from "../src/directory.ts";
import { readRaw } from "../src/entry.ts";
import { bytes, outerStore } from "./outer-store.ts";

test("sizes beyond 32 bits go through the zip64 fields", async () => {
  const small = { name: "small", method: 0, crc32: 1, size: 3, data: bytes("abc") };
  const archive = layOut([{ name: "large", method: 8, crc32: 7, size: 5_000_000_000, data: bytes("packed") }, small]);
  const { get } = outerStore(archive);
  const source = { get: (range?: { offset: number }) => get("a.zip", { range }) };
  const entries = (await readDirectory(source))?.entries;
  expect(entries?.get("large")).toMatchObject({ size: 5_000_000_000, compressedSize: 6, method: 8, crc32: 7 });
  for (const [name, data] of [
    ["large", "packed"],
    ["small", "abc"],
  ] as const) {
    const entry = entries?.get(name);
    expect(entry && (await readRaw(source, entry))).toEqual(bytes(data));
  }
});
