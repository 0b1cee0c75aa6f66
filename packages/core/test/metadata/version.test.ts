import { describe, expect, test } from "vitest";
import { MetadataValidationError } from "../../src/error/metadata-error.ts";
import { requireZarrFormat, unknownMembers } from "../../src/metadata/version.ts";
import { caught } from "../support/caught.ts";

describe("requireZarrFormat", () => {
  test("takes the integer and nothing like it", async () => {
    expect(() => requireZarrFormat({ zarr_format: 3 }, 3, {})).not.toThrow();
    for (const found of ["3", 3n, true, null, [3]]) {
      expect(await caught(() => requireZarrFormat({ zarr_format: found }, 3, {}))).toBeInstanceOf(
        MetadataValidationError,
      );
    }
  });
});

describe("unknownMembers", () => {
  test("are kept when they need not be understood", () => {
    const document = { a: 1, b: { must_understand: false, c: [1] }, d: { must_understand: false } };
    expect(unknownMembers(document, ["a"], {})).toEqual({
      b: { must_understand: false, c: [1] },
      d: { must_understand: false },
    });
  });

  test("are all named when they must be", async () => {
    const error = await caught(() => unknownMembers({ a: 1, b: 2, c: { must_understand: false } }, [], {}));
    expect(error).toBeInstanceOf(MetadataValidationError);
    expect(error.message).toContain('"a", "b"');
    expect(error.message).not.toContain('"c"');
  });
});
