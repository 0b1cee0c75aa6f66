import { expect, test } from "vitest";
import { keyBelow, placeOf, prefixOf } from "../../../src/node/location/location.ts";
import { MapStore } from "../../support/map-store.ts";

test("keys and prefixes lie below their path", () => {
  expect([keyBelow("", "zarr.json"), keyBelow("a/b", "c/0")]).toEqual(["zarr.json", "a/b/c/0"]);
  expect([prefixOf(""), prefixOf("a/b")]).toEqual(["", "a/b/"]);
  const store = new MapStore();
  expect(placeOf({ store, path: "a" })).toEqual({ store: store.description, path: "a" });
});
