import { describe, expect, test } from "vitest";
import { MetadataValidationError } from "../../../src/error/metadata-error.ts";
import { readDocumentTogether } from "../../../src/node/document/document.ts";
import { writeDocument } from "../../../src/node/document/write-document.ts";
import { caught } from "../../support/caught.ts";
import { putJson } from "../../support/json-of.ts";
import { MapStore } from "../../support/map-store.ts";

const location = () => ({ store: new MapStore(), path: "g/a" });

describe("a document", () => {
  test("is written indented by two, and read back exactly", async () => {
    const place = location();
    const document = { a: [1, 2n ** 64n], b: { c: Number.NaN }, d: -0 };
    await writeDocument(place, "zarr.json", document);
    const text = new TextDecoder().decode(place.store.values.get("g/a/zarr.json"));
    expect(text.split("\n").slice(0, 3)).toEqual(["{", '  "a": [', "    1,"]);
    expect(await readDocumentTogether(place, "zarr.json")).toEqual(document);
  });

  test("that is missing is undefined", async () => {
    expect(await readDocumentTogether(location(), "zarr.json")).toBeUndefined();
  });

  test.each([
    ["nothing at all", ""],
    ["cut off", '{"zarr_format": 3'],
    ["followed by more", "{} {}"],
    ["a list", "[]"],
    ["null", "null"],
    ["a string", '"zarr"'],
    ["no JSON", "zarr_format: 3"],
    ["deeper than anybody needs", "[".repeat(100_000)],
  ])("that is %s is an error with its key", async (_, text) => {
    const place = location();
    putJson(place.store, "g/a/zarr.json", text);
    const error = await caught(readDocumentTogether(place, "zarr.json"));
    expect(error).toBeInstanceOf(MetadataValidationError);
    expect(error).toMatchObject({ store: "map://test", path: "g/a", key: "g/a/zarr.json" });
  });

  test("that is not UTF-8 is an error", async () => {
    const place = location();
    place.store.values.set("g/a/zarr.json", Uint8Array.of(0x7b, 0xff, 0x7d));
    expect(await caught(readDocumentTogether(place, "zarr.json"))).toBeInstanceOf(MetadataValidationError);
  });

  test("may hold the bare NaN that Python writes, and a byte order mark", async () => {
    const place = location();
    putJson(place.store, "g/a/zarr.json", '\ufeff{"a": [NaN, -Infinity]}');
    expect(await readDocumentTogether(place, "zarr.json")).toEqual({ a: [Number.NaN, Number.NEGATIVE_INFINITY] });
  });

  test("of what JSON cannot hold is refused before anything is written", async () => {
    const place = location();
    for (const value of [() => 0, new Date(0), new Map(), Symbol("x"), new Float64Array(1)]) {
      const error = await caught(writeDocument(place, "zarr.json", { attributes: { value } } as never));
      expect(error).toBeInstanceOf(MetadataValidationError);
      expect(error.message).toContain("attributes.value");
      expect(error.key).toBe("g/a/zarr.json");
    }
    expect(place.store.values.size).toBe(0);
  });
});
