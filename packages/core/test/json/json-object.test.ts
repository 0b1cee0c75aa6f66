import { expect, test } from "vitest";
import { isJsonObject } from "../../src/json/json-object.ts";
import { parseJson } from "../support/parse-json.ts";

test.each([[{}], [{ a: 1 }], [Object.create(null)], [parseJson('{"__proto__": [NaN]}')]])(
  "%j is a JSON object",
  (value) => {
    expect(isJsonObject(value)).toBe(true);
  },
);

test.each([
  [null],
  [undefined],
  [1],
  ["a"],
  [[]],
  [new Map()],
  [new Date(0)],
  [new Uint8Array(1)],
  [() => 1],
  [new Error("x")],
])("%s is none", (value) => {
  expect(isJsonObject(value)).toBe(false);
});
