import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isPlainJson } from "../../src/json/plain-json.ts";
import { parseJson, parseJsonExactly } from "../support/parse-json.ts";
import { processorMilliseconds } from "../support/processor-time.ts";

/** JSON text with odd spacing, escapes and number spellings. */
const plainText: fc.Arbitrary<string> = fc
  .tuple(
    fc.json({ maxDepth: 6, noUnicodeString: false }),
    fc.array(fc.constantFrom(" ", "\n", "\t", "\r"), { maxLength: 3 }),
    fc.constantFrom("-0", "0.1234567890123456789", "1E5", "-2.5e-7", "123456789012345", '"\\ud834\\u0041\\/"', "1e400"),
  )
  .map(([text, space, number]) => `[${space.join("")}${text}${space.join("")},${number} ]`);

/** What the platform would make of a value: exact integers become the nearest doubles. */
function rounded(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, member]) => [key, rounded(member)]);
  return Object.fromEntries(entries);
}

describe("both readers", () => {
  test("agree with the platform on ordinary documents", () => {
    fc.assert(
      fc.property(plainText, (text) => {
        const native: unknown = JSON.parse(text);
        expect(rounded(parseJsonExactly(text))).toStrictEqual(native);
        expect(parseJson(text)).toStrictEqual(parseJsonExactly(text));
      }),
      { numRuns: 1000 },
    );
  });

  test("agree on which texts are no JSON", () => {
    const characters = fc.constantFrom(
      ...'[]{},:"\\ \n\t\u0001-+.eE019truefalsnuINy'.split(""),
      "\\u12",
      "NaN",
      "null",
    );
    fc.assert(
      fc.property(
        fc.array(characters, { maxLength: 12 }).map((parts) => parts.join("")),
        (text) => {
          let native: unknown;
          try {
            native = JSON.parse(text);
          } catch {
            // Bare words are the one thing that only the exact reader takes.
            if (/NaN|Infinity/.test(text)) return;
            expect(() => parseJsonExactly(text)).toThrow(SyntaxError);
            expect(() => parseJson(text)).toThrow(SyntaxError);
            return;
          }
          expect(rounded(parseJsonExactly(text))).toStrictEqual(native);
          expect(parseJson(text)).toStrictEqual(parseJsonExactly(text));
        },
      ),
      { numRuns: 5000 },
    );
  });

  test("agree on damaged documents", () => {
    fc.assert(
      fc.property(plainText, fc.nat(), fc.constantFrom("", "x", '"', "}", "\u0000"), (text, at, patch) => {
        const position = at % text.length;
        const damaged = text.slice(0, position) + patch + text.slice(position + 1);
        const read = (parse: (text: string) => unknown): unknown => {
          try {
            return { value: rounded(parse(damaged)) };
          } catch (error) {
            return (error as Error).name;
          }
        };
        expect(read(parseJsonExactly)).toStrictEqual(read(JSON.parse));
        expect(read(parseJson)).toStrictEqual(read(JSON.parse));
      }),
      { numRuns: 1000 },
    );
  });
});

