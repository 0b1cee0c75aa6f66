import { describe, expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../../src/contract/index.ts";
import { DataTypeValidationError, MetadataValidationError } from "../../src/error/metadata-error.ts";
import { formatV2Array, parseV2Array } from "../../src/metadata/v2-array.ts";
import { v2Document } from "../support/array-document.ts";
import { caught } from "../support/caught.ts";
import { smallRegistry } from "../support/small-environment.ts";

const place = { store: "map://test", path: "a" };
const parse = (document: JsonObject, attributes: JsonObject = {}) =>
  parseV2Array(document, attributes, smallRegistry, place);

describe("a valid document", () => {
  test("gives the array it describes", async () => {
    const metadata = await parse(v2Document(), { a: 1 });
    expect(metadata).toMatchObject({ zarrFormat: 2, shape: [4, 6], order: "C", attributes: { a: 1 }, extra: {} });
    expect(metadata.dataType.name).toBe("float32");
    expect(metadata.codecs).toEqual({ entries: [], implicitBytes: true });
    expect(metadata.chunkKeyEncoding.encode([1, 2])).toBe("1.2");
  });

  test("may store chunks in directories", async () => {
    const metadata = await parse(v2Document({ dimension_separator: "/" }));
    expect(metadata.chunkKeyEncoding.encode([1, 2])).toBe("1/2");
  });

  test("may have no dimensions: its chunk is 0", async () => {
    const metadata = await parse(v2Document({ shape: [], chunks: [] }));
    expect(metadata.chunkKeyEncoding.encode([])).toBe("0");
  });

  test("may hold members that version 2 does not know", async () => {
    await expect(parse(v2Document({ foo: 1 }))).resolves.toMatchObject({ extra: {} });
  });

  test("runs filters in order, then the compressor", async () => {
    const document = v2Document({
      filters: [{ id: "checksum" }, { id: "run_length", level: 3 }],
      compressor: { id: "checksum" },
    });
    const { codecs } = await parse(document);
    expect(codecs.entries.map(({ name, configuration, spelling }) => [name, configuration, spelling])).toEqual([
      ["checksum", {}, "numcodecs"],
      ["run_length", { level: 3 }, "numcodecs"],
      ["checksum", {}, "numcodecs"],
    ]);
  });

  test("flattens Fortran order before the filters see a chunk", async () => {
    const { codecs, order } = await parse(v2Document({ order: "F", filters: [{ id: "checksum" }] }));
    expect(order).toBe("F");
    expect(codecs.entries.map(({ name, configuration }) => [name, configuration])).toEqual([
      ["transpose", { order: [1, 0] }],
      ["checksum", {}],
    ]);
  });

  test("reads an empty list of filters as none, and writes null", async () => {
    const metadata = await parse(v2Document({ filters: [] }));
    expect(metadata.codecs.entries).toEqual([]);
    expect(formatV2Array(metadata)["filters"]).toBeNull();
  });

  test("with a null fill value leaves it undefined; missing chunks are zero", async () => {
    const metadata = await parse(v2Document({ fill_value: null }));
    expect(metadata.hasFillValue).toBe(false);
    expect(metadata.fillValue).toEqual(new Uint8Array(4));
    expect(formatV2Array(metadata)["fill_value"]).toBeNull();
  });

  test("names dimensions in the way of xarray", async () => {
    expect((await parse(v2Document(), { _ARRAY_DIMENSIONS: ["y", "x"] })).dimensionNames).toEqual(["y", "x"]);
  });

  test.each<[JsonValue]>([[["y"]], ["yx"], [[1, 2]], [null]])(
    "ignores %j where xarray would name dimensions",
    async (names) => {
      expect((await parse(v2Document(), { _ARRAY_DIMENSIONS: names })).dimensionNames).toBeUndefined();
    },
  );

  test("finds the type of objects by the codec among the filters, or in the compressor's place", async () => {
    const object = { dtype: "|O", fill_value: "" };
    expect((await parse(v2Document({ ...object, filters: [{ id: "lines" }] }))).dataType.name).toBe("string");
    expect((await parse(v2Document({ ...object, compressor: { id: "lines" } }))).dataType.name).toBe("string");
    const behind = v2Document({ ...object, filters: [{ id: "lines" }, { id: "checksum" }] });
    expect((await parse(behind)).dataType.name).toBe("string");
  });
});

describe("a document is refused", () => {
  test.each(["zarr_format", "shape", "chunks", "dtype", "compressor", "fill_value", "order", "filters"])(
    "without %s",
    async (member) => {
      const error = await caught(parse(v2Document({ [member]: undefined })));
      expect(error).toBeInstanceOf(MetadataValidationError);
      expect(error.message).toContain(`"${member}"`);
      expect(error).toMatchObject(place);
    },
  );

  test.each<[string, JsonValue]>([
    ["zarr_format", 3],
    ["zarr_format", "2"],
    ["shape", [-1, 6]],
    ["shape", [4.5, 6]],
    ["chunks", [2]],
    ["chunks", [2, 0]],
    ["chunks", [2, -1]],
    ["chunks", null],
    ["order", "A"],
    ["order", null],
    ["dimension_separator", "-"],
    ["dimension_separator", ""],
    ["filters", { id: "checksum" }],
    ["filters", ["checksum"]],
    ["filters", [{ name: "checksum" }]],
    ["compressor", "checksum"],
    ["compressor", []],
    ["compressor", { level: 1 }],
    ["fill_value", "x"],
    ["fill_value", []],
  ])("with %s %j", async (member, value) => {
    const error = await caught(parse(v2Document({ [member]: value })));
    expect(error).toBeInstanceOf(MetadataValidationError);
    expect(error).toMatchObject(place);
  });

  test.each<[JsonValue]>([["f4"], ["<f99"], ["<f4 "], [7], [null], [[]]])("with dtype %j", async (dtype) => {
    expect(await caught(parse(v2Document({ dtype })))).toBeInstanceOf(DataTypeValidationError);
  });

  test("when nothing says what its objects are", async () => {
    expect(await caught(parse(v2Document({ dtype: "|O", fill_value: "" })))).toBeInstanceOf(DataTypeValidationError);
    const pickled = v2Document({ dtype: "|O", fill_value: "", filters: [{ id: "pickle" }] });
    const error = await caught(parse(pickled));
    expect(error).toBeInstanceOf(DataTypeValidationError);
    expect(error.message).toContain("pickle");
  });
});

describe("a document written again", () => {
  test("says the same, with the separator spelled out", async () => {
    const document = v2Document({
      dtype: ">f4",
      order: "F",
      filters: [{ id: "checksum" }],
      compressor: { id: "run_length", level: 2 },
      fill_value: "NaN",
    });
    expect(formatV2Array(await parse(document))).toEqual({ ...document, dimension_separator: "." });
  });

  test("has the members in the order of zarr-python", async () => {
    expect(Object.keys(formatV2Array(await parse(v2Document())))).toEqual([
      "shape",
      "chunks",
      "dtype",
      "fill_value",
      "order",
      "filters",
      "dimension_separator",
      "compressor",
      "zarr_format",
    ]);
  });

  test("keeps 64 bits of a fill value", async () => {
    const document = v2Document({ dtype: "<i8", fill_value: -9223372036854775808n });
    expect(formatV2Array(await parse(document))["fill_value"]).toBe(-9223372036854775808n);
  });
});
