import { describe, expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../../src/contract/index.ts";
import {
  DataTypeValidationError,
  MetadataValidationError,
  NodeTypeValidationError,
  UnknownExtensionError,
} from "../../src/error/metadata-error.ts";
import { formatJson } from "../../src/json/format-json.ts";
import { formatV3Array, parseV3Array, parseV3Codecs } from "../../src/metadata/v3-array.ts";
import { v3Document } from "../support/array-document.ts";
import { caught } from "../support/caught.ts";
import { parseJson } from "../support/parse-json.ts";
import { smallRegistry } from "../support/small-environment.ts";

const place = { store: "map://test", path: "a" };
const parse = (document: JsonObject) => parseV3Array(document, smallRegistry, place);
const rewrite = async (text: string): Promise<JsonObject> => {
  const metadata = await parse(parseJson(text) as JsonObject);
  return parseJson(formatJson(formatV3Array(metadata))) as JsonObject;
};

describe("a valid document", () => {
  test("gives shape, grid, keys, fill value, codecs and defaults for what may be absent", async () => {
    const metadata = await parse(v3Document());
    expect(metadata).toMatchObject({
      zarrFormat: 3,
      shape: [4, 6],
      hasFillValue: true,
      attributes: {},
      extra: {},
      order: "C",
      v2: undefined,
      dimensionNames: undefined,
    });
    expect(metadata.dataType.name).toBe("float32");
    expect(metadata.chunkGrid.dimensions.map((dimension) => dimension.count)).toEqual([2, 2]);
    expect(metadata.chunkKeyEncoding.encode([1, 0])).toBe("c/1/0");
    expect(metadata.codecs.entries.map((entry) => entry.name)).toEqual(["bytes"]);
  });

  test("may have no dimensions", async () => {
    const document = v3Document({
      shape: [],
      chunk_grid: { name: "regular", configuration: { chunk_shape: [] } },
      dimension_names: [],
    });
    expect(await parse(document)).toMatchObject({ shape: [], dimensionNames: [] });
  });

  test.each<[string, readonly (string | null)[]]>([
    ["strings", ["y", "x"]],
    ["nulls", [null, null]],
    ["duplicates", ["x", "x"]],
    ["any Unicode", ["λ", ""]],
  ])("may name dimensions with %s", async (_, names) => {
    expect((await parse(v3Document({ dimension_names: names }))).dimensionNames).toEqual(names);
  });

  test("may give extensions by their bare names", async () => {
    const metadata = await parse(
      v3Document({ data_type: "uint8", chunk_key_encoding: "v2", codecs: ["bytes", "checksum"] }),
    );
    expect(metadata.chunkKeyEncoding.encode([1, 0])).toBe("1.0");
    expect(metadata.codecs.entries.map(({ name, configuration }) => [name, configuration])).toEqual([
      ["bytes", undefined],
      ["checksum", undefined],
    ]);
  });

  test("may give its data type as an object", async () => {
    expect((await parse(v3Document({ data_type: { name: "int32" } }))).dataType.name).toBe("int32");
  });

  test("may leave out configurations", async () => {
    const document = v3Document({ chunk_key_encoding: { name: "default" } });
    expect((await parse(document)).chunkKeyEncoding.encode([0, 1])).toBe("c/0/1");
  });

  test.each([[undefined], [[]]])("has no storage transformers when they are %j", async (transformers) => {
    await expect(parse(v3Document({ storage_transformers: transformers }))).resolves.toBeDefined();
  });

  test("may hold an ignorable storage transformer", async () => {
    const document = v3Document({ storage_transformers: [{ name: "x", must_understand: false }] });
    await expect(parse(document)).resolves.toBeDefined();
  });
});

describe("a document is refused", () => {
  test.each([
    "zarr_format",
    "node_type",
    "shape",
    "data_type",
    "chunk_grid",
    "chunk_key_encoding",
    "fill_value",
    "codecs",
  ])("without %s", async (member) => {
    const error = await caught(parse(v3Document({ [member]: undefined })));
    expect(error).toBeInstanceOf(MetadataValidationError);
    expect(error.message).toContain(`"${member}"`);
    expect(error).toMatchObject(place);
  });

  test.each<[string, JsonValue]>([
    ["zarr_format", "3"],
    ["zarr_format", 4],
    ["zarr_format", 2],
    ["zarr_format", true],
    ["shape", [-1, 6]],
    ["shape", [4.5, 6]],
    ["shape", [2n ** 60n, 6]],
    ["shape", 4],
    ["shape", null],
    ["shape", ["4", 6]],
    ["attributes", []],
    ["attributes", null],
    ["attributes", "a"],
    ["dimension_names", ["y"]],
    ["dimension_names", ["y", 1]],
    ["dimension_names", "yx"],
    ["codecs", []],
    ["codecs", { name: "bytes" }],
    ["codecs", [7]],
    ["codecs", [{ configuration: {} }]],
    ["codecs", [{ name: 3 }]],
    ["codecs", [{ name: "bytes", configuration: "little" }]],
    ["codecs", [{ name: "bytes", configuration: [] }]],
    ["codecs", [{ name: "bytes", must_understand: "no" }]],
    ["chunk_grid", { name: "regular" }],
    ["chunk_grid", "regular"],
    ["chunk_grid", { name: "regular", configuration: { chunk_shape: [2] } }],
    ["chunk_grid", { name: "regular", configuration: { chunk_shape: [2, 3, 1] } }],
    ["chunk_grid", { name: "regular", configuration: { chunk_shape: [0, 3] } }],
    ["chunk_grid", { name: "regular", configuration: { chunk_shape: [-2, 3] } }],
    ["chunk_grid", { name: "regular", configuration: { chunk_shape: [1.5, 3] } }],
    ["chunk_grid", { name: "regular", configuration: { chunk_shape: [2n ** 60n, 3] } }],
    ["chunk_key_encoding", { name: "default", configuration: { separator: "-" } }],
    ["chunk_key_encoding", { name: "default", configuration: { separator: "/../" } }],
    ["chunk_key_encoding", { name: "v2", configuration: { separator: "" } }],
    ["chunk_key_encoding", { name: "v2", configuration: { separator: null } }],
    ["fill_value", null],
    ["fill_value", "not a number"],
    ["fill_value", [0]],
    ["storage_transformers", {}],
  ])("with %s %o", async (member, value) => {
    const error = await caught(parse(v3Document({ [member]: value })));
    expect(error).toBeInstanceOf(MetadataValidationError);
    expect(error.message).toContain(member);
    expect(error).toMatchObject(place);
  });

  test.each<[JsonValue]>([["group"], ["Array"], [1], [null]])("with node_type %j", async (nodeType) => {
    const error = await caught(parse(v3Document({ node_type: nodeType })));
    expect(error).toBeInstanceOf(NodeTypeValidationError);
  });

  test.each<[string, JsonValue, typeof MetadataValidationError]>([
    ["data_type", "float99", DataTypeValidationError],
    ["data_type", { name: "float99", must_understand: false }, DataTypeValidationError],
    ["chunk_grid", { name: "hexagonal", configuration: {} }, UnknownExtensionError],
    ["chunk_grid", { name: "hexagonal", configuration: {}, must_understand: false }, UnknownExtensionError],
    ["chunk_key_encoding", { name: "morton" }, UnknownExtensionError],
    ["chunk_key_encoding", { name: "morton", must_understand: false }, UnknownExtensionError],
    ["storage_transformers", ["indexed"], UnknownExtensionError],
    ["storage_transformers", [{ name: "indexed" }], UnknownExtensionError],
    ["storage_transformers", [{ name: "indexed", must_understand: true }], UnknownExtensionError],
  ])("with the unknown %s %j", async (member, value, kind) => {
    expect(await caught(parse(v3Document({ [member]: value })))).toBeInstanceOf(kind);
  });

  test("with a name that every object inherits", async () => {
    for (const name of ["constructor", "toString", "__proto__"]) {
      expect(await caught(parse(v3Document({ data_type: name })))).toBeInstanceOf(DataTypeValidationError);
    }
  });
});

describe("a member that nobody knows", () => {
  test.each<[JsonValue]>([
    [1],
    [null],
    ["must_understand"],
    [[]],
    [{}],
    [{ must_understand: true }],
    [{ must_understand: "false" }],
    [[{ must_understand: false }]],
  ])("is refused as %j", async (value) => {
    const error = await caught(parse(v3Document({ foo: value })));
    expect(error).toBeInstanceOf(MetadataValidationError);
    expect(error.message).toContain('"foo"');
  });

  test("is refused also when it is called __proto__", async () => {
    const text = formatJson(v3Document()).replace("{", '{"__proto__": {"a": 1},');
    expect(await caught(parse(parseJson(text) as JsonObject))).toBeInstanceOf(MetadataValidationError);
  });

  test("is kept when it need not be understood", async () => {
    const foo = { must_understand: false, big: 2n ** 63n, name: "x" };
    const metadata = await parse(v3Document({ foo }));
    expect(metadata.extra).toEqual({ foo });
    expect(formatV3Array(metadata)["foo"]).toEqual(foo);
  });
});

describe("a document written again", () => {
  test("has the members in the order of zarr-python, and no bare names that were not there", async () => {
    const written = formatV3Array(await parse(v3Document({ dimension_names: ["y", null], attributes: { a: 1 } })));
    expect(Object.keys(written)).toEqual([
      "shape",
      "data_type",
      "chunk_grid",
      "chunk_key_encoding",
      "fill_value",
      "codecs",
      "attributes",
      "dimension_names",
      "zarr_format",
      "node_type",
      "storage_transformers",
    ]);
    expect(written).toMatchObject(v3Document());
    expect(written["storage_transformers"]).toEqual([]);
  });

  test("says nothing of dimension names that were not given", async () => {
    expect(formatV3Array(await parse(v3Document()))).not.toHaveProperty("dimension_names");
  });

  test.each([
    ["float32", '"NaN"'],
    ["float32", '"Infinity"'],
    ["float32", '"-Infinity"'],
    ["float32", '"0x7fc00001"'],
    ["float64", '"0xfff8000000000001"'],
    ["int64", "-9223372036854775808"],
    ["int64", "9223372036854775807"],
    ["int64", "9007199254740993"],
  ])("keeps the %s fill value %s exactly", async (type, fill) => {
    const text = formatJson(v3Document({ data_type: type })).replace('"fill_value":0', `"fill_value":${fill}`);
    expect((await rewrite(text))["fill_value"]).toEqual(parseJson(fill));
  });

  test("keeps the sign of a zero fill value", async () => {
    const text = formatJson(v3Document({ data_type: "float64" })).replace('"fill_value":0', '"fill_value":-0.0');
    expect((await rewrite(text))["fill_value"]).toBe(-0);
  });

  test("keeps every attribute as it was", async () => {
    const attributes =
      '{"big":18446744073709551615,"nan":NaN,"inf":-Infinity,"":1,"__proto__":{"x":1},"λ":[1.5,null,true]}';
    const text = formatJson(v3Document({ attributes: {} })).replace('"attributes":{}', `"attributes":${attributes}`);
    const kept = (await rewrite(text))["attributes"] as JsonObject;
    expect(formatJson(kept)).toBe(attributes);
    expect(Object.getPrototypeOf(kept)).toBe(Object.prototype);
  });
});

describe("parseV3Codecs", () => {
  test("tells the numcodecs family by its prefix and keeps what was written", () => {
    const list = parseV3Codecs([{ name: "numcodecs.zlib", configuration: { level: 1 } }, "checksum"], place);
    expect(list.implicitBytes).toBe(false);
    expect(list.entries).toEqual([
      {
        name: "numcodecs.zlib",
        configuration: { level: 1 },
        spelling: "numcodecs",
        source: { name: "numcodecs.zlib", configuration: { level: 1 } },
      },
      { name: "checksum", configuration: undefined, spelling: "zarr", source: "checksum" },
    ]);
  });

  test("names the list and the entry that is wrong", async () => {
    const error = await caught(() => parseV3Codecs([{ name: "bytes" }, 5], place, "blocks.codecs"));
    expect(error.message).toContain('"blocks.codecs[1]"');
  });
});
