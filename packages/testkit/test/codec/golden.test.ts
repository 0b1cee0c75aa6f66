import { expect, test } from "vitest";
import { parseGoldenChunks } from "../../src/codec.ts";

test("golden and damaged chunks are read with their bytes", () => {
  const written = { name: "n", spelling: "zarr", configuration: null, encoded: "AQL/" };
  const text = JSON.stringify({
    golden: [{ ...written, id: "i", itemSize: 1, decoded: "AA==" }],
    damaged: [{ ...written, size: 3 }],
  });
  const encoded = Uint8Array.of(1, 2, 255);
  const common = { name: "n", spelling: "zarr", configuration: undefined, encoded };
  expect(parseGoldenChunks(text)).toEqual({
    golden: [{ ...common, id: "i", itemSize: 1, decoded: Uint8Array.of(0) }],
    damaged: [{ ...common, size: 3 }],
  });
  expect(() => parseGoldenChunks("{")).toThrow(SyntaxError);
});
