import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LocalStore } from "@zarrkit/store-fs";
import { MemoryStore } from "@zarrkit/store-memory";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createArray, load, migrate, type NDArray, open, removeMetadata, save, zeros } from "../../src/index.ts";
import { listOf } from "../support/list-of.ts";

let folder: string;
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "zarrkit-api-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const digits = new TextEncoder().encode("0123456789");
const text = (bytes: Uint8Array | undefined): string | undefined =>
  bytes === undefined ? undefined : new TextDecoder().decode(bytes);

// Every store passes the suite of the testkit in its own package; these are the same facts by number.
describe.each([
  ["memory", () => new MemoryStore()],
  ["fs", () => new LocalStore(join(folder, String(count++)))],
])("%s", (_, make) => {
  test("113. set, get, list, delete, and setting only what is new", async () => {
    const store = make();
    expect(await store.get("a/b")).toBeUndefined();
    await store.set("a/b", digits, { ifVersion: null });
    expect(await store.set("a/b", Uint8Array.of(1), { ifVersion: null })).toBe(false);
    expect(text(await store.get("a/b"))).toBe("0123456789");
    expect(await listOf(store.list(""))).toEqual(["a/b"]);
    await store.delete("a/b");
    expect(await listOf(store.list(""))).toEqual([]);
  });

  test("114. ranges of bytes: inside, over the end, behind it, and from the end", async () => {
    const store = make();
    await store.set("k", digits);
    expect(text(await store.get("k", { range: { offset: 2, length: 2 } }))).toBe("23");
    expect(text(await store.get("k", { range: { offset: 8, length: 12 } }))).toBe("89");
    expect(text(await store.get("k", { range: { offset: 20, length: 2 } }))).toBe("");
    expect(text(await store.get("k", { range: { suffix: 3 } }))).toBe("789");
    expect(text(await store.get("k", { range: { suffix: 30 } }))).toBe("0123456789");
    expect(await store.get("none", { range: { suffix: 3 } })).toBeUndefined();
  });

  test("115. foo/ is not foo-bar/; each child is listed once", async () => {
    const store = make();
    for (const key of ["foo/a", "foo/b", "foo-bar/c"]) await store.set(key, digits);
    expect((await listOf(store.listDir(""))).length).toBe(2);
    await store.deletePrefix("foo/");
    expect(await listOf(store.list(""))).toEqual(["foo-bar/c"]);
    expect(await listOf(store.list("foo/"))).toEqual([]);
  });
});

test("116. memory keeps a copy of what it is given", async () => {
  const store = new MemoryStore();
  const bytes = Uint8Array.of(1);
  await store.set("k", bytes);
  bytes[0] = 2;
  expect([...((await store.get("k")) ?? [])]).toEqual([1]);
});

test("117. a folder never shows half a file, and is not made by reading", async () => {
  const path = join(folder, "atomic");
  await expect(open(join(folder, "missing"), { mode: "r" })).rejects.toMatchObject({ code: "GROUP_NOT_FOUND" });
  expect(await readdir(folder)).not.toContain("missing");
  const store = new LocalStore(path);
  const [small, large] = [new Uint8Array(10).fill(1), new Uint8Array(1_000_000).fill(2)];
  await store.set("k", small);
  const writing = store.set("k", large);
  const seen = await store.get("k");
  await writing;
  expect([small.length, large.length]).toContain(seen?.length);
  expect(await readdir(path)).toEqual(["k"]);
});

test("118. zip archives: nothing is overwritten by deleting, and a closed one is read again", async () => {
  const path = join(folder, "a.zip");
  await save(path, [1, 2]);
  await expect(save(path, [3])).rejects.toMatchObject({ code: "CONTAINS_ARRAY" });
  expect(((await load(path)) as NDArray).toList()).toEqual([1, 2]);
  const array = await open(path, { mode: "r" });
  expect("delete" in array.store && array.readOnly === false).toBe(false);
});

test("120. rectilinear chunks; migrating from version 2 (its commands wait for the command line)", async () => {
  const array = await createArray({ shape: [5], dtype: "int8", chunks: [[2, 3]], compressors: null });
  await array.set(null, Int8Array.of(1, 2, 3, 4, 5));
  expect((await array.get()).toList()).toEqual([1, 2, 3, 4, 5]);
  expect(array.metadata["chunk_grid"]).toMatchObject({ name: "rectilinear" });
  const store = new Map<string, Uint8Array>();
  await zeros([2, 2], { store, path: "a", zarrFormat: 2, order: "F" });
  expect(await migrate(store, { dryRun: true })).toBe(2);
  expect([...store.keys()]).not.toContain("zarr.json");
  expect(await migrate(store)).toBe(2);
  await removeMetadata(store, { zarrFormat: 2 });
  expect([...store.keys()].sort()).toEqual(["a/zarr.json", "zarr.json"]);
});
