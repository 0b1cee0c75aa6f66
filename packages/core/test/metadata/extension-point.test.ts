import { describe, expect, test } from "vitest";
import type { ChunkKeyEncoding, Extension } from "../../src/contract/index.ts";
import { MetadataValidationError, UnknownExtensionError } from "../../src/error/metadata-error.ts";
import { parseFillValue, resolveChunkGrid, resolveChunkKeyEncoding } from "../../src/metadata/extension-point.ts";
import { caught } from "../support/caught.ts";
import { numberType } from "../support/number-type.ts";
import { smallRegistry } from "../support/small-environment.ts";

const place = { store: "map://test", path: "a" };

describe("resolveChunkGrid", () => {
  test("makes the grid over the array's shape", async () => {
    const metadata = { name: "regular", configuration: { chunk_shape: [3] } };
    const grid = await resolveChunkGrid(metadata, [10], smallRegistry, place);
    expect(grid.dimensions[0]?.count).toBe(4);
    expect(grid.metadata).toEqual(metadata);
  });

  test("an unknown grid lists the known ones", async () => {
    const error = await caught(resolveChunkGrid({ name: "hexagonal" }, [10], smallRegistry, place));
    expect(error).toBeInstanceOf(UnknownExtensionError);
    expect(error.message).toMatch(/hexagonal.*regular, rectilinear/);
  });

  test("what the grid refuses says where", async () => {
    const error = await caught(resolveChunkGrid({ name: "regular" }, [10], smallRegistry, place));
    expect(error).toBeInstanceOf(MetadataValidationError);
    expect(error.message).toContain("chunk_grid");
    expect(error).toMatchObject(place);
  });
});

describe("resolveChunkKeyEncoding", () => {
  test("finds encodings that plugins add", async () => {
    const encoding: ChunkKeyEncoding = { metadata: { name: "hex" }, encode: () => "x", decode: () => undefined };
    const hex: Extension<"chunk_key_encoding"> = {
      point: "chunk_key_encoding",
      name: "hex",
      load: () => ({ create: () => encoding }),
    };
    expect(await resolveChunkKeyEncoding("hex", smallRegistry.extend(hex), place)).toBe(encoding);
  });

  test("an unknown encoding fails, whether it must be understood or not", async () => {
    const metadata = { name: "hex", must_understand: false };
    expect(await caught(resolveChunkKeyEncoding(metadata, smallRegistry, place))).toBeInstanceOf(UnknownExtensionError);
  });
});

describe("parseFillValue", () => {
  test("says which value does not fit which type", async () => {
    const int16 = numberType({ name: "int16", itemSize: 2, kind: "i" });
    const error = await caught(() => parseFillValue(40000, int16, 3, place));
    expect(error).toBeInstanceOf(MetadataValidationError);
    expect(error.message).toMatch(/fill_value 40000 for data type int16/);
  });
});
