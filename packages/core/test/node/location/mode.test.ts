import { describe, expect, test } from "vitest";
import { FileExistsError, ReadOnlyError } from "../../../src/error/node-error.ts";
import { InvalidArgumentError } from "../../../src/error/usage-error.ts";
import { enterMode, type Mode, modeRules } from "../../../src/node/location/mode.ts";
import { isWritable } from "../../../src/store/access.ts";
import { withReadOnly } from "../../../src/store/read-only.ts";
import { caught } from "../../support/caught.ts";
import { MapStore } from "../../support/map-store.ts";

describe("modeRules", () => {
  test.each<[Mode, boolean, boolean, boolean]>([
    ["r", true, false, false],
    ["r+", true, false, false],
    ["a", true, true, false],
    ["w", false, true, true],
    ["w-", false, true, false],
  ])("%s: opens %s, creates %s, overwrites %s", (mode, mayOpen, mayCreate, overwrite) => {
    expect(modeRules(mode)).toEqual({ mayOpen, mayCreate, overwrite });
  });
});

describe("enterMode", () => {
  const store = () => new MapStore({ values: new Map([["a/junk", Uint8Array.of(1)]]) });

  test("r shows a read-only view, also of a store that could be written", async () => {
    const { store: view, path } = await enterMode({ store: store(), path: "a" }, "r");
    expect([isWritable(view), path]).toEqual([false, "a"]);
  });

  test.each<[Mode]>([["r+"], ["a"], ["w"]])("%s leaves the place as it is, whatever is there", async (mode) => {
    const location = { store: store(), path: "a" };
    expect(await enterMode(location, mode)).toBe(location);
    expect(location.store.values.size).toBe(1);
  });

  test("w- refuses a place below which anything exists, and only that", async () => {
    expect(await caught(enterMode({ store: store(), path: "a" }, "w-"))).toBeInstanceOf(FileExistsError);
    expect(await caught(enterMode({ store: store(), path: "" }, "w-"))).toBeInstanceOf(FileExistsError);
    await expect(enterMode({ store: store(), path: "b" }, "w-")).resolves.toBeDefined();
    await expect(enterMode({ store: store(), path: "a/j" }, "w-")).resolves.toBeDefined();
  });

  test.each<[Mode]>([["r+"], ["a"], ["w"], ["w-"]])("%s needs a store that can be written", async (mode) => {
    const error = await caught(enterMode({ store: withReadOnly(store()), path: "a" }, mode));
    expect(error).toBeInstanceOf(ReadOnlyError);
    expect(error.path).toBe("a");
  });

  test.each(["x", "rw", "", undefined, null])("%j is no mode", async (mode) => {
    const error = await caught(enterMode({ store: store(), path: "" }, mode as never));
    expect(error).toBeInstanceOf(InvalidArgumentError);
    expect(error.message).toContain("r, r+, a, w, w-");
  });
});
