import { expect, test } from "vitest";
import * as entry from "../src/index.ts";

test("the package exports its descriptor and nothing else", () => {
  expect(Object.keys(entry)).toEqual(["sharding"]);
  expect(entry.sharding).toMatchObject({ point: "codec", name: "sharding_indexed" });
});
