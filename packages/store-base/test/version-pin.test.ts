import type { VersionPin } from "@zarrkit/core/contract";
import { expect, test } from "vitest";
import { heedPin } from "../src/version-pin.ts";

test("the first read decides on the version, the others are of it", () => {
  const pin: VersionPin = { version: undefined };
  heedPin(pin, "1");
  expect(pin).toEqual({ version: "1" });
  expect(() => heedPin(pin, "1")).not.toThrow();
});

test.each([
  ["2", "another one"],
  [undefined, "gone"],
])("a value of version %j is an error by code, and leaves the pin", (version, found) => {
  const pin: VersionPin = { version: "1" };
  expect(() => heedPin(pin, version)).toThrow(
    expect.objectContaining({ code: "changed", message: expect.stringContaining(`is ${found} now`) }),
  );
  expect(pin).toEqual({ version: "1" });
});

test("without a pin nothing is tied", () => {
  expect(() => heedPin(undefined, undefined)).not.toThrow();
});
