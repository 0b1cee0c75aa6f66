import { describe, expect, test } from "vitest";
import { type OpenOptions, open } from "../../src/index.ts";
import { outcomeOf } from "../support/outcome.ts";
import { placeKinds } from "../support/place.ts";
import type { Scene } from "../support/scene.ts";

type Row = readonly [there: Scene, read: string, a: string, w: string, wMinus: string];

// As zarr-python, but for `w-` without a shape, which makes a group where nothing is.
const withoutShape: readonly Row[] = [
  ["nothing", "GroupNotFoundError", "new v3 group", "new v3 group", "new v3 group"],
  ["junk", "GroupNotFoundError", "new v3 group, rest kept", "new v3 group, rest gone", "FileExistsError"],
  ["v3 array", "opened v3 array", "opened v3 array", "new v3 group, rest gone", "FileExistsError"],
  ["v2 array", "opened v2 array", "opened v2 array", "new v3 group, rest gone", "FileExistsError"],
  ["v3 group", "opened v3 group", "opened v3 group", "new v3 group, rest gone", "FileExistsError"],
  ["v2 group", "opened v2 group", "opened v2 group", "new v3 group, rest gone", "FileExistsError"],
];

// Where a version 3 group is, zarr-python fails on the keyword `shape`; here the error says what was found.
const withShape: readonly Row[] = [
  ["nothing", "ArrayNotFoundError", "new v3 array", "new v3 array", "new v3 array"],
  ["junk", "ArrayNotFoundError", "new v3 array, rest kept", "new v3 array, rest gone", "FileExistsError"],
  ["v3 array", "opened v3 array", "opened v3 array", "new v3 array, rest gone", "FileExistsError"],
  ["v2 array", "opened v2 array", "opened v2 array", "new v3 array, rest gone", "FileExistsError"],
  ["v3 group", "NodeTypeValidationError", "NodeTypeValidationError", "new v3 array, rest gone", "FileExistsError"],
  ["v2 group", "ArrayNotFoundError", "new v3 array, rest kept", "new v3 array, rest gone", "FileExistsError"],
];

describe.each(placeKinds)("open in a %s store at path %j", (kind, path) => {
  for (const [table, rows, options] of [
    ["without shape", withoutShape, {}],
    ["with shape", withShape, { shape: [4] }],
  ] as const) {
    for (const [scene, read, a, w, wMinus] of rows) {
      const cells = { r: read, "r+": read, a, default: a, w, "w-": wMinus };
      test.each(Object.entries(cells))(`${table}, ${scene}, mode %s: %s`, async (mode, expected) => {
        const own: OpenOptions = mode === "default" ? options : { ...options, mode: mode as "a" };
        expect(await outcomeOf(kind, path, scene, (place) => open(place.store, { path, ...own }))).toBe(expected);
      });
    }
  }

  test.each(["v3 array", "v2 array", "v3 group", "v2 group"] as const)(
    "a %s opened with r cannot be written",
    async (scene) => {
      const writable: boolean[] = [];
      for (const mode of ["r", "r+", "a"] as const) {
        await outcomeOf(kind, path, scene, async (place) => {
          const node = await open(place.store, { path, mode });
          writable.push(!node.readOnly);
          return node;
        });
      }
      expect(writable).toEqual([false, true, true]);
    },
  );
});
