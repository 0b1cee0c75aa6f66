import { describe, expect, test } from "vitest";
import type { JsonValue } from "../../src/contract/index.ts";
import { MetadataValidationError } from "../../src/error/metadata-error.ts";
import {
  abbreviate,
  invalid,
  optionalObject,
  requireIntegers,
  requireMember,
  requireObject,
} from "../../src/metadata/check.ts";
import { caught } from "../support/caught.ts";
import { parseJson } from "../support/parse-json.ts";

const place = { key: "zarr.json" };

describe("requireObject", () => {
  test.each<[JsonValue]>([[null], [[]], ["{}"], [1], [true]])("refuses %j", async (document) => {
    const error = await caught(() => requireObject(document, place));
    expect(error).toBeInstanceOf(MetadataValidationError);
    expect(error.key).toBe("zarr.json");
  });
});

describe("requireMember", () => {
  test("does not take what objects inherit for a member", async () => {
    expect(await caught(() => requireMember({}, "constructor", place))).toBeInstanceOf(MetadataValidationError);
    expect(await caught(() => requireMember({}, "__proto__", place))).toBeInstanceOf(MetadataValidationError);
  });

  test("null is there", () => {
    expect(requireMember({ a: null }, "a", place)).toBeNull();
  });
});

describe("requireIntegers", () => {
  test("counts up to 2^53 - 1", () => {
    expect(requireIntegers({ a: [0, Number.MAX_SAFE_INTEGER] }, "a", 0, place)).toEqual([0, Number.MAX_SAFE_INTEGER]);
  });

  test.each<[JsonValue]>([[[1]], [[2 ** 53]], [[2n ** 60n]], [[Number.NaN]], [[null]], [{}], ["2"]])(
    "refuses %o where 2 is the least",
    async (value) => {
      const error = await caught(() => requireIntegers({ a: value }, "a", 2, place));
      expect(error).toBeInstanceOf(MetadataValidationError);
      expect(error.message).toContain('"a"');
    },
  );
});

describe("optionalObject", () => {
  test("absent is empty, also where a name is inherited", () => {
    expect(optionalObject({}, "attributes", place)).toEqual({});
    expect(optionalObject({}, "constructor", place)).toEqual({});
  });

  test("takes a hostile member for what it is", () => {
    const document = parseJson('{"__proto__": {"polluted": 1}}');
    expect(optionalObject(document as never, "__proto__", place)).toEqual({ polluted: 1 });
    expect({}).not.toHaveProperty("polluted");
  });
});

describe("messages", () => {
  test("say what was expected and found", async () => {
    const error = await caught(() => invalid("shape", "a list", "x", place));
    expect(error.message).toMatch(/^"shape" must be a list, found "x"/);
  });

  test.each<[JsonValue | undefined, string]>([
    [undefined, "nothing"],
    [null, "null"],
    [2n ** 64n, "18446744073709551616"],
    ["a\nb", '"a\\nb"'],
    [[1, [2]], "[1, [2]]"],
    [{}, "an object with no members"],
    [{ a: 1, b: 2 }, "an object with a, b"],
  ])("show %o as %s", (value, expected) => {
    expect(abbreviate(value)).toBe(expected);
  });

  test("stay short whatever a document holds", () => {
    const deep = Array.from({ length: 250 }).reduce<JsonValue>((inner) => [inner], 1);
    const list = Array.from({ length: 1e6 }, () => "y".repeat(100));
    Object.defineProperty(list, 8, { get: () => expect.unreachable("nobody shows so much of a list") });
    for (const value of ["x".repeat(1e6), list, { ["z".repeat(1e6)]: 1 }, deep]) {
      expect(abbreviate(value).length).toBeLessThan(130);
    }
  });
});
