import { describe, expect, test } from "vitest";
import { InvalidReferenceError, type Reference } from "../../src/index.ts";
import { parseReferences } from "../../src/reference/reference-set.ts";

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const spelled = (reference: Reference | undefined) => {
  if (reference === undefined || "url" in reference) return reference;
  return text(reference.bytes);
};
const expand = (document: string | object) => {
  const set = parseReferences(document);
  return Object.fromEntries(
    [...(set.keys("") as Iterable<string>)].map((key) => [key, spelled(set.find(key) as Reference)]),
  );
};
const file = (url: string | null, offset = 0, length?: number) => ({ url, offset, length });

/** The example of the specification. */
const example = {
  version: 1,
  templates: { u: "server.domain/path", f: "{{c}}" },
  gen: [
    {
      key: "gen_key{{i}}",
      url: "http://{{u}}_{{i}}",
      offset: "{{(i + 1) * 1000}}",
      length: "1000",
      dimensions: { i: { stop: 5 } },
    },
  ],
  refs: {
    key0: "data",
    key1: ["http://target_url", 10000, 100],
    key2: ["http://{{u}}", 10000, 100],
    key3: ["http://{{f(c='text')}}", 10000, 100],
  },
};
const expanded = {
  key0: "data",
  key1: file("http://target_url", 10000, 100),
  key2: file("http://server.domain/path", 10000, 100),
  key3: file("http://text", 10000, 100),
  gen_key0: file("http://server.domain/path_0", 1000, 1000),
  gen_key1: file("http://server.domain/path_1", 2000, 1000),
  gen_key2: file("http://server.domain/path_2", 3000, 1000),
  gen_key3: file("http://server.domain/path_3", 4000, 1000),
  gen_key4: file("http://server.domain/path_4", 5000, 1000),
};

test("the example of the specification means what the specification says", () => {
  expect(expand(example)).toEqual(expanded);
  expect(expand(JSON.stringify(example))).toEqual(expanded);
});

test("version 0 is the references alone", () => {
  const document = {
    "x/.zattrs": '{"a": 1}',
    ".zgroup": { zarr_format: 2 },
    "x/0": ["s3://bucket/a.nc", 294094376, 73825960],
    "x/1": ["s3://bucket/b.nc"],
    "x/2": [null, 3, 4],
    "x/3": ["{{u}}", 0, 1],
    __proto__x: "ordinary",
  };
  expect(expand(document)).toEqual({
    "x/.zattrs": '{"a": 1}',
    ".zgroup": '{"zarr_format":2}',
    "x/0": file("s3://bucket/a.nc", 294094376, 73825960),
    "x/1": file("s3://bucket/b.nc"),
    "x/2": file(null, 3, 4),
    "x/3": file("{{u}}", 0, 1),
    __proto__x: "ordinary",
  });
});

describe("values in the document", () => {
  test("are text, or base64", () => {
    const set = parseReferences({ a: "grüße", b: "base64:AP+A", c: "base64:" });
    expect((["a", "b", "c"] as const).map((key) => (set.find(key) as { bytes: Uint8Array }).bytes)).toEqual([
      new TextEncoder().encode("grüße"),
      Uint8Array.of(0, 255, 128),
      Uint8Array.of(),
    ]);
  });

  test.each([
    "base64:%%%",
    7,
    null,
    true,
    [],
    ["url", 1],
    ["url", 1, 2, 3],
    ["url", -1, 2],
    ["url", 1.5, 2],
    ["url", "1", 2],
    ["url", 1, 2 ** 60],
    [5, 1, 2],
  ])("%j is refused when it is asked for", (value) => {
    const set = parseReferences({ version: 1, refs: { bad: value, good: "data" } });
    expect(() => set.find("bad")).toThrow(InvalidReferenceError);
    expect(() => set.find("bad")).toThrow(/bad/);
    expect(spelled(set.find("good") as Reference)).toBe("data");
  });
});

describe("gen", () => {
  const gen = (entry: object, more: object = {}) => parseReferences({ version: 1, gen: [entry], ...more });

  test("makes one reference for each combination of its dimensions", () => {
    const set = gen({
      key: "t/{{y}}.{{x}}",
      url: "{{name}}",
      dimensions: { y: { start: 10, stop: 4, step: -3 }, x: [5, 3], name: ["a"] },
    });
    expect([...(set.keys("") as Iterable<string>)]).toEqual(["t/10.3", "t/10.5", "t/7.3", "t/7.5"]);
    expect(set.find("t/7.5")).toEqual(file("a"));
    expect(set.find("t/4.5")).toBeUndefined();
  });

  test("takes the place of a reference of the same key", () => {
    const set = gen({ key: "k", url: "new", dimensions: {} }, { refs: { k: "old" } });
    expect(set.find("k")).toEqual(file("new"));
    expect([...(set.keys("") as Iterable<string>)]).toEqual(["k"]);
  });

  test.each([
    [{ key: "k", url: "u" }],
    [{ key: "k", dimensions: {} }],
    [{ url: "u", dimensions: {} }],
    [{ key: "k", url: "u", offset: "1", dimensions: {} }],
    [{ key: "k", url: "u", offset: 1, length: 2, dimensions: {} }],
    [{ key: "k", url: "u", offset: "-1", length: "2", dimensions: {} }],
    [{ key: "k", url: "u", offset: "1", length: "{{'x'}}", dimensions: {} }],
    [{ key: "{{j}}", url: "u", dimensions: { i: [1] } }],
    [{ key: "k{{i}}", url: "u", dimensions: { i: 5 } }],
    [{ key: "k{{i}}", url: "u", dimensions: { i: { start: 1 } } }],
    [{ key: "k{{i}}", url: "u", dimensions: { i: { stop: 1, step: 0 } } }],
    [{ key: "k{{i}}", url: "u", dimensions: { i: [1.5] } }],
    [{ key: "k{{i}}", url: "u", dimensions: { i: { stop: 1e15 } } }],
    [{ key: "k{{i}}{{j}}", url: "u", dimensions: { i: { stop: 1e5 }, j: { stop: 1e5 } } }],
    [null],
  ])("%j is refused at once", (entry) => {
    expect(() => gen(entry as object)).toThrow(InvalidReferenceError);
  });
});

test.each([
  "not JSON",
  "[]",
  "null",
  '"text"',
  { version: 2, refs: {} },
  { version: "1", refs: {} },
  { version: 1, refs: [] },
  { version: 1, templates: { a: 1 } },
  { version: 1, templates: [] },
  { version: 1, gen: {} },
  { version: 1, templates: { a: "{{" } },
])("%j is no document of references", (document) => {
  expect(() => parseReferences(document)).toThrow(InvalidReferenceError);
});

test("names that can be no keys stay hidden", () => {
  expect(Object.keys(expand({ "../a": "1", "a//b": "1", "a/": "1", ok: "1" }))).toEqual(["ok"]);
});
