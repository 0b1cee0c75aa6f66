import { expect, test } from "vitest";
import * as contract from "../src/contract/index.ts";
import * as core from "../src/index.ts";

// What the package exports is a promise to its users: a change here belongs into a changeset.
test("the names that the package exports at run time", () => {
  expect(Object.keys(core).sort()).toEqual([]);
});

test("the contract is nothing but types, so that a plugin carries no engine", () => {
  expect(Object.keys(contract)).toEqual([]);
});
