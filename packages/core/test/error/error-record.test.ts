import { expect, test } from "vitest";
import { CodecError, StoreError, WorkerError } from "../../src/error/data-error.ts";
import { recordError, restoreError } from "../../src/error/error-record.ts";
import { ArrayNotFoundError } from "../../src/error/node-error.ts";
import { BoundsCheckError } from "../../src/error/usage-error.ts";
import { ZarrError } from "../../src/error/zarr-error.ts";

const travelled = (error: unknown): Error => restoreError(structuredClone(recordError(error)));

test.each([CodecError, StoreError, WorkerError, ArrayNotFoundError, BoundsCheckError, ZarrError])(
  "%o keeps its class, code, message and place",
  (Kind) => {
    const place = { store: "file:///a", path: "b", key: "b/c/0", chunk: [0] };
    const error = new Kind("It went wrong", place);
    const found = travelled(error);
    expect(found).toBeInstanceOf(Kind);
    expect(found.constructor).toBe(Kind);
    expect({ ...found }).toEqual({ ...error });
    expect([found.name, found.message, found.stack]).toEqual([error.name, error.message, error.stack]);
  },
);

test("causes come along, with what they carry", () => {
  const system = Object.assign(new Error("EACCES: denied"), { code: "EACCES", errno: -13, descriptor: { open: true } });
  const cause = new RangeError("the file is closed", { cause: system });
  const found = travelled(new StoreError("Could not read", { key: "a", cause }));
  expect(found.cause).toBeInstanceOf(RangeError);
  const last = (found.cause as Error).cause as Error;
  expect(last).toMatchObject({ name: "Error", message: "EACCES: denied", code: "EACCES", errno: -13 });
  // What could not travel is left behind.
  expect(last).not.toHaveProperty("descriptor");
});

test("an error of an unknown class keeps its name, and a cause that never ends is cut", () => {
  class TimeoutError extends Error {
    override readonly name = "TimeoutError";
  }
  expect(travelled(new TimeoutError("late"))).toMatchObject({ name: "TimeoutError", message: "late" });
  const circle: Error & { cause?: unknown } = new Error("round");
  circle.cause = circle;
  expect(travelled(circle).message).toBe("round");
});

test("what is no error becomes one", () => {
  expect(travelled("just words")).toMatchObject({ name: "Error", message: "just words" });
  expect(travelled(undefined)).toBeInstanceOf(Error);
});
