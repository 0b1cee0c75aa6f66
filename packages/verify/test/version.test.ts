import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { run, runScript, TemporaryFolder } from "../src/process/run.ts";

// A core, a plugin and a package that depends on the plugin, with one changeset or another.
let tree: TemporaryFolder;
beforeEach(async () => {
  tree = new TemporaryFolder();
  tree.copy(".changeset/config.json");
  const manifest = (name: string, version: string, more: object = {}): string =>
    JSON.stringify({ name: `@zarrkit/${name}`, version, ...more }, null, 2);
  tree.write({
    "package.json": JSON.stringify({ name: "tree", private: true }),
    "pnpm-workspace.yaml": "packages:\n  - packages/*\n",
    "pnpm-lock.yaml": "lockfileVersion: '9.0'\n",
    "packages/core/package.json": manifest("core", "0.1.0"),
    "packages/codec-a/package.json": manifest("codec-a", "0.1.3", {
      peerDependencies: { "@zarrkit/core": "workspace:^" },
    }),
    "packages/api/package.json": manifest("api", "0.4.0", {
      dependencies: { "@zarrkit/core": "workspace:^", "@zarrkit/codec-a": "workspace:^" },
    }),
  });
  expect(await run("git", ["init", "--quiet"], { cwd: tree.path })).toMatchObject({ code: 0 });
});
afterEach(() => tree.remove());

async function versions(changeset: string): Promise<string[]> {
  tree.write({ ".changeset/some-change.md": `---\n${changeset}\n---\n\nA change.\n` });
  const { code, output } = await runScript("version.mjs", "--root", tree.path);
  if (code !== 0) throw new Error(output);
  return ["core", "codec-a", "api"].map((name) => JSON.parse(read(name, "package.json")).version);
}
const read = (name: string, file: string): string => readFileSync(join(tree.path, "packages", name, file), "utf8");

test("a breaking core before 1.0 gives its plugins the next 0.x", async () => {
  expect(await versions('"@zarrkit/core": minor')).toEqual(["0.2.0", "0.2.0", "0.4.1"]);
  expect(read("codec-a", "CHANGELOG.md")).toMatch(/^## 0\.2\.0$/m);
  expect(read("api", "CHANGELOG.md")).toContain("@zarrkit/codec-a@0.2.0");
});

test("a compatible core leaves its dependents alone", async () => {
  expect(await versions('"@zarrkit/core": patch')).toEqual(["0.1.1", "0.1.3", "0.4.0"]);
});

test("a package becomes 1.0.0 when a changeset says so", async () => {
  expect(await versions('"@zarrkit/codec-a": major')).toEqual(["0.1.0", "1.0.0", "0.4.1"]);
});
