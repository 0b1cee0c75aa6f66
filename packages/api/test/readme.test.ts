import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import * as api from "../src/index.ts";

/** The rows of the table of functions: names and state. */
async function rows(): Promise<[names: string[], state: string][]> {
  const text = await readFile(new URL("../README.md", import.meta.url), "utf8");
  const section = text.split("\n## ").find((part) => part.startsWith("Functions")) ?? "";
  return [...section.matchAll(/^\| (`.*?) \| (.*?) \|/gm)].map(([, names = "", state = ""]) => [
    [...names.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name),
    state,
  ]);
}

// Every function of zarr-python's `zarr.api.asynchronous`, in camelCase.
const vocabulary = [
  "array consolidateMetadata copy copyAll copyStore create createArray createGroup createHierarchy empty emptyLike",
  "fromArray full fullLike group load ones onesLike open openArray openConsolidated openGroup openLike save saveArray",
  "saveGroup tree zeros zerosLike",
]
  .join(" ")
  .split(" ");

test("the table of functions says what is exported", async () => {
  const table = await rows();
  const named = (state: string): string[] => table.filter((row) => row[1] === state).flatMap(([names]) => names);
  expect(table.every(([, state]) => state === "here" || state === "not yet")).toBe(true);
  const classes = ["LoadedGroup", "NDArray", "ZarrArray", "ZarrGroup"];
  expect(named("here").sort()).toEqual(
    Object.keys(api)
      .filter((name) => !classes.includes(name))
      .sort(),
  );
  expect(named("not yet").filter((name) => name in api)).toEqual([]);
  expect(vocabulary.filter((name) => !table.some(([names]) => names.includes(name)))).toEqual([]);
});
