import { describe, expect, test } from "vitest";
import { InvalidArgumentError } from "../../../src/error/usage-error.ts";
import { codecList, pluginsAmong, v2CodecOf, v3CodecOf } from "../../../src/node/creation/codec-like.ts";
import { bytes } from "../../support/bytes-codec.ts";
import { caught } from "../../support/caught.ts";
import { checksum } from "../../support/checksum-codec.ts";

const place = { path: "a" };

test("one codec, several or none make a list", () => {
  expect([codecList(null), codecList("a"), codecList([checksum, "a"])]).toEqual([[], ["a"], [checksum, "a"]]);
  expect(pluginsAmong(["a", checksum, { name: "b" }])).toEqual([checksum]);
});

describe("the v3 metadata of a codec", () => {
  test.each([
    ["gzip", { name: "gzip" }],
    [bytes, { name: "bytes" }],
    [
      { name: "gzip", configuration: { level: 1 } },
      { name: "gzip", configuration: { level: 1 } },
    ],
    [{ name: "crc32c" }, { name: "crc32c" }],
    [
      { id: "zlib", level: 1 },
      { name: "numcodecs.zlib", configuration: { level: 1 } },
    ],
  ])("of %o is %o", (codec, expected) => {
    expect(v3CodecOf(codec, place)).toEqual(expected);
  });
});

describe("the v2 metadata of a codec", () => {
  test.each([
    ["zlib", { id: "zlib" }],
    ["numcodecs.zlib", { id: "zlib" }],
    [checksum, { id: "checksum" }],
    [bytes, { id: "bytes" }],
    [
      { id: "zlib", level: 1 },
      { id: "zlib", level: 1 },
    ],
    [
      { name: "numcodecs.zlib", configuration: { level: 1 } },
      { id: "zlib", level: 1 },
    ],
    [
      { name: "gzip", configuration: { level: 1 } },
      { id: "gzip", level: 1 },
    ],
  ])("of %o is %o", (codec, expected) => {
    expect(v2CodecOf(codec, place)).toEqual(expected);
  });
});

test.each([[7], [null], [{}], [[]], [{ name: 3 }], [true]])("%o is no codec", async (codec) => {
  for (const metadata of [v2CodecOf, v3CodecOf]) {
    const error = await caught(() => metadata(codec as never, place));
    expect(error).toBeInstanceOf(InvalidArgumentError);
    expect(error.path).toBe("a");
  }
});
