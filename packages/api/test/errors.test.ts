import { describe, expect, test } from "vitest";
import { errors, openArray, openGroup } from "../src/index.ts";

const { isZarrError: _isZarrError, ...errorClasses } = errors;
const classes = Object.entries(errorClasses);

describe("errors", () => {
  test.each(classes)("%s has its name, a code and is a ZarrError", (name, ErrorClass) => {
    const error = new ErrorClass("what failed");
    expect(error).toBeInstanceOf(errors.ZarrError);
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe(name);
    expect(error.message).toBe("what failed");
    expect(error.code).toMatch(/^[A-Z][A-Z_]*$/);
    expect(errors.isZarrError(error)).toBe(true);
  });

  test("codes differ", () => {
    const codes = classes.map(([, ErrorClass]) => new ErrorClass("").code);
    expect(new Set(codes).size).toBe(codes.length);
  });

  test("isZarrError tells other errors and values apart", () => {
    for (const other of [new Error("x"), { code: "ARRAY_NOT_FOUND" }, undefined, null, "x"]) {
      expect(errors.isZarrError(other)).toBe(false);
    }
  });

  test("a thrown error is of these classes and says where", async () => {
    const store = new Map<string, Uint8Array>();
    const error = await openArray(store, { path: "a/b" }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(errors.ArrayNotFoundError);
    expect(error).toBeInstanceOf(errors.NodeNotFoundError);
    expect(error).toMatchObject({ code: "ARRAY_NOT_FOUND", path: "a/b" });
    expect((error as Error).message).toMatch(/zarr\.json.*"\/a\/b".*memory:\/\//);
    await expect(openGroup(store, { mode: "r" })).rejects.toBeInstanceOf(errors.GroupNotFoundError);
  });
});
