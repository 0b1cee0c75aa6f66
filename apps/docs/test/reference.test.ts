import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { JSONOutput } from "typedoc";
import { expect, test } from "vitest";
import { listEntries } from "../src/reference/entry.ts";
import { exportsOf, undocumented } from "../src/reference/undocumented.ts";

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const project = JSON.parse(readFileSync(at("reference/reference.json"), "utf8")) as JSONOutput.ProjectReflection;
const entries = listEntries(at("../../packages"));

test("every export and every member of one has a sentence of documentation", () => {
  expect(undocumented(project)).toEqual([]);
});

test.each(entries)("$specifier has a page that names all it exports", async ({ page, specifier, source }) => {
  expect([`${page}.md`, `${page}/index.md`].some((name) => existsSync(at(`reference/${name}`)))).toBe(true);
  // A module that is a worker only runs.
  if (specifier === "@zarrkit/workers/worker") return;
  const names = Object.keys((await import(source)) as object);
  expect(names.filter((name) => !exportsOf(project).get(page)?.includes(name))).toEqual([]);
});

test("an export or a member without a sentence is found", () => {
  const comment = { summary: [{ kind: "text", text: "Says." }] };
  const children = [
    { name: "a", variant: "declaration", comment },
    { name: "b", variant: "declaration" },
    { name: "c", variant: "declaration", signatures: [{ comment }, {}] },
    { name: "d", variant: "declaration", signatures: [{ comment }] },
    { name: "e", variant: "reference" },
    { name: "f", variant: "declaration", comment: { summary: [] } },
    {
      name: "g",
      variant: "declaration",
      comment,
      children: [
        { name: "h" },
        { name: "i", comment },
        { name: "j", getSignature: { comment } },
        { name: "k", signatures: [{}] },
        { name: "l", inheritedFrom: {} },
        { name: "constructor" },
      ],
    },
    { name: "m", comment, type: { type: "reflection", declaration: { children: [{ name: "n" }] } } },
  ];
  const made = { children: [{ name: "m", children }] } as unknown as JSONOutput.ProjectReflection;
  expect(undocumented(made)).toEqual(["m: b", "m: c", "m: f", "m: g.h", "m: g.k", "m: m.n"]);
});
