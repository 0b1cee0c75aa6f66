import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { npmInstall, packPackages } from "../src/process/npm.ts";
import { listPackages, type Manifest } from "../src/process/package-list.ts";
import { LocalRegistry } from "../src/process/registry.ts";
import { repository, run, TemporaryFolder } from "../src/process/run.ts";

// examples/third-party-codec as its reader gets it: copied away from here, on packed tarballs, with npm.
const project = "third-party-codec";
const source = join(repository, "examples", project);
const folder = new TemporaryFolder();
const cwd = join(folder.path, project);
const registry = new LocalRegistry();
const manifest = JSON.parse(readFileSync(join(source, "package.json"), "utf8")) as Manifest;

beforeAll(async () => {
  for (const file of (await packPackages(folder)).values()) registry.addTarball(file);
  for (const { directory } of listPackages()) registry.addDependencies(directory);
  for (const name of Object.keys(manifest.devDependencies ?? {})) registry.addInstalled(repository, name);
  await registry.start();
  const isOurs = (path: string): boolean => !/[\\/](?:node_modules|dist)$|package-lock\.json$/.test(path);
  cpSync(source, cwd, { recursive: true, filter: isOurs });
  expect(await npmInstall(folder, project, registry)).toEqual({ code: 0, output: expect.any(String) });
});
afterAll(async () => {
  await registry.stop();
  folder.remove();
});

test("it typechecks", async () => {
  expect(await run("npm", ["run", "--silent", "build"], { cwd })).toEqual({ code: 0, output: "" });
});

test("its tests pass, those of the testkit's three suites among them", async () => {
  const { code, output } = await run("npm", ["test", "--silent"], { cwd });
  expect(code, output).toBe(0);
  // Node's reporter is another one in each major version; its counts and names are the same.
  const count = (what: string): number => Number(new RegExp(`^\\S ${what} (\\d+)$`, "m").exec(output)?.[1]);
  expect([count("fail"), count("cancelled"), count("skipped"), count("todo")]).toEqual([0, 0, 0, 0]);
  expect(count("pass")).toBeGreaterThan(190);
  for (const name of [
    "an array of our type",
    "example.run_length {",
    "fixed point with 8",
    "jsonFileStore: keys",
    "work in workers",
  ]) {
    expect(output).toContain(name);
  }
});

test("it has no engine at run time, and its package holds what its entries name", async () => {
  const { code, output } = await run("npm", ["pack", "--dry-run", "--json", "--loglevel", "error"], { cwd });
  expect(code, output).toBe(0);
  const files = (JSON.parse(output)[0].files as { path: string }[]).map((file) => file.path);
  const entries = Object.values(manifest.exports ?? {}).flatMap((entry) => Object.values(entry as object));
  expect(files).toEqual(expect.arrayContaining(entries.map((path: string) => path.slice(2))));
  expect(files.filter((path) => path.includes("test"))).toEqual([]);
  for (const path of files.filter((name) => name.endsWith(".js"))) {
    expect(readFileSync(join(cwd, path), "utf8")).not.toMatch(/(?:from|import\() ?"@zarrkit\/(?!store-base\/)/);
  }
});