describe.each([
  ["parseJson", parseJson],
  ["parseJsonExactly", parseJsonExactly],
])("%s", (_, parse) => {
  test.each([
    ["9007199254740992", 2 ** 53],
    ["-9007199254740992", -(2 ** 53)],
    ["9007199254740993", 9007199254740993n],
    ["-9007199254740993", -9007199254740993n],
    ["18446744073709551615", 18446744073709551615n],
    ["123456789012345678901234567890", 123456789012345678901234567890n],
    ["9007199254740993.0", 9007199254740992],
    ["9007199254740993e0", 9007199254740992],
    ["1e20", 1e20],
    ["1000000000000000", 1e15],
    ["NaN", Number.NaN],
    ["Infinity", Number.POSITIVE_INFINITY],
    ["-Infinity", Number.NEGATIVE_INFINITY],
    ["-0", -0],
    ["-0.0", -0],
    [' {"a": [1, NaN, -Infinity]}\n', { a: [1, Number.NaN, Number.NEGATIVE_INFINITY] }],
    ['["1234567890123456789", 1]', ["1234567890123456789", 1]],
    ['{"a": 1, "b": 2, "a": 18446744073709551615}', { a: 18446744073709551615n, b: 2 }],
    ['{"a\\n\\u00e9\\ud83d\\ude00": 18446744073709551615}', { "a\né😀": 18446744073709551615n }],
    ['{"2": 1, "1": 18446744073709551615}', { 1: 18446744073709551615n, 2: 1 }],
  ])("%s", (text, value) => {
    expect(parse(text)).toStrictEqual(value);
  });

  test("no key reaches a prototype", () => {
    const text = '{"__proto__": {"polluted": NaN}, "constructor": 18446744073709551615}';
    const value = parse(text) as Record<string, unknown>;
    expect(Object.keys(value)).toEqual(["__proto__", "constructor"]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.getOwnPropertyDescriptor(value, "__proto__")?.value).toEqual({ polluted: Number.NaN });
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  test("of two equal keys named __proto__ the last wins", () => {
    const value = parse('{"__proto__": [NaN], "__proto__": 2}') as object;
    expect(Object.getOwnPropertyDescriptor(value, "__proto__")?.value).toBe(2);
  });

  test.each([
    ["", "expected a value, found the end of the text", 0],
    ["[1, 2", 'expected "," or "]" after an element, found the end of the text', 5],
    ["[1 2]", 'expected "," or "]" after an element, found "2"', 3],
    ['{"a" 1}', 'expected ":" after a member name, found "1"', 5],
    ["{a: 1}", 'expected a member name in double quotes, found "a"', 1],
    ['{"a": 1,}', 'expected a member name in double quotes, found "}"', 8],
    ['{"a": 1 "b"}', 'expected "," or "}" after a member, found "\\""', 8],
    ["[1,]", 'expected a value, found "]"', 3],
    ["nul", 'expected a value, found "nul"', 0],
    ["nan", 'expected a value, found "nan"', 0],
    ["-NaN", "expected a digit", 1],
    ["01", "needless 0", 0],
    ["1.", "expected a digit", 2],
    ["1e+", "expected a digit", 3],
    ["+1", 'expected a value, found "+"', 0],
    ['"a', 'a closing ", found the end', 2],
    ['"a\nb"', "no bare control character", 2],
    ['"\\x"', "after a backslash", 2],
    ['"\\u12g4"', "four hexadecimal digits", 2],
    ["1 2", 'expected the end of the document, found "2"', 2],
    ["{} \u00e9", 'expected the end of the document, found "é"', 3],
    ["[😀]", 'found "😀"', 1],
    ["\u00a01", "expected a value", 0],
  ])("%j is refused with its position", (text, message, position) => {
    expect(() => parse(text)).toThrow(SyntaxError);
    expect(() => parse(text)).toThrow(message);
    expect(() => parse(text)).toThrow(`position ${position} `);
  });

  test("positions come with line and column", () => {
    expect(() => parse('{\n  "a": 1,\n  "b": x\n}')).toThrow(
      "JSON at position 19 (line 3, column 8): expected a value",
    );
  });

  test("256 levels are read, 257 are not", () => {
    const nest = (depth: number): string => `${'[{"a":'.repeat(depth / 2)}NaN${"}]".repeat(depth / 2)}`;
    expect(() => parse(nest(256))).not.toThrow();
    expect(() => parse("[".repeat(256) + "]".repeat(256))).not.toThrow();
    expect(() => parse(nest(258))).toThrow(/nesting is deeper than 256 levels/);
    expect(() => parse("[".repeat(257) + "]".repeat(257))).toThrow(SyntaxError);
    expect(() => parse("[".repeat(5_000_000))).toThrow(SyntaxError);
    expect(() => parse('{"a":'.repeat(1_000_000))).toThrow(SyntaxError);
    expect(parse(`[${"[],".repeat(1000)}1]`)).toHaveLength(1001);
    expect(parse(`["${"[".repeat(1000)}"]`)).toHaveLength(1);
  });

  test("integers without end are refused", () => {
    expect(parse("9".repeat(4300))).toBe(10n ** 4300n - 1n);
    expect(() => parse("9".repeat(4301))).toThrow(/4301 digits/);
    expect(() => parse(`[-${"9".repeat(10_000_000)}]`)).toThrow(SyntaxError);
  });
});

describe("isPlainJson", () => {
  test("is true of documents whose long digits are in strings or fractions", () => {
    expect(isPlainJson('{"a": "12345678901234567890 \\" [[", "b": 0.12345678901234567890, "c": 1.5e-10}')).toBe(true);
    expect(isPlainJson("[123456789012345]")).toBe(true);
    expect(isPlainJson("[1234567890123456]")).toBe(false);
    expect(isPlainJson("[1.5,1234567890123456]")).toBe(false);
  });

  test("ends on texts that stop anywhere", () => {
    for (const text of ['"abc', '"abc\\', "1.", "12345", "[", '"\\']) expect(isPlainJson(text)).toBe(true);
  });
});

test("10 MB of consolidated metadata take less than a few seconds either way", () => {
  const member = { shape: [100, 1000], chunk_grid: { name: "regular", configuration: { chunk_shape: [10, 100] } } };
  const metadata = Object.fromEntries(Array.from({ length: 60_000 }, (_, i) => [`group/array${i}`, { ...member, i }]));
  const text = JSON.stringify({ metadata }, undefined, 2);
  expect(text.length).toBeGreaterThan(10_000_000);
  const milliseconds = processorMilliseconds(() => {
    expect(JSON.stringify(parseJson(text)) === JSON.stringify(parseJsonExactly(text))).toBe(true);
  });
  expect(milliseconds).toBeLessThan(10_000);
});
