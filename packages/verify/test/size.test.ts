import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runScript, TemporaryFolder } from "../src/process/run.ts";

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => folder.remove());

function check(row: object): ReturnType<typeof runScript> {
  folder.write({ "table.json": JSON.stringify([{ name: "sample", packages: ["core"], ceiling: 9, ...row }]) });
  return runScript("check-size.mjs", "--table", join(folder.path, "table.json"));
}

test("a bundle below its ceiling passes", async () => {
  const { code, output } = await check({ entry: "", ceiling: 100 });
  expect(output).toMatch(/sample +\d+ +100 +0/);
  expect(code).toBe(0);
});

test("a bundle above its ceiling fails and says by how much", async () => {
  const { code, output } = await check({ entry: 'console.log("a sentence that takes more than nine bytes")' });
  expect(output).toMatch(/sample: \d+ bytes, \d+ above its ceiling/);
  expect(code).toBe(1);
});

test("a word that should have been shaken off fails", async () => {
  expect((await check({ entry: 'console.log("blosc")', ceiling: 100, absent: ["blosc"] })).output).toContain(
    'contains "blosc"',
  );
});

test("an unknown package, and an entry that does not bundle, fail", async () => {
  expect(await check({ packages: ["gone"] })).toMatchObject({ code: 1 });
  expect(await check({ entry: 'import "@zarrkit/core/gone";' })).toMatchObject({ code: 1 });
});

test("each kind of use has a ceiling of its own, and names modules that load later", async () => {
  const entry = 'export const open = () => import("@zarrkit/core/read");';
  const use = { modules: ["core/dist/read.js"], ceiling: 100 };
  expect(await check({ entry, ceiling: 1000, uses: { opening: use } })).toMatchObject({
    code: 1,
    output: expect.stringMatching(/sample: \d+ bytes in use, opening, above its ceiling 100/),
  });
  expect((await check({ entry, ceiling: 1000, uses: { opening: { ...use, ceiling: 100_000 } } })).code).toBe(0);
  const absent = { modules: ["core/dist/gone.js"], ceiling: 100_000 };
  expect((await check({ entry, ceiling: 1000, uses: { opening: absent } })).output).toContain(
    'nothing imports "core/dist/gone.js" later',
  );
});
