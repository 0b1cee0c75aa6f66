import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectationsOf, squeeze, typescript } from "../src/snippet/expectation.ts";
import { runModule } from "../src/snippet/run-module.ts";
import { commandsOf } from "../src/snippet/run-shell.ts";
import { compared, readSnippet, snippetNames, Workshop } from "./support/workshop.ts";

// Every snippet of the pages, on the built packages. Each runs in a folder of its own that holds the sample data.

let workshop: Workshop;
beforeAll(async () => {
  workshop = await Workshop.open("snippets");
});
afterAll(() => workshop?.close());

/** Those in `s3` need a bucket, those in `browser` a page: packages/verify/services runs them. */
const isAlone = (name: string): boolean => !/^(s3|browser)\//.test(name);

describe("TypeScript", () => {
  test.concurrent.each(snippetNames(".ts").filter(isAlone))("%s", async (name) => {
    const printed = await runModule(workshop.moduleOf(name), workshop.workFolder(name));
    const { shown, found } = compared(expectationsOf(readSnippet(name), typescript), printed);
    expect(found).toEqual(shown);
  });
});

describe("the shell", () => {
  test.concurrent.each(snippetNames(".sh"))("%s", async (name) => {
    const cwd = workshop.workFolder(name);
    for (const { text, expected } of commandsOf(readSnippet(name))) {
      const output = await workshop.runCommand(text, cwd);
      if (expected !== undefined) expect(squeeze(output), text).toBe(squeeze(expected));
    }
  });
});
