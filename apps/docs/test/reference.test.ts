import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { JSONOutput } from "typedoc";
import { expect, test } from "vitest";
import { listEntries } from "../src/reference/entry.ts";
import { exportsOf, undocumented } from "../src/reference/undocumented.ts";

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const project = JSON.parse(readFileSync(at("reference/reference.json"), "utf8")) as JSONOutput.ProjectReflection;
const entries = listEntries(at("../../packages"));

test("every export has a sentence of documentation", () => {
  expect(undocumented(project)).toEqual([]);
});

test.each(entries)("$specifier has a page that names all it exports", async ({ page, specifier, source }) => {
  expect([`${page}.md`, `${page}/index.md`].some((name) => existsSync(at(`reference/${name}`)))).toBe(true);
  // A module that is a worker only runs.
  if (specifier === "@zarrkit/workers/worker") return;
  const names = Object.keys((await import(source)) as object);
  expect(names.filter((name) => !exportsOf(project).get(page)?.includes(name))).toEqual([]);
});

test("an export without a sentence is found", () => {
  const comment = { summary: [{ kind: "text", text: "Says." }] };
  const children = [
    { name: "a", variant: "declaration", comment },
    { name: "b", variant: "declaration" },
    { name: "c", variant: "declaration", signatures: [{ comment }, {}] },
    { name: "d", variant: "declaration", signatures: [{ comment }] },
    { name: "e", variant: "reference" },
    { name: "f", variant: "declaration", comment: { summary: [] } },
  ];
  const made = { children: [{ name: "m", children }] } as unknown as JSONOutput.ProjectReflection;
  expect(undocumented(made)).toEqual(["m: b", "m: c", "m: f"]);
});
