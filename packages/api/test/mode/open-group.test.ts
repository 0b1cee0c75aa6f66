import { describe, expect, test } from "vitest";
import { createGroup, group, openGroup } from "../../src/index.ts";
import { outcomeOf } from "../support/outcome.ts";
import { placeKinds } from "../support/place.ts";
import type { Scene } from "../support/scene.ts";

type Row = readonly [there: Scene, zarrFormat: 2 | 3 | undefined, read: string, a: string, w: string, wMinus: string];

const rows: readonly Row[] = [
  ["nothing", undefined, "GroupNotFoundError", "new v3 group", "new v3 group", "new v3 group"],
  ["nothing", 2, "GroupNotFoundError", "new v2 group", "new v2 group", "new v2 group"],
  ["junk", undefined, "GroupNotFoundError", "new v3 group, rest kept", "new v3 group, rest gone", "FileExistsError"],
  ["v3 array", undefined, "ContainsArrayError", "ContainsArrayError", "new v3 group, rest gone", "FileExistsError"],
  [
    "v2 array",
    undefined,
    "GroupNotFoundError",
    "new v3 group, rest kept",
    "new v3 group, rest gone",
    "FileExistsError",
  ],
  ["v2 array", 2, "GroupNotFoundError", "ContainsArrayError", "new v2 group, rest gone", "FileExistsError"],
  ["v3 group", undefined, "opened v3 group", "opened v3 group", "new v3 group, rest gone", "FileExistsError"],
  ["v2 group", undefined, "opened v2 group", "opened v2 group", "new v3 group, rest gone", "FileExistsError"],
  ["v2 group", 2, "opened v2 group", "opened v2 group", "new v2 group, rest gone", "FileExistsError"],
  ["v3 array", 2, "GroupNotFoundError", "new v2 group, rest kept", "new v2 group, rest gone", "FileExistsError"],
  ["v3 group", 2, "GroupNotFoundError", "new v2 group, rest kept", "new v2 group, rest gone", "FileExistsError"],
];

// group() is mode a, or w with `overwrite`. createGroup() never opens, and sees nodes of its own format only.
const creators: readonly (readonly [Scene, 2 | 3, group: string, createGroup: string, overwriting: string])[] = [
  ["nothing", 3, "new v3 group", "new v3 group", "new v3 group"],
  ["junk", 3, "new v3 group, rest kept", "new v3 group, rest kept", "new v3 group, rest gone"],
  ["v3 array", 3, "ContainsArrayError", "ContainsArrayError", "new v3 group, rest gone"],
  ["v3 group", 3, "opened v3 group", "ContainsGroupError", "new v3 group, rest gone"],
  ["v2 array", 3, "new v3 group, rest kept", "new v3 group, rest kept", "new v3 group, rest gone"],
  ["v2 group", 3, "new v3 group, rest kept", "new v3 group, rest kept", "new v3 group, rest gone"],
  ["v2 array", 2, "ContainsArrayError", "ContainsArrayError", "new v2 group, rest gone"],
  ["v2 group", 2, "opened v2 group", "ContainsGroupError", "new v2 group, rest gone"],
];

describe.each(placeKinds)("openGroup in a %s store at path %j", (kind, path) => {
  for (const [scene, zarrFormat, read, a, w, wMinus] of rows) {
    const cells = { r: read, "r+": read, a, default: a, w, "w-": wMinus };
    test.each(Object.entries(cells))(`${scene}, zarrFormat ${zarrFormat}, mode %s: %s`, async (mode, expected) => {
      const options = { path, zarrFormat, ...(mode === "default" ? {} : { mode: mode as "a" }) };
      expect(await outcomeOf(kind, path, scene, (place) => openGroup(place.store, options))).toBe(expected);
    });
  }
});

describe.each(placeKinds)("group and createGroup in a %s store at path %j", (kind, path) => {
  test.each(creators)("%s, zarrFormat %d", async (scene, zarrFormat, opening, creating, overwriting) => {
    const outcomes: string[] = [];
    for (const make of [group, createGroup]) {
      for (const overwrite of [false, true]) {
        const act = ({ store }: { store: Map<string, Uint8Array> | string }) =>
          make({ store, path, zarrFormat, overwrite });
        outcomes.push(await outcomeOf(kind, path, scene, act));
      }
    }
    expect(outcomes).toEqual([opening, overwriting, creating, overwriting]);
  });
});
