import { mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { repository, run, runScript, TemporaryFolder } from "../src/process/run.ts";

// What `npm run new:plugin` writes, built and tested in a repository of its own beside this one's core.
let tree: TemporaryFolder;
beforeEach(() => {
  tree = new TemporaryFolder();
  tree.copy("tsconfig.base.json", "vitest.config.ts", "biome.json");
  tree.write({ "package.json": '{ "private": true, "type": "module" }' });
  mkdirSync(join(tree.path, "packages"));
  const link = (name: string): void => symlinkSync(join(repository, name), join(tree.path, name), "junction");
  link("node_modules");
  link("packages/core");
});
afterEach(() => tree.remove());

const require = createRequire(join(repository, "package.json"));
function binary(name: string, file: string): string {
  return join(dirname(require.resolve(`${name}/package.json`)), file);
}

test.each(["codec-foo-bar", "store-foo", "dtype-foo"])(
  "%s builds, typechecks, lints, passes its test",
  async (name) => {
    const made = await runScript("new-plugin.mjs", name, "--root", tree.path);
    expect(made).toMatchObject({ code: 0 });
    const cwd = join(tree.path, "packages", name);
    const files = readdirSync(cwd, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files).toHaveLength(7);
    const changeset = readFileSync(join(tree.path, ".changeset", `new-${name}.md`), "utf8");
    expect(changeset).toContain(`"@zarrkit/${name}": minor`);
    mkdirSync(join(cwd, "node_modules/@zarrkit"), { recursive: true });
    symlinkSync(join(repository, "packages/core"), join(cwd, "node_modules/@zarrkit/core"), "junction");

    const good = { code: 0 };
    const node = (...parameters: readonly string[]): ReturnType<typeof run> =>
      run(process.execPath, parameters, { cwd });
    const tsc = binary("typescript", "bin/tsc");
    expect(await node(tsc, "-p", "tsconfig.json")).toMatchObject({ ...good, output: "" });
    expect(await node(tsc, "-p", "tsconfig.build.json")).toMatchObject({ ...good, output: "" });
    expect(readdirSync(join(cwd, "dist"))).toContain("index.d.ts");
    const tested = await node(binary("vitest", "vitest.mjs"), "run", "--config", "../../vitest.config.ts");
    expect(tested.output).toMatch(/Tests\s+[34] passed \([34]\)/);
    expect(tested.code).toBe(0);

    const lint = [binary("@biomejs/biome", "bin/biome"), "check", "--vcs-enabled=false", "."];
    expect((await run(process.execPath, lint, { cwd })).output).toMatch(/No fixes applied/);
  },
);

test("a name of no kind, and a name that is taken, are refused", async () => {
  expect(await runScript("new-plugin.mjs", "grid-foo", "--root", tree.path)).toMatchObject({ code: 2 });
  expect(await runScript("new-plugin.mjs", "codec-../foo", "--root", tree.path)).toMatchObject({ code: 2 });
  await runScript("new-plugin.mjs", "codec-foo", "--root", tree.path);
  const again = await runScript("new-plugin.mjs", "codec-foo", "--root", tree.path);
  expect(again).toEqual({ code: 1, output: "packages/codec-foo is already there.\n" });
});
