import { DirectoryStore } from "@zarrkit/store-web-fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { countUp } from "./counter.ts";
import { newFolder, removeFolder } from "./folder.ts";
import { ask } from "./worker.ts";

let folder: FileSystemDirectoryHandle;
beforeEach(async () => {
  folder = await newFolder();
});
afterEach(() => removeFolder(folder));

function inWorker(steps: number): Promise<number> {
  const worker = new Worker(new URL("counter-worker.ts", import.meta.url), { type: "module" });
  return ask(worker, { folder, steps });
}

test("workers and a page that write under the condition of a version lose no step", async () => {
  const store = await DirectoryStore.open(folder);
  await store.set("counter", Uint8Array.of(0, 1, 2));
  const refused = await Promise.all([countUp(store, 15), inWorker(15), inWorker(15)]);
  expect((await store.get("counter"))?.[0]).toBe(45);
  // They were in each other's way: without that, the count would prove nothing.
  expect(refused.reduce((sum, one) => sum + one)).toBeGreaterThan(0);
});

test("of many that create a value, one wins, also through different stores of one folder", async () => {
  const origin = await navigator.storage.getDirectory();
  const again = await origin.getDirectoryHandle(folder.name);
  const stores = [await DirectoryStore.open(folder), await DirectoryStore.open(again)];
  const won = await Promise.all(
    Array.from({ length: 10 }, (_, i) => stores[i % 2]?.set("a/b", Uint8Array.of(i), { ifVersion: null })),
  );
  expect(won.filter(Boolean)).toHaveLength(1);
  expect(await stores[0]?.get("a/b")).toEqual(Uint8Array.of(won.indexOf(true)));
});

test("a writer that waits for its turn can be aborted", async () => {
  const store = await DirectoryStore.open(folder);
  const first = store.set("a", new Uint8Array(4_000_000));
  const reason = new Error("the caller left");
  const controller = new AbortController();
  const second = store.set("a", Uint8Array.of(1), { signal: controller.signal });
  controller.abort(reason);
  await expect(second).rejects.toBe(reason);
  await first;
  expect(await store.size("a")).toBe(4_000_000);
});

test("stores of one folder have one identity, and others another", async () => {
  const origin = await navigator.storage.getDirectory();
  const handles = await Promise.all([folder, origin.getDirectoryHandle(folder.name), origin]);
  const [one, two, other] = await Promise.all(handles.map((handle) => DirectoryStore.open(handle)));
  expect(one?.identity).toBe(two?.identity);
  expect(one?.identity).not.toBe(other?.identity);
  expect(one?.description).toBe(`opfs:/${folder.name}`);
  expect(other?.description).toBe("opfs:/");
});
