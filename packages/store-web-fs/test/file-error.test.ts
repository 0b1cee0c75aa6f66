import { expect, test } from "vitest";
import { fileError, isMissing, isStale } from "../src/file-error.ts";

test("an error says what was tried, why it failed, and what to do", () => {
  const cause = new DOMException("The quota is used up.", "QuotaExceededError");
  const error = fileError("write", "a/c/0", cause);
  expect(error.message).toMatch(/^cannot write "a\/c\/0": The quota is used up\. \(QuotaExceededError: .*delete/);
  expect(error).toMatchObject({ code: "QuotaExceededError", cause });
});

test("an error without advice keeps its message and name", () => {
  expect(fileError("read", "a", new DOMException("odd", "DataError"))).toMatchObject({
    message: 'cannot read "a": odd',
    code: "DataError",
  });
  expect(fileError("read", "a", "text").message).toBe('cannot read "a": text');
});

test("missing, and found but replaced, are told apart by name", () => {
  const named = (name: string): DOMException => new DOMException("", name);
  expect(
    ["NotFoundError", "TypeMismatchError", "NotAllowedError", "NotReadableError"].map(named).map(isMissing),
  ).toEqual([true, true, false, false]);
  expect(["NotFoundError", "NotReadableError", "NotAllowedError"].map(named).map(isStale)).toEqual([true, true, false]);
  expect(isMissing("NotFoundError")).toBe(false);
});
