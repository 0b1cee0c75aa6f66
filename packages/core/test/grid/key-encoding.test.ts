import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ChunkKeyEncodingFactory, JsonObject } from "../../src/contract/index.ts";
import { defaultFactory, defaultKeyEncoding, v2Factory, v2KeyEncoding } from "../../src/grid/key-encoding.ts";

const encodings = {
  "default /": defaultKeyEncoding("/"),
  "default .": defaultKeyEncoding("."),
  "v2 .": v2KeyEncoding("."),
  "v2 /": v2KeyEncoding("/"),
};

describe("keys", () => {
  test.each<[keyof typeof encodings, number[], string]>([
    ["default /", [1, 23], "c/1/23"],
    ["default /", [0], "c/0"],
    ["default /", [], "c"],
    ["default .", [1, 23], "c.1.23"],
    ["default .", [], "c"],
    ["v2 .", [1, 23], "1.23"],
    ["v2 .", [], "0"],
    ["v2 /", [1, 23], "1/23"],
    ["v2 /", [], "0"],
  ])("%s writes %j as %s", (encoding, coordinates, key) => {
    expect(encodings[encoding].encode(coordinates)).toBe(key);
    expect(encodings[encoding].decode(key, coordinates.length)).toEqual(coordinates);
  });

  test("are read back as they were written", () => {
    const coordinates = fc.array(fc.nat(2 ** 31), { maxLength: 5 });
    fc.assert(
      fc.property(coordinates, (at) => {
        for (const encoding of Object.values(encodings)) {
          expect(encoding.decode(encoding.encode(at), at.length)).toEqual(at);
        }
      }),
    );
  });

  test.each<[keyof typeof encodings, string, number]>([
    ["default /", "c/0", 2],
    ["default /", "c/0/1/2", 2],
    ["default /", "c.0.1", 2],
    ["default /", "0/1", 2],
    ["default /", "c/0/", 2],
    ["default /", "c/-1/0", 2],
    ["default /", "c/01/0", 2],
    ["default /", "c/1e3/0", 2],
    ["default /", "c/0/zarr.json", 2],
    ["default /", "c", 1],
    ["default /", "c/0", 0],
    ["default /", "zarr.json", 1],
    ["v2 .", "0.0.0", 2],
    ["v2 .", "0/0", 2],
    ["v2 .", ".zarray", 2],
    ["v2 .", "", 1],
    ["v2 .", "1", 0],
  ])("%s knows that %j is no key of rank %i", (encoding, key, rank) => {
    expect(encodings[encoding].decode(key, rank)).toBeUndefined();
  });
});

describe("configurations", () => {
  const create = (factory: ChunkKeyEncodingFactory, configuration: JsonObject | undefined) =>
    factory.create(configuration).encode([1, 2]);

  test("have the separator of their kind when they leave it open", () => {
    for (const configuration of [undefined, {}]) {
      expect(create(defaultFactory, configuration)).toBe("c/1/2");
      expect(create(v2Factory, configuration)).toBe("1.2");
    }
    expect(create(defaultFactory, { separator: "." })).toBe("c.1.2");
    expect(create(v2Factory, { separator: "/" })).toBe("1/2");
  });

  test.each(["", "-", "..", "/../", null, 1, 2n ** 60n])("separator %o is refused", (separator) => {
    expect(() => create(defaultFactory, { separator })).toThrow(/separator must be/);
    expect(() => create(v2Factory, { separator })).toThrow(/separator must be/);
  });
});
