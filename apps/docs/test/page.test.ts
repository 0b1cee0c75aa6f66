import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { fencesOf, includesOf, isUntested } from "../src/page/fence.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const folders = ["guide", "concepts", "recipes"];
const pages = [...readdirSync(root), ...folders.flatMap((folder) => filesBelow(folder))].filter(
  (name) => name.endsWith(".md") && name !== "README.md",
);
const read = (name: string): string => readFileSync(join(root, name), "utf8");

/** Snippets, and the example project, which has tests of its own. */
const isRun = /^(?:snippets|\.\.\/\.\.\/examples\/third-party-codec)\/.*\.(?:ts|py|sh)$/;

function filesBelow(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`);
}

test.each(pages)("the code in %s comes from files that are run", (name) => {
  const markdown = read(name);
  expect(fencesOf(markdown).filter(isUntested)).toEqual([]);
  expect(includesOf(markdown).filter((path) => !isRun.test(path))).toEqual([]);
});

test("every snippet is shown", () => {
  const shown = new Set(pages.flatMap((name) => includesOf(read(name))));
  const snippets = filesBelow("snippets").filter(
    // The playground offers all of its own.
    (name) => /\.(ts|py|sh)$/.test(name) && !name.startsWith("snippets/playground/"),
  );
  expect(snippets.filter((name) => !shown.has(name))).toEqual([]);
});

test("code that stands in a page is found", () => {
  const text = (language: string, code: string): string => `# A\n\n\`\`\`${language}\n${code}\n\`\`\`\n\nb\n`;
  const untested = (markdown: string): boolean => fencesOf(markdown).some(isUntested);
  expect(untested(text("ts", "a();"))).toBe(true);
  expect(untested(text("ts {1}", "a();"))).toBe(true);
  expect(untested(text("sh", "npm install a\nnpx b"))).toBe(true);
  expect(untested(text("sh", "npm install a"))).toBe(false);
  expect(untested(text("json", "{}"))).toBe(false);
  expect(includesOf("<<< @/snippets/a/b.ts#region{1} [b]\n<<< @/snippets/c.sh")).toEqual([
    "snippets/a/b.ts",
    "snippets/c.sh",
  ]);
});
