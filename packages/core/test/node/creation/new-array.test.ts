import { describe, expect, test } from "vitest";
import {
  DataTypeValidationError,
  MetadataValidationError,
  UnknownCodecError,
} from "../../../src/error/metadata-error.ts";
import { InvalidArgumentError, UnsupportedError } from "../../../src/error/usage-error.ts";
import { ZarrError } from "../../../src/error/zarr-error.ts";
import { createRegistry } from "../../../src/grid/standard-registry.ts";
import { ZarrArray } from "../../../src/node/array/array.ts";
import type { ArrayCreationOptions } from "../../../src/node/creation/creation-options.ts";
import { createEnvironment } from "../../../src/node/location/environment.ts";
import { caught } from "../../support/caught.ts";
import { checksum } from "../../support/checksum-codec.ts";
import { jsonOf } from "../../support/json-of.ts";
import { MapStore } from "../../support/map-store.ts";
import { runLength } from "../../support/run-length-codec.ts";
import { smallRegistry } from "../../support/small-environment.ts";

const environment = createEnvironment(smallRegistry, {
  defaults: { compressors: [{ name: "run_length" }], compressor: { id: "run_length" }, zarrFormat: 3 },
});
const little = { name: "bytes", configuration: { endian: "little" } };
const compressed = { name: "run_length", configuration: { level: 1 } };

/** The documents of a new array, and the array opened again. */
async function created(options: ArrayCreationOptions, within = environment) {
  const store = new MapStore();
  const array = await ZarrArray.create({ store, path: "a" }, options, within);
  const document = jsonOf(store, "a/zarr.json") ?? jsonOf(store, "a/.zarray") ?? expect.unreachable();
  const opened = await ZarrArray.open({ store, path: "a" }, within);
  expect(opened.metadata).toEqual(document);
  expect(array.metadata).toEqual(document);
  return { store, array, document };
}
const refused = (options: object) =>
  caught(ZarrArray.create({ store: new MapStore(), path: "a" }, options as ArrayCreationOptions, environment));

describe("a new array", () => {
  test("of a shape alone is float64 in guessed chunks, compressed as the environment says", async () => {
    const { document } = await created({ shape: [1000, 1000] });
    expect(document).toEqual({
      shape: [1000, 1000],
      data_type: "float64",
      chunk_grid: { name: "regular", configuration: { chunk_shape: [250, 250] } },
      chunk_key_encoding: { name: "default", configuration: { separator: "/" } },
      fill_value: 0,
      codecs: [little, compressed],
      attributes: {},
      zarr_format: 3,
      node_type: "array",
      storage_transformers: [],
    });
  });

  test("may have one dimension given as a number, or none", async () => {
    expect((await created({ shape: 10 })).document["shape"]).toEqual([10]);
    const { array } = await created({ shape: [] });
    expect([array.shape, array.chunks, array.nchunks, array.size]).toEqual([[], [], 1, 1]);
  });

  test("keeps what it is given apart from what it was given", async () => {
    const shape = [4];
    const attributes = { a: 1 };
    const { array } = await created({ shape, attributes });
    shape[0] = 9;
    attributes.a = 2;
    expect([array.shape, array.attrs]).toEqual([[4], { a: 1 }]);
  });

  test.each<[string, ArrayCreationOptions["dtype"], string]>([
    ["a v3 name", "float32", "float32"],
    ["a numpy string", "<i2", "int16"],
    ["a numpy string without byte order", "i2", "int16"],
    ["metadata", { name: "int64" }, "int64"],
  ])("takes its data type as %s", async (_, dtype, name) => {
    expect((await created({ shape: [2], dtype })).document["data_type"]).toBe(name);
  });

  test.each<[string, ArrayCreationOptions["chunks"], number[]]>([
    ["one length for all", 3, [3, 3]],
    ["a length for each", [2, 5], [2, 5]],
    ["-1 for the whole of an axis", [2, -1], [2, 10]],
    ["false for one chunk", false, [10, 10]],
    ["lengths beyond the end", [20, 30], [20, 30]],
  ])("takes its chunks as %s", async (_, chunks, expected) => {
    const { array } = await created({ shape: [10, 10], chunks });
    expect(array.chunks).toEqual(expected);
  });

  test("takes lists of lengths for a rectilinear grid", async () => {
    const { array, document } = await created({ shape: [10, 10], chunks: [[3, 7], 5] });
    expect(document["chunk_grid"]).toEqual({
      name: "rectilinear",
      configuration: { kind: "inline", chunk_shapes: [[3, 7], 5] },
    });
    expect(array.cdataShape).toEqual([2, 2]);
  });

  test.each<[string, ArrayCreationOptions["chunkKeyEncoding"], string]>([
    ["metadata", { name: "v2", configuration: { separator: "/" } }, "1/0"],
    ["a name and a separator", { name: "default", separator: "." }, "c.1.0"],
    ["a separator alone", { separator: "." }, "c.1.0"],
    ["a bare name", "v2", "1.0"],
  ])("takes its keys as %s", async (_, chunkKeyEncoding, key) => {
    const { store, array } = await created({ shape: [4, 4], chunks: [2, 4], chunkKeyEncoding });
    await array.set([2, 0], 1);
    expect([...store.values.keys()]).toContain(`a/${key}`);
  });

  test.each<[unknown, string | undefined, unknown]>([
    [5, undefined, 5],
    ["NaN", undefined, "NaN"],
    [Number.NEGATIVE_INFINITY, undefined, "-Infinity"],
    ["0x7ff8000000000001", undefined, "0x7ff8000000000001"],
    [-(2n ** 63n), "int64", -(2n ** 63n)],
    [null, undefined, 0],
    [undefined, "string", ""],
    ["none", "string", "none"],
  ])("records the fill value %o of %s as %o", async (fillValue, dtype, recorded) => {
    expect(
      (await created({ shape: [2], dtype: dtype ?? "float64", fillValue, ...textCodecs(dtype) })).document[
        "fill_value"
      ],
    ).toEqual(recorded);
  });

  test("names its dimensions", async () => {
    const { array } = await created({ shape: [2, 3], dimensionNames: ["y", null] });
    expect(array.dimensionNames).toEqual(["y", null]);
    expect((await created({ shape: [2] })).array.dimensionNames).toBeNull();
  });

  test("reads and writes as its own configuration says", async () => {
    const { array } = await created({ shape: [2, 3], config: { order: "F", limits: { readBytes: 40 } } });
    expect(array.order).toBe("F");
    expect((await array.get([null, 0])).stride).toEqual([1]);
    expect((await caught(array.get())).code).toBe("LIMIT_EXCEEDED");
  });
});

