import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonValue } from "../../src/contract/json.ts";
import { formatJson } from "../../src/json/format-json.ts";
import { parseJson, parseJsonExactly } from "../support/parse-json.ts";

/** Any value the reader can answer. Keys exclude `__proto__`, which literals cannot spell as a member. */
const value: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom<JsonValue>(null, true, false, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
    fc.double(),
    fc.maxSafeInteger(),
    fc.constantFrom(1e16, 1e20, -1e21, 2 ** 53, 2 ** 53 + 2, -(2 ** 63), 1.5e300, 5e-324),
    fc.bigInt().filter((n) => n > 2n ** 53n || n < -(2n ** 53n)),
    fc.string({ unit: "binary" }),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

describe("formatJson", () => {
  test("is read back exactly, whatever the indent", () => {
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 0, 1, 2, 4), (input, indent) => {
        const text = formatJson(input, indent);
        expect(parseJson(text)).toStrictEqual(input);
        expect(parseJsonExactly(text)).toStrictEqual(input);
        expect(text).not.toMatch(/[ \t]$/m);
      }),
      { numRuns: 1000 },
    );
  });

  test("is what the platform writes, for values that it can write", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (input) => {
        // The platform loses the sign of zero and the mark of large doubles.
        const simple = JSON.parse(
          JSON.stringify(input, (_, v) => (typeof v === "number" && Math.abs(v) > 2 ** 53 ? 1 : v)),
        );
        expect(formatJson(simple)).toBe(JSON.stringify(simple));
        expect(formatJson(simple, 2)).toBe(JSON.stringify(simple, undefined, 2));
      }),
      { numRuns: 500 },
    );
  });

  test("lays out like Python's json.dumps(indent=2)", () => {
    const document = { a: [1, { b: [] }], c: {}, d: null, e: "é\n", f: [[]] };
    const python = [
      "{",
      '  "a": [',
      "    1,",
      "    {",
      '      "b": []',
      "    }",
      "  ],",
      '  "c": {},',
      '  "d": null,',
      '  "e": "é\\n",',
      '  "f": [',
      "    []",
      "  ]",
      "}",
    ];
    expect(formatJson(document, 2)).toBe(python.join("\n"));
  });

  test.each<[JsonValue, string]>([
    [18446744073709551615n, "18446744073709551615"],
    [5n, "5"],
    [-0, "-0.0"],
    [0, "0"],
    [Number.NaN, "NaN"],
    [Number.POSITIVE_INFINITY, "Infinity"],
    [Number.NEGATIVE_INFINITY, "-Infinity"],
    [2 ** 53, "9007199254740992"],
    [9007199254740994, "9007199254740994.0"],
    [-9007199254740994, "-9007199254740994.0"],
    [1e16, "1e+16"],
    [1e20, "1e+20"],
    [123456789012345680, "1.2345678901234568e+17"],
    [1e300, "1e+300"],
    [1e-7, "1e-7"],
    ["\ud800", '"\\ud800"'],
  ])("%s is written as %s", (input, text) => {
    expect(formatJson(input)).toBe(text);
  });

  test("members that are undefined are left out, __proto__ is a key like others", () => {
    expect(formatJson({ a: undefined, b: 1, c: undefined } as unknown as JsonValue)).toBe('{"b":1}');
    expect(formatJson({ a: undefined } as unknown as JsonValue, 2)).toBe("{}");
    const text = '{"__proto__":{"a":1}}';
    expect(formatJson(parseJson(text))).toBe(text);
    expect(formatJson(Object.assign(Object.create(null), { a: 1 }) as JsonValue)).toBe('{"a":1}');
  });

  test("the same object may stand in two places", () => {
    const inner = { b: 1 };
    expect(formatJson([inner, inner])).toBe('[{"b":1},{"b":1}]');
  });

  class Point {
    readonly x = 1;
  }
  test.each<[unknown, string]>([
    [() => 1, "a function"],
    [Symbol("s"), "a symbol"],
    [new Date(0), "a Date"],
    [new Map(), "a Map"],
    [new Uint8Array(2), "a Uint8Array"],
    [new Point(), "a Point"],
    [/x/, "a RegExp"],
  ])("%s is refused by its place", (bad, noun) => {
    const document = { attributes: { a: [1, 2, 3, { b: bad }] } } as unknown as JsonValue;
    expect(() => formatJson(document)).toThrow(TypeError);
    expect(() => formatJson(document, 2)).toThrow(`JSON: attributes.a[3].b is ${noun}`);
  });

  test("places are spelled so that they can be found", () => {
    const place = (document: unknown): string => {
      try {
        return formatJson(document as JsonValue);
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(place(() => 1)).toMatch(/^JSON: the value is a function/);
    expect(place(undefined)).toMatch(/^JSON: the value is undefined/);
    expect(place({ "a b": { "": [undefined] } })).toMatch(/^JSON: \["a b"\]\[""\]\[0\] is undefined/);
    expect(place([new Array(2)])).toMatch(/^JSON: \[0\]\[0\] is undefined/);
    expect(place([[], [() => 1]])).toMatch(/^JSON: \[1\]\[0\]/);
  });

  test("cycles and bottomless nesting are refused", () => {
    const cycle: Record<string, unknown> = { list: [] };
    (cycle["list"] as unknown[]).push(cycle);
    expect(() => formatJson(cycle as JsonValue)).toThrow("JSON: list[0] contains itself");
    let deep: JsonValue = [];
    for (let i = 1; i < 256; i++) deep = [deep];
    expect(parseJson(formatJson(deep, 2))).toEqual(deep);
    expect(() => formatJson([deep])).toThrow(/nested deeper than 256 levels/);
  });
});
