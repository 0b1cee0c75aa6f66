import { expect, test } from "vitest";
import { free } from "../src/free-memory.ts";

test("memory is given back where the runtime can, and left alone elsewhere", () => {
  const memory = new ArrayBuffer(64);
  free(memory);
  expect(memory.byteLength).toBe("transfer" in ArrayBuffer.prototype ? 0 : 64);
  // Memory that threads share cannot be.
  const shared = new SharedArrayBuffer(64);
  expect(() => free(shared)).not.toThrow();
  expect(shared.byteLength).toBe(64);
});
