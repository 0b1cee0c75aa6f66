import { describe, expect, test } from "vitest";
import { type CopyStoreOptions, copyStore } from "../../src/index.ts";

function store(...keys: string[]): Map<string, Uint8Array> {
  return new Map(keys.map((key) => [key, new TextEncoder().encode(key)]));
}

async function copied(options: CopyStoreOptions, dest: Map<string, Uint8Array> = new Map()): Promise<string[]> {
  await copyStore(store("a/b", "a/c/0", "d", "a/B"), dest, options);
  return [...dest.keys()].sort();
}

describe("copyStore", () => {
  test("copies values as they are, and counts them", async () => {
    const dest = new Map<string, Uint8Array>();
    expect(await copyStore(store("a/b", "c"), dest)).toEqual({ copied: 2, skipped: 0, bytesCopied: 4 });
    expect(dest).toEqual(store("a/b", "c"));
  });

  test.each<[CopyStoreOptions, string[]]>([
    [{}, ["a/B", "a/b", "a/c/0", "d"]],
    [{ sourcePath: "a" }, ["B", "b", "c/0"]],
    [{ sourcePath: "/a/", destPath: "x/y" }, ["x/y/B", "x/y/b", "x/y/c/0"]],
    [{ excludes: "b" }, ["a/B", "a/c/0", "d"]],
    [{ excludes: "b", flags: "i" }, ["a/c/0", "d"]],
    [{ excludes: /^a/ }, ["d"]],
    [{ excludes: /^a/g, includes: "c" }, ["a/c/0", "d"]],
    [{ excludes: ["b", /B/] }, ["a/c/0", "d"]],
    [{ includes: "nothing" }, ["a/B", "a/b", "a/c/0", "d"]],
    [{ dryRun: true }, []],
  ])("%j: %j", async (options, expected) => {
    expect(await copied(options)).toEqual(expected);
  });

  test("ifExists", async () => {
    const there = (): Map<string, Uint8Array> => new Map([["a/b", Uint8Array.of(1)]]);
    const raising = there();
    await expect(copyStore(store("a/a", "a/b", "a/c"), raising)).rejects.toMatchObject({ code: "COPY", key: "a/b" });
    expect([...raising.keys()].sort()).toEqual(["a/a", "a/b"]);
    const skipping = there();
    expect(await copyStore(store("a/a", "a/b"), skipping, { ifExists: "skip" })).toEqual({
      copied: 1,
      skipped: 1,
      bytesCopied: 3,
    });
    expect(skipping.get("a/b")).toEqual(Uint8Array.of(1));
    const replacing = there();
    await copyStore(store("a/b"), replacing, { ifExists: "replace" });
    expect(replacing).toEqual(store("a/b"));
  });

  test("what it says", async () => {
    const lines: string[] = [];
    const log = (line: string): number => lines.push(line);
    const dest = store("x/a");
    await copyStore(store("a", "b"), dest, { destPath: "x", ifExists: "skip", log });
    expect(lines).toEqual(["skip a -> x/a", "copy b -> x/b", "all done: 1 copied, 1 skipped, 1 bytes copied"]);
    lines.length = 0;
    await copyStore(store("a"), new Map(), { dryRun: true, log });
    expect(lines).toEqual(["copy a", "dry run: 1 copied, 0 skipped"]);
  });

  test("refuses what it cannot do", async () => {
    const invalid = { code: "INVALID_ARGUMENT" };
    await expect(copied({ ifExists: "maybe" as never })).rejects.toMatchObject(invalid);
    await expect(copied({ excludes: "(" })).rejects.toMatchObject(invalid);
    await expect(copied({ sourcePath: "../a" })).rejects.toMatchObject({ code: "INVALID_PATH" });
    await expect(copyStore({ get: () => undefined }, new Map())).rejects.toMatchObject({ code: "UNSUPPORTED" });
    await expect(copyStore(store("a"), { get: () => undefined })).rejects.toMatchObject({ code: "READ_ONLY" });
  });
});