describe("codecs", () => {
  test("are filters, a serializer and compressors, in that order", async () => {
    const { document } = await created({
      shape: [2, 2],
      filters: { name: "transpose", configuration: { order: [1, 0] } },
      serializer: { name: "bytes", configuration: { endian: "big" } },
      compressors: ["checksum", { name: "run_length", configuration: { level: 3 } }],
    });
    expect(document["codecs"]).toEqual([
      { name: "transpose", configuration: { order: [1, 0] } },
      { name: "bytes", configuration: { endian: "big" } },
      { name: "checksum" },
      { name: "run_length", configuration: { level: 3 } },
    ]);
  });

  test.each([[null], [[]]])("may do without compressors: %j", async (compressors) => {
    expect((await created({ shape: [2], compressors })).document["codecs"]).toEqual([little]);
  });

  test("may be given as one list, bare names among them, and are written as objects", async () => {
    const codecs = [little, "checksum", { id: "run_length" }];
    expect((await created({ shape: [2], codecs })).document["codecs"]).toEqual([
      little,
      { name: "checksum" },
      { name: "numcodecs.run_length", configuration: { level: 1 } },
    ]);
  });

  test("may be plugins that the registry does not know", async () => {
    const bare = createEnvironment(createRegistry(...["float64", "bytes"].map((name) => found(name))));
    const store = new MapStore();
    const array = await ZarrArray.create(
      { store, path: "a" },
      { shape: [2], compressors: [checksum, runLength] },
      bare,
    );
    await array.set(null, [1, 2]);
    expect((await array.get()).toList()).toEqual([1, 2]);
    expect(await caught(ZarrArray.open({ store, path: "a" }, bare))).toBeInstanceOf(UnknownCodecError);
  });

  test("of the data type are taken where nothing else is asked for", async () => {
    const { document } = await created({ shape: [2], dtype: "string", compressors: null });
    expect(document["codecs"]).toEqual([{ name: "lines" }]);
  });
});

