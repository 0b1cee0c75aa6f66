import { describe, expect, test } from "vitest";
import type { JsonValue } from "../../src/contract/index.ts";
import { MetadataValidationError } from "../../src/error/metadata-error.ts";
import { formatExtensionObject, parseExtensionObject } from "../../src/metadata/extension-object.ts";
import { caught } from "../support/caught.ts";

describe("parseExtensionObject", () => {
  test.each<[JsonValue, object]>([
    ["gzip", { name: "gzip", configuration: undefined, mustUnderstand: true }],
    [{ name: "gzip" }, { name: "gzip", configuration: undefined, mustUnderstand: true }],
    [
      { name: "gzip", configuration: {} },
      { name: "gzip", configuration: {}, mustUnderstand: true },
    ],
    [
      { name: "https://example.org/x", configuration: { a: 1 }, must_understand: false },
      { name: "https://example.org/x", configuration: { a: 1 }, mustUnderstand: false },
    ],
  ])("reads %j", (value, expected) => {
    expect(parseExtensionObject("codecs[0]", value, {})).toEqual(expected);
  });

  test.each<[JsonValue, string]>([
    [null, "codecs[0]"],
    [7, "codecs[0]"],
    [["gzip"], "codecs[0]"],
    [{}, "codecs[0].name"],
    [{ name: null }, "codecs[0].name"],
    [{ name: "gzip", configuration: null }, "codecs[0].configuration"],
    [{ name: "gzip", configuration: [] }, "codecs[0].configuration"],
    [{ name: "gzip", must_understand: 0 }, "codecs[0].must_understand"],
  ])("refuses %j at %s", async (value, member) => {
    const error = await caught(() => parseExtensionObject("codecs[0]", value, { key: "zarr.json" }));
    expect(error).toBeInstanceOf(MetadataValidationError);
    expect(error.message).toContain(`"${member}"`);
    expect(error.key).toBe("zarr.json");
  });
});

describe("formatExtensionObject", () => {
  test("always writes an object", () => {
    expect(formatExtensionObject("crc32c", undefined)).toEqual({ name: "crc32c" });
    expect(formatExtensionObject("gzip", { level: 5 })).toEqual({ name: "gzip", configuration: { level: 5 } });
  });
});
