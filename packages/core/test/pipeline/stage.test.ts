import { describe, expect, test } from "vitest";
import { CodecError, LimitExceededError } from "../../src/error/data-error.ts";
import { codecFailure, guarded } from "../../src/pipeline/stage.ts";
import { caught } from "../support/caught.ts";

describe("guarded", () => {
  test("hands on what a step answers, now or later", async () => {
    expect(guarded("gzip", "decode", () => 7)).toBe(7);
    await expect(guarded("gzip", "decode", async () => 7)).resolves.toBe(7);
  });

  test.each([
    [
      "now",
      () => {
        throw new RangeError("damaged");
      },
    ],
    [
      "later",
      async () => {
        throw new RangeError("damaged");
      },
    ],
  ])("says which codec failed %s", async (_, step) => {
    const error = await caught(async () => guarded("gzip", "decode", step));
    expect(error).toBeInstanceOf(CodecError);
    expect(error.message).toBe('Codec "gzip" could not decode: damaged');
    expect(error.cause).toBeInstanceOf(RangeError);
  });
});

test("an error that says enough already is left as it is", () => {
  const error = new LimitExceededError("too large");
  expect(codecFailure("gzip", "decode", error)).toBe(error);
});
