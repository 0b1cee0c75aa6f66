import { describe, expect, test } from "vitest";
import { type GroupData, openGroup, save, saveGroup } from "../../src/index.ts";
import { listOf } from "../support/list-of.ts";
import { outcomeOf } from "../support/outcome.ts";
import { placeKinds } from "../support/place.ts";
import type { Scene } from "../support/scene.ts";

// Always clears what is there, whatever its format.
const rows: readonly (readonly [there: Scene, expected: string])[] = [
  ["nothing", "new v3 group"],
  ["junk", "new v3 group, rest gone"],
  ["v3 array", "new v3 group, rest gone"],
  ["v2 array", "new v3 group, rest gone"],
  ["v3 group", "new v3 group, rest gone"],
  ["v2 group", "new v3 group, rest gone"],
];
const data: GroupData = { b: Int32Array.of(1, 2), a: [[1.5, 2.5]] };

describe.each(placeKinds)("saveGroup in a %s store at path %j", (kind, path) => {
  test.each(rows)("%s: %s", async (scene, expected) => {
    for (const write of [saveGroup, save]) {
      const outcome = await outcomeOf(kind, path, scene, async ({ store }) => {
        await write(store, data, { path });
        const group = await openGroup(store, { path, mode: "r" });
        expect(await listOf(group.keys())).toEqual(["a", "b"]);
        expect((await (await group.array("a")).get()).toList()).toEqual([[1.5, 2.5]]);
        return group;
      });
      expect(outcome, write.name).toBe(expected);
    }
  });

  test.each([
    ["nothing to save", []],
    ["nothing to save", {}],
    ["a value that is no array", { a: Int32Array.of(1), b: new Map() }],
    ["data of no known type", { a: Int32Array.of(1), b: { data: [Symbol("x")], shape: [1] } }],
    ["a name that leaves the group", { "../a": Int32Array.of(1) }],
    ["two names that are one path", { "/a": Int32Array.of(1), a: Int32Array.of(2) }],
    ["an array below another", { a: Int32Array.of(1), "a/b": Int32Array.of(2) }],
    ["a reserved name", { a: Int32Array.of(1), __b: Int32Array.of(2) }],
  ])("%s is refused before anything is deleted", async (_, bad) => {
    const outcome = await outcomeOf(kind, path, "v3 group", async ({ store }) => {
      await saveGroup(store, bad as unknown as GroupData, { path });
      return undefined;
    });
    // No word "CHANGED" behind it: the store is as it was.
    expect(outcome).toMatch(/^(InvalidArgumentError|InvalidPathError|ContainsArrayError)$/);
  });
});
