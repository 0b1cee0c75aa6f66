import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { repository, run, TemporaryFolder } from "../src/process/run.ts";

const tree = new TemporaryFolder();
afterEach(() => tree.remove());

test("what was built of a package is removed, and nothing else", async () => {
  tree.write({ "dist/gone.js": "", "dist/more/gone.js": "", "src/here.ts": "" });
  const script = join(repository, "scripts/clear-dist.mjs");
  for (let times = 0; times < 2; times++) {
    expect(await run(process.execPath, [script], { cwd: tree.path })).toEqual({ code: 0, output: "" });
    expect(readdirSync(tree.path, { recursive: true }).sort()).toEqual(["src", join("src", "here.ts")]);
  }
});
