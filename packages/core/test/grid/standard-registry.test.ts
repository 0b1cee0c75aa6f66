import { expect, test } from "vitest";
import { createRegistry } from "../../src/grid/standard-registry.ts";
import { bytes } from "../support/bytes-codec.ts";

test("a registry holds the grids and key encodings of the specification, and what is added", () => {
  const registry = createRegistry(bytes);
  expect(registry.names).toEqual(["regular", "rectilinear", "default", "v2", "bytes"]);
  expect(registry.namesAt("chunk_grid")).toEqual(["regular", "rectilinear"]);
  expect(registry.namesAt("chunk_key_encoding")).toEqual(["default", "v2"]);
  expect(registry.find("codec", "bytes")).toBe(bytes);
});

test("what is added may take the place of what is there", () => {
  const mine = { point: "chunk_grid", name: "regular", load: () => expect.unreachable() } as const;
  expect(createRegistry(mine).find("chunk_grid", "regular")).toBe(mine);
});
