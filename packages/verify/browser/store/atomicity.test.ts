import { DirectoryStore } from "@zarrkit/store-web-fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { namesIn, newFolder, readFile, removeFolder, writeFile } from "./folder.ts";

let folder: FileSystemDirectoryHandle;
let store: DirectoryStore;
beforeEach(async () => {
  folder = await newFolder();
  store = await DirectoryStore.open(folder);
});
afterEach(() => removeFolder(folder));

const full = (value: number): Uint8Array => new Uint8Array(50_000).fill(value);

/** What a reader sees, over and over, while something is done: each sight once. */
async function sights(work: () => Promise<void>): Promise<string[]> {
  const seen = new Set<string>();
  let done = false;
  const look = async (): Promise<void> => {
    while (!done) {
      const value = await store.get("a/c/0");
      const first = value?.[0];
      const whole = value?.length === 50_000 && value.every((byte) => byte === first);
      seen.add(value === undefined ? "missing" : whole ? `all ${first}` : `a mix, ${value.length} bytes`);
    }
  };
  const readers = [look(), look()];
  await work();
  done = true;
  await Promise.all(readers);
  return [...seen].sort();
}

test("a reader sees a new value as a whole or not at all", async () => {
  const seen = await sights(async () => {
    for (let i = 0; i < 20; i++) {
      await store.set("a/c/0", full(1));
      await store.delete("a/c/0");
    }
  });
  expect(seen).toEqual(["all 1", "missing"]);
});

test("a reader sees the old value or the new one, and never none", async () => {
  await store.set("a/c/0", full(0));
  const seen = await sights(async () => {
    for (let i = 0; i < 40; i++) await store.set("a/c/0", full(i % 3));
  });
  expect(seen).toEqual(["all 0", "all 1", "all 2"]);
});

test("listings show whole values only, also while they are written", async () => {
  await store.set("a", full(0));
  const writes = Promise.all([store.set("a", full(1)), store.set("b/c", full(1)), store.set("b/d", full(1))]);
  const seen = new Set<string>();
  for (let i = 0; i < 10; i++) for await (const key of store.list("")) seen.add(key);
  await writes;
  for await (const key of store.list("")) seen.add(key);
  expect([...seen].sort()).toEqual(["a", "b/c", "b/d"]);
});

test("what unfinished writes leave is neither read nor listed, and is swept when it is old", async () => {
  const leftover = `a/0.${"0123456789abcdef".repeat(2)}.partial`;
  await writeFile(folder, leftover, full(1));
  await writeFile(folder, "a/0.crswap", full(1));
  await store.set("a/0", full(2));
  expect(await store.get(leftover)).toBeUndefined();
  expect(await store.get("a/0.crswap")).toBeUndefined();
  await expect(store.set(leftover, full(1))).rejects.toThrow(/names an unfinished write/);
  const keys: string[] = [];
  for await (const key of store.list("")) keys.push(key);
  for await (const name of store.listDir("a/")) keys.push(name);
  expect(keys).toEqual(["a/0", "0"]);
  expect(await store.sweep()).toBe(0);
  expect(await store.sweep({ olderThan: -1000 })).toBe(2);
  expect(await namesIn(await folder.getDirectoryHandle("a"))).toEqual(["0"]);
});

test("a value in shared memory can be written", async () => {
  if (!crossOriginIsolated) return expect(typeof SharedArrayBuffer).toBe("undefined");
  const shared = new Uint8Array(new SharedArrayBuffer(8), 2, 3).fill(7);
  await store.set("a", shared);
  expect(await readFile(folder, "a")).toEqual(Uint8Array.of(7, 7, 7));
});