describe("version 2", () => {
  test("writes an array document and its attributes", async () => {
    const { store, document } = await created({ shape: [4, 4], chunks: [2, 2], zarrFormat: 2, attributes: { a: 1 } });
    expect(document).toEqual({
      shape: [4, 4],
      chunks: [2, 2],
      dtype: "<f8",
      fill_value: 0,
      order: "C",
      filters: null,
      dimension_separator: ".",
      compressor: { id: "run_length", level: 1 },
      zarr_format: 2,
    });
    expect(jsonOf(store, "a/.zattrs")).toEqual({ a: 1 });
    expect((await created({ shape: [1], zarrFormat: 2 })).store.values.has("a/.zattrs")).toBe(true);
  });

  test("keeps byte order, layout, separator and an undefined fill value", async () => {
    const { document, array } = await created({
      shape: [4, 4],
      zarrFormat: 2,
      dtype: ">f4",
      order: "F",
      chunkKeyEncoding: { name: "v2", separator: "/" },
      fillValue: null,
      filters: [{ id: "checksum" }],
      compressors: null,
    });
    expect(document).toMatchObject({
      dtype: ">f4",
      order: "F",
      dimension_separator: "/",
      fill_value: null,
      filters: [{ id: "checksum" }],
      compressor: null,
    });
    expect([array.fillValue, array.order]).toEqual([null, "F"]);
  });

  test("takes codecs by id, by name, as plugins, as v3 metadata", async () => {
    for (const compressors of [{ id: "run_length" }, "run_length", runLength, { name: "run_length" }, ["run_length"]]) {
      const { document } = await created({ shape: [2], zarrFormat: 2, compressors: compressors as never });
      expect(document["compressor"]).toEqual({ id: "run_length", level: 1 });
    }
  });

  test("adds the filter that objects need", async () => {
    const { document } = await created({ shape: [2], zarrFormat: 2, dtype: "string" });
    expect(document).toMatchObject({ dtype: "|O", filters: [{ id: "lines" }], fill_value: "" });
  });

  test.each<[string, object]>([
    ["shards", { shards: [4], chunks: [2] }],
    ["a serializer", { serializer: little }],
    ["a codec list", { codecs: [little] }],
    ["dimension names", { dimensionNames: ["x"] }],
    ["other keys", { chunkKeyEncoding: "default" }],
    ["several compressors", { compressors: ["checksum", "run_length"] }],
  ])("has no %s", async (_, options) => {
    expect(await refused({ shape: [4], zarrFormat: 2, ...options })).toBeInstanceOf(InvalidArgumentError);
  });

  test("has no chunks of different lengths", async () => {
    expect(await refused({ shape: [4], zarrFormat: 2, chunks: [[1, 3]] })).toBeInstanceOf(ZarrError);
  });
});

describe("what is refused before anything is written", () => {
  test.each<[string, object, abstract new (...given: never[]) => Error]>([
    ["a negative length", { shape: [-1] }, InvalidArgumentError],
    ["a fraction of a length", { shape: [1.5] }, InvalidArgumentError],
    ["no shape", {}, InvalidArgumentError],
    ["a shape in words", { shape: "10" }, InvalidArgumentError],
    ["a length beyond 2^53", { shape: [2 ** 60] }, InvalidArgumentError],
    ["chunks of no length", { shape: [4], chunks: [0] }, InvalidArgumentError],
    ["chunks of another rank", { shape: [4], chunks: [2, 2] }, InvalidArgumentError],
    ["chunks of fractions", { shape: [4], chunks: [1.5] }, InvalidArgumentError],
    ["chunks that do not cover", { shape: [4], chunks: [[1, 2]] }, InvalidArgumentError],
    ["an unknown data type", { shape: [4], dtype: "float99" }, DataTypeValidationError],
    ["a fill value of another kind", { shape: [4], dtype: "int16", fillValue: 1.5 }, InvalidArgumentError],
    ["a fill value out of range", { shape: [4], dtype: "int16", fillValue: 40000 }, InvalidArgumentError],
    ["too few dimension names", { shape: [4, 4], dimensionNames: ["x"] }, InvalidArgumentError],
    ["dimension names that are numbers", { shape: [4], dimensionNames: [1] }, InvalidArgumentError],
    ["an unknown codec", { shape: [4], compressors: "zopfli" }, UnknownCodecError],
    ["a codec out of order", { shape: [4], filters: "checksum" }, MetadataValidationError],
    ["two serializers", { shape: [4], codecs: [little, little] }, MetadataValidationError],
    ["no serializer", { shape: [4], codecs: ["checksum"] }, MetadataValidationError],
    ["a codec that is none", { shape: [4], compressors: 7 }, InvalidArgumentError],
    ["a codec without a name", { shape: [4], compressors: {} }, InvalidArgumentError],
    ["codecs and filters", { shape: [4], codecs: [little], filters: [] }, InvalidArgumentError],
    ["another version", { shape: [4], zarrFormat: 4 }, InvalidArgumentError],
    ["unknown keys", { shape: [4], chunkKeyEncoding: "morton" }, MetadataValidationError],
    [
      "a separator that leads elsewhere",
      { shape: [4], chunkKeyEncoding: { separator: "/../" } },
      MetadataValidationError,
    ],
    ["shards of chunks of different lengths", { shape: [4], chunks: [[1, 3]], shards: [4] }, UnsupportedError],
    ["attributes that are no JSON", { shape: [4], attributes: { f: () => 0 } }, MetadataValidationError],
  ])("%s", async (_, options, kind) => {
    const store = new MapStore();
    const error = await caught(
      ZarrArray.create({ store, path: "g/a" }, options as unknown as ArrayCreationOptions, environment),
    );
    expect(error).toBeInstanceOf(kind);
    expect(error).toMatchObject({ path: "g/a", store: "map://test" });
    expect([...store.values.keys()]).toEqual([]);
  });
});

function textCodecs(dtype: string | undefined): Partial<ArrayCreationOptions> {
  return dtype === "string" ? { compressors: null } : {};
}

function found(name: string) {
  return smallRegistry.find("codec", name) ?? smallRegistry.find("data_type", name) ?? expect.unreachable();
}
