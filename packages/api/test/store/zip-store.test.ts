import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createArray, load, type NDArray, open, openArray, openGroup, save } from "../../src/index.ts";
import { listOf } from "../support/list-of.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "zarrkit-api-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the path of a zip archive", () => {
  test.each([2, 3] as const)("is saved to and loaded from, version %d", async (zarrFormat) => {
    const path = join(folder, `v${zarrFormat}.zip`);
    await save(path, { a: Int16Array.of(1, 2, 3), b: [[true]] }, { zarrFormat });
    expect(await readdir(folder)).toContain(`v${zarrFormat}.zip`);
    const group = await openGroup(path, { mode: "r" });
    expect(await listOf(group.keys())).toEqual(["a", "b"]);
    expect(((await load(path, { path: "a" })) as NDArray).toList()).toEqual([1, 2, 3]);
    expect((await openArray(pathToFileURL(path), { path: "b", mode: "r" })).dtype).toBe("bool");
  });

  test("with a name that is percent-encoded", async () => {
    const url = pathToFileURL(join(folder, "a b.zip"));
    await save(url, [1, 2]);
    expect(await readdir(folder)).toContain("a b.zip");
    expect(((await load(url)) as NDArray).toList()).toEqual([1, 2]);
  });

  test("after other writes the store is closed", async () => {
    const path = join(folder, "closed.zip");
    const array = await createArray({ store: path, name: "a", data: [1, 2] });
    if (!("close" in array.store) || typeof array.store.close !== "function")
      throw new Error("a zip store can be closed");
    await array.store.close();
    expect(((await load(path, { path: "a" })) as NDArray).toList()).toEqual([1, 2]);
  });

  test("that does not exist, or is no archive, is an error", async () => {
    await expect(open(join(folder, "missing.zip"), { mode: "r" })).rejects.toMatchObject({ code: "STORE" });
    await writeFile(join(folder, "broken.zip"), "not a zip archive");
    await expect(open(join(folder, "broken.zip"), { mode: "r" })).rejects.toMatchObject({ code: "STORE" });
    await expect(load(join(folder, "missing.zip"))).rejects.toThrow();
    expect(await readdir(folder)).not.toContain("missing.zip");
  });
});
