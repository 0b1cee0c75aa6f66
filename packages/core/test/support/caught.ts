import { expect } from "vitest";
import type { ZarrError } from "../../src/error/zarr-error.ts";

/** What a promise, or a call, fails with. */
export async function caught(work: Promise<unknown> | (() => unknown)): Promise<ZarrError> {
  try {
    await (typeof work === "function" ? work() : work);
  } catch (error) {
    return error as ZarrError;
  }
  return expect.unreachable("it should have failed");
}
