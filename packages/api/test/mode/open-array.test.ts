import { describe, expect, test } from "vitest";
import { type OpenArrayOptions, openArray } from "../../src/index.ts";
import { outcomeOf } from "../support/outcome.ts";
import { placeKinds } from "../support/place.ts";
import type { Scene } from "../support/scene.ts";

type Row = readonly [there: Scene, zarrFormat: 2 | 3 | undefined, read: string, a: string, w: string, wMinus: string];

const rows: readonly Row[] = [
  ["nothing", undefined, "ArrayNotFoundError", "new v3 array", "new v3 array", "new v3 array"],
  ["nothing", 2, "ArrayNotFoundError", "new v2 array", "new v2 array", "new v2 array"],
  ["junk", undefined, "ArrayNotFoundError", "new v3 array, rest kept", "new v3 array, rest gone", "FileExistsError"],
  ["v3 array", undefined, "opened v3 array", "opened v3 array", "new v3 array, rest gone", "FileExistsError"],
  ["v2 array", undefined, "opened v2 array", "opened v2 array", "new v3 array, rest gone", "FileExistsError"],
  ["v3 array", 3, "opened v3 array", "opened v3 array", "new v3 array, rest gone", "FileExistsError"],
  ["v2 array", 2, "opened v2 array", "opened v2 array", "new v2 array, rest gone", "FileExistsError"],
  [
    "v3 group",
    undefined,
    "NodeTypeValidationError",
    "NodeTypeValidationError",
    "new v3 array, rest gone",
    "FileExistsError",
  ],
  [
    "v2 group",
    undefined,
    "ArrayNotFoundError",
    "new v3 array, rest kept",
    "new v3 array, rest gone",
    "FileExistsError",
  ],
  ["v2 group", 3, "ArrayNotFoundError", "new v3 array, rest kept", "new v3 array, rest gone", "FileExistsError"],
  ["v2 group", 2, "ArrayNotFoundError", "ContainsGroupError", "new v2 array, rest gone", "FileExistsError"],
  ["v3 array", 2, "ArrayNotFoundError", "new v2 array, rest kept", "new v2 array, rest gone", "FileExistsError"],
  ["v2 array", 3, "ArrayNotFoundError", "new v3 array, rest kept", "new v3 array, rest gone", "FileExistsError"],
];

describe.each(placeKinds)("openArray in a %s store at path %j", (kind, path) => {
  for (const [scene, zarrFormat, read, a, w, wMinus] of rows) {
    const cells = { r: read, "r+": read, none: read, a, w, "w-": wMinus };
    test.each(Object.entries(cells))(`${scene}, zarrFormat ${zarrFormat}, mode %s: %s`, async (mode, expected) => {
      const options: OpenArrayOptions = { path, zarrFormat, shape: [4] };
      const own = mode === "none" ? options : { ...options, mode: mode as "a" };
      expect(await outcomeOf(kind, path, scene, (place) => openArray(place.store, own))).toBe(expected);
    });
  }

  test.each(["nothing", "v3 array", "v2 group"] as const)(
    "w needs a shape, and deletes nothing without: %s",
    async (scene) => {
      const outcome = await outcomeOf(kind, path, scene, (place) => openArray(place.store, { path, mode: "w" }));
      expect(outcome).toBe("InvalidArgumentError");
    },
  );

  test("without a mode the array can be written", async () => {
    await outcomeOf(kind, path, "v3 array", async ({ store }) => {
      const array = await openArray(store, { path });
      expect(array.readOnly).toBe(false);
      await array.set([0], 7);
      expect((await array.get()).toList()).toEqual([7, 2]);
      return undefined;
    });
  });
});
