import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startServer, type TestServer } from "@zarrkit/test-server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeSample } from "../src/sample/write-sample.ts";
import { expectationsOf, squeeze, typescript } from "../src/snippet/expectation.ts";
import { compileSnippets, runModule } from "../src/snippet/run-module.ts";
import { commandsOf, runCommand, writeNpx } from "../src/snippet/run-shell.ts";

// Every snippet of the pages, on the built packages. Each runs in a folder of its own that holds the sample data.

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const snippets = at("snippets");
const compiled = at(".vitest/snippets");
/** Those in `s3` need a bucket, those in `browser` a page: packages/verify/services runs them. */
const names = (extension: string): string[] =>
  readdirSync(snippets, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(extension) && !/^(s3|browser)[\\/]/.test(name))
    .sort();
const read = (name: string): string => readFileSync(join(snippets, name), "utf8");

let folder: string;
let server: TestServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "zarrkit-docs-"));
  await writeSample(join(folder, "sample"));
  writeNpx(join(folder, "npx"), { zarrkit: at("../../packages/zarrkit/dist/main.js") });
  server = await startServer();
  for (const entry of readdirSync(join(folder, "sample"), { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) server.files.set(path.slice(join(folder, "sample").length), readFileSync(path));
  }
  rmSync(compiled, { recursive: true, force: true });
  await compileSnippets(snippets, compiled, server.url);
});
afterAll(async () => {
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

function workFolder(name: string): string {
  const path = join(folder, "work", name);
  mkdirSync(path, { recursive: true });
  cpSync(join(folder, "sample"), path, { recursive: true });
  return path;
}

describe("TypeScript", () => {
  test.concurrent.each(names(".ts"))("%s", async (name) => {
    const printed = await runModule(join(compiled, name.replace(/\.ts$/, ".mjs")), workFolder(name));
    const shown = new Map(expectationsOf(read(name), typescript).map(({ line, text }) => [line, squeeze(text)]));
    const found = new Map([...shown.keys()].map((line) => [line, squeeze(printed.get(line) ?? "(nothing)")]));
    expect(found).toEqual(shown);
  });
});

describe("the shell", () => {
  test.concurrent.each(names(".sh"))("%s", async (name) => {
    const cwd = workFolder(name);
    for (const { text, expected } of commandsOf(read(name))) {
      const output = await runCommand(text, cwd, join(folder, "npx"));
      if (expected !== undefined) expect(squeeze(output), text).toBe(squeeze(expected));
    }
  });
});
