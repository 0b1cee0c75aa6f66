import { describe, expect, test } from "vitest";
import { array, load, openArray, save, saveArray } from "../../src/index.ts";
import { outcomeOf } from "../support/outcome.ts";
import { placeKinds } from "../support/place.ts";
import type { Scene } from "../support/scene.ts";

type Row = readonly [there: Scene, zarrFormat: 2 | 3, a: string, w: string, wMinus: string, r: string];

const rows: readonly Row[] = [
  ["nothing", 3, "new v3 array", "new v3 array", "new v3 array", "ReadOnlyError"],
  ["nothing", 2, "new v2 array", "new v2 array", "new v2 array", "ReadOnlyError"],
  ["junk", 3, "new v3 array, rest kept", "new v3 array, rest gone", "FileExistsError", "ReadOnlyError"],
  ["v3 array", 3, "ContainsArrayError", "new v3 array, rest gone", "FileExistsError", "ContainsArrayError"],
  ["v2 array", 2, "ContainsArrayError", "new v2 array, rest gone", "FileExistsError", "ContainsArrayError"],
  ["v3 group", 3, "ContainsGroupError", "new v3 array, rest gone", "FileExistsError", "ContainsGroupError"],
  ["v2 group", 2, "ContainsGroupError", "new v2 array, rest gone", "FileExistsError", "ContainsGroupError"],
  ["v2 array", 3, "new v3 array, rest kept", "new v3 array, rest gone", "FileExistsError", "ReadOnlyError"],
  ["v2 group", 3, "new v3 array, rest kept", "new v3 array, rest gone", "FileExistsError", "ReadOnlyError"],
  ["v3 array", 2, "new v2 array, rest kept", "new v2 array, rest gone", "FileExistsError", "ReadOnlyError"],
  ["v3 group", 2, "new v2 array, rest kept", "new v2 array, rest gone", "FileExistsError", "ReadOnlyError"],
];

const data = Int32Array.of(5, 6, 7);

describe.each(placeKinds)("saveArray in a %s store at path %j", (kind, path) => {
  for (const [scene, zarrFormat, a, w, wMinus, r] of rows) {
    const cells = { default: a, a, w, "w-": wMinus, r };
    test.each(Object.entries(cells))(`${scene}, zarrFormat ${zarrFormat}, mode %s: %s`, async (mode, expected) => {
      const options = { path, zarrFormat, ...(mode === "default" ? {} : { mode: mode as "a" }) };
      for (const write of [saveArray, save, array] as const) {
        const outcome = await outcomeOf(kind, path, scene, async ({ store }) => {
          if (write === array) await array(data, { ...options, store });
          else await (write as typeof save)(store, data, options);
          const saved = await openArray(store, { path, zarrFormat });
          expect((await saved.get()).toList()).toEqual([5, 6, 7]);
          return saved;
        });
        expect(outcome, write.name).toBe(expected);
      }
    });
  }

  test.each(["v3 array", "v2 group"] as const)("overwrite replaces a %s in mode a too", async (scene) => {
    const outcome = await outcomeOf(kind, path, scene, async ({ store }) => {
      await saveArray(store, data, { path, overwrite: true });
      return openArray(store, { path });
    });
    expect(outcome).toBe("new v3 array, rest gone");
  });
});

describe.each(placeKinds)("load from a %s store at path %j", (kind, path) => {
  test.each([
    ["nothing", "GroupNotFoundError"],
    ["junk", "GroupNotFoundError"],
  ] as const)("%s: %s, and nothing is created", async (scene, expected) => {
    const outcome = await outcomeOf(kind, path, scene, async ({ store }) => {
      await load(store, { path });
      return undefined;
    });
    expect(outcome).toBe(expected);
  });
});
