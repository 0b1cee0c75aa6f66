import { describe, expect, test } from "vitest";
import * as dataErrors from "../../src/error/data-error.ts";
import * as metadataErrors from "../../src/error/metadata-error.ts";
import * as nodeErrors from "../../src/error/node-error.ts";
import * as usageErrors from "../../src/error/usage-error.ts";
import { isZarrError, messageOf, ZarrError } from "../../src/error/zarr-error.ts";

const classes = { ...dataErrors, ...metadataErrors, ...nodeErrors, ...usageErrors };

describe("a ZarrError", () => {
  test("says where, in its message and as members", () => {
    const error = new ZarrError("It broke", { store: "map://test", path: "a", key: "a/c/0/1", chunk: [0, 1] });
    expect(error.message).toBe('It broke (chunk [0, 1], key "a/c/0/1", store map://test)');
    expect(error).toMatchObject({ store: "map://test", path: "a", key: "a/c/0/1", chunk: [0, 1], code: "ZARR" });
  });

  test("names the path where there is no key, and nothing where nothing is known", () => {
    expect(new ZarrError("It broke", { path: "" }).message).toBe('It broke (path "/")');
    expect(new ZarrError("It broke").message).toBe("It broke");
  });

  test("keeps its cause, and has none to show otherwise", () => {
    const cause = new RangeError("deep down");
    expect(new ZarrError("It broke", { cause }).cause).toBe(cause);
    expect(new ZarrError("It broke")).not.toHaveProperty("cause");
  });

  test("is told from others by a mark that two copies of the library share", () => {
    const foreign = Object.defineProperty(new Error("x"), Symbol.for("zarrkit.error"), { value: true });
    expect([new ZarrError("x"), foreign].map(isZarrError)).toEqual([true, true]);
    expect([new Error("x"), null, undefined, "x", {}].map(isZarrError)).toEqual([false, false, false, false, false]);
  });

  test("hides its mark from whoever lists its members", () => {
    expect(Object.getOwnPropertySymbols(new ZarrError("x")).some((key) => Object.keys(key).length > 0)).toBe(false);
    expect(JSON.parse(JSON.stringify(new ZarrError("x", { path: "a" })))).toMatchObject({ path: "a", code: "ZARR" });
  });
});

describe("every class", () => {
  test.each(Object.entries(classes))("%s has its own name and code", (name, Class) => {
    const error = new Class("x", { path: "a" });
    expect(error).toBeInstanceOf(ZarrError);
    expect(error.name).toBe(name);
    expect(error.code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
    expect(error.path).toBe("a");
  });

  test.each(Object.entries(classes))("%s keeps its name where a bundler gives the class another", (name, Class) => {
    const renamed = { a: class extends Class {} }.a;
    expect(renamed.name).not.toBe(name);
    expect((new renamed("x") as ZarrError).name).toBe(name);
  });

  test("has a code that no other has", () => {
    const codes = Object.values(classes).map((Class) => new Class("x").code);
    expect(new Set(codes).size).toBe(codes.length);
  });

  test("is caught by the class that zarr-python would catch it with", () => {
    expect(new nodeErrors.ArrayNotFoundError("x")).toBeInstanceOf(nodeErrors.NodeNotFoundError);
    expect(new nodeErrors.GroupNotFoundError("x")).toBeInstanceOf(nodeErrors.NodeNotFoundError);
    expect(new metadataErrors.NodeTypeValidationError("x")).toBeInstanceOf(metadataErrors.MetadataValidationError);
    expect(new metadataErrors.DataTypeValidationError("x")).toBeInstanceOf(metadataErrors.MetadataValidationError);
    expect(new usageErrors.BoundsCheckError("x")).toBeInstanceOf(usageErrors.ArrayIndexError);
    expect(new usageErrors.NegativeStepError("x")).toBeInstanceOf(usageErrors.ArrayIndexError);
    expect(new usageErrors.VindexInvalidSelectionError("x")).toBeInstanceOf(usageErrors.ArrayIndexError);
  });
});

describe("messageOf", () => {
  test("finds words in whatever was thrown", () => {
    expect([new Error("a"), "b", 3, undefined].map(messageOf)).toEqual(["a", "b", "3", "undefined"]);
  });
});
