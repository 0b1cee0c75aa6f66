import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { notApplicable } from "./not-applicable.ts";

const packages = new URL("../../../", import.meta.url);

/** `test("12. `, or after the table of `test.each`: `])("12. `. */
const beginning = /^\s*(?:test(?:\.each\(.*\))?|\](?: as const)?\))\(["`]((?:\d+\. )+)/gm;

/** The numbers that names of tests begin with: `test("12. …`, or `test("72. 73. …` for two. */
async function numbers(): Promise<number[]> {
  const found: number[] = [];
  for (const name of await readdir(packages)) {
    const folder = new URL(`${name}/test/`, packages);
    const files = await readdir(folder, { recursive: true }).catch(() => []);
    for (const file of files.filter((one) => one.endsWith(".test.ts"))) {
      const text = await readFile(new URL(file.replaceAll("\\", "/"), folder), "utf8");
      for (const [, list = ""] of text.matchAll(beginning)) {
        found.push(...[...list.matchAll(/\d+/g)].map(([digits]) => Number(digits)));
      }
    }
  }
  return found;
}

test("every behaviour of zarr-python has a test or a reason why not, and none has both", async () => {
  const tested = new Set(await numbers());
  const excused = Object.keys(notApplicable).map(Number);
  expect(excused.filter((number) => tested.has(number))).toEqual([]);
  expect([...tested, ...excused].sort((a, b) => a - b)).toEqual(Array.from({ length: 120 }, (_, index) => index + 1));
});
