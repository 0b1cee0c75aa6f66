import { expect, inject, test } from "vitest";
import { half } from "./half.ts";

// What pages have and have not: both kinds of page are tested.
test("memory can be shared in isolated pages only", () => {
  expect(crossOriginIsolated).toBe(inject("isolated"));
  expect(typeof SharedArrayBuffer).toBe(inject("isolated") ? "function" : "undefined");
});

test("half-precision numbers are a Float16Array where there is one", async () => {
  expect(await half()).toBe("Float16Array");
});
