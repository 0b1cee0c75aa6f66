import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startServer, type TestServer } from "@zarrkit/test-server";
import { writeSample } from "../../src/sample/write-sample.ts";
import { type Expectation, squeeze } from "../../src/snippet/expectation.ts";
import { compileSnippets, type Printed, sampleOrigin } from "../../src/snippet/run-module.ts";
import { runCommand, writeNpx } from "../../src/snippet/run-shell.ts";

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const snippets = at("snippets");

/** The names of all snippets with an extension, from their folder. */
export const snippetNames = (extension: string): string[] =>
  readdirSync(snippets, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(extension))
    .sort();

/** The text of a snippet. */
export const readSnippet = (name: string): string => readFileSync(join(snippets, name), "utf8");

/** What a snippet shows of its outputs, and what came out at the same lines; they are to be equal. */
export function compared(expectations: readonly Expectation[], printed: Printed): Record<"shown" | "found", string[]> {
  return {
    shown: expectations.map(({ line, text }) => `${line}: ${squeeze(text)}`),
    found: expectations.map(({ line }) => `${line}: ${squeeze(printed.get(line) ?? "(nothing)")}`),
  };
}

/** Where snippets run: folders with the sample data, a server of it, and the snippets compiled for both. */
export class Workshop {
  readonly #folder: string;
  readonly #server: TestServer;
  readonly #compiled: string;

  private constructor(folder: string, server: TestServer, compiled: string) {
    this.#folder = folder;
    this.#server = server;
    this.#compiled = compiled;
  }

  /** Opens one; two that are open at the same time have different names. */
  static async open(name: string): Promise<Workshop> {
    const folder = mkdtempSync(join(tmpdir(), "zarrkit-docs-"));
    const sample = join(folder, "sample");
    await writeSample(sample);
    writeNpx(join(folder, "npx"), { zarrkit: at("../../packages/zarrkit/dist/main.js") });
    const server = await startServer();
    for (const entry of readdirSync(sample, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile()) server.files.set(path.slice(sample.length), readFileSync(path));
    }
    const compiled = at(`.vitest/${name}`);
    rmSync(compiled, { recursive: true, force: true });
    await compileSnippets(snippets, compiled, server.url);
    return new Workshop(folder, server, compiled);
  }

  /** Runs a command of a snippet with what was built here; answers what it printed. */
  runCommand(text: string, cwd: string): Promise<string> {
    return runCommand(text.replaceAll(sampleOrigin, this.#server.url), cwd, join(this.#folder, "npx"));
  }

  /** The module that a snippet in TypeScript was compiled to. */
  moduleOf(name: string): string {
    return join(this.#compiled, name.replace(/\.ts$/, ".mjs"));
  }

  /** A new folder with the sample data. */
  workFolder(name: string): string {
    const path = join(this.#folder, "work", name);
    mkdirSync(path, { recursive: true });
    cpSync(join(this.#folder, "sample"), path, { recursive: true });
    return path;
  }

  async close(): Promise<void> {
    await this.#server.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
