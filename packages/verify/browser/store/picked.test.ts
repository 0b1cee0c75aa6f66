import { createArray, openArray, slice } from "@zarrkit/api";
import { DirectoryStore, FilesStore } from "@zarrkit/store-web-fs";
import { ZipStore } from "@zarrkit/store-zip";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { commands } from "vitest/browser";
import { ask } from "./worker.ts";

// A folder on the disk, outside of the browser: an array, and names that matter.
let folder: string;
let array: Map<string, Uint8Array>;
const values = Int32Array.from({ length: 60 }, (_, i) => i * i);

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

beforeAll(async () => {
  array = new Map();
  await createArray({ store: array, data: { data: values, shape: [6, 10] }, chunks: [2, 5], shards: [4, 10] });
  const zip = await zipOf(array);
  const files = Object.fromEntries([...array].map(([key, value]) => [`a.zarr/${key}`, base64(value)]));
  const leftover = `a.zarr/c/0.${"0".repeat(32)}.partial`;
  folder = await commands.writeFolder({ ...files, [leftover]: "", "a.zarr/.zattrs": btoa("{}"), "a.zip": base64(zip) });
});
afterAll(() => commands.removeFolder(folder));

async function zipOf(entries: ReadonlyMap<string, Uint8Array>): Promise<Uint8Array> {
  const outer = new Map<string, Uint8Array>();
  const { MemoryStore } = await import("@zarrkit/store-memory");
  const zip = await ZipStore.open(new MemoryStore(outer), "a.zip", { mode: "w" });
  for (const [key, value] of entries) await zip.set(key, value);
  await zip.close();
  return outer.get("a.zip") as Uint8Array;
}

let place: HTMLElement;
beforeEach(() => {
  document.body.innerHTML = `
    <input id="folder" type="file" webkitdirectory>
    <input id="files" type="file" multiple>
    <div id="place" style="width: 200px; height: 100px"></div>`;
  place = document.getElementById("place") as HTMLElement;
});
afterEach(() => document.body.replaceChildren());

const files = (id: string): FileList => (document.getElementById(id) as HTMLInputElement).files as FileList;

/** Drops files and folders on the page; answers what the handler of the event made of them. */
async function drop<T>(paths: readonly string[], handle: (items: DataTransferItemList) => T): Promise<Awaited<T>> {
  const dropped = new Promise<T>((resolve) => {
    place.ondragover = (event) => event.preventDefault();
    place.ondrop = (event) => {
      event.preventDefault();
      resolve(handle((event.dataTransfer as DataTransfer).items));
    };
  });
  await commands.dropFiles("#place", paths);
  return await dropped;
}

async function sorted(names: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = [];
  for await (const name of names) found.push(name);
  return found.sort();
}

async function expectArray(store: FilesStore | DirectoryStore | ZipStore): Promise<void> {
  const opened = await openArray(store, { mode: "r", dtype: "int32" });
  expect((await opened.get()).data).toEqual(values);
  expect((await opened.get([3, slice(2, 5)])).data).toEqual(values.slice(32, 35));
}

const keys = (): string[] => [".zattrs", ...array.keys()].sort();

describe("files that were picked", () => {
  test("a folder: keys are paths below it", async () => {
    await commands.chooseFiles("#folder", `${folder}/a.zarr`);
    const store = FilesStore.fromFiles(files("folder"));
    expect(store.description).toBe("files:a.zarr");
    expect(await sorted(store.list(""))).toEqual(keys());
    expect(await sorted(store.listDir(""))).toEqual([".zattrs", "c/", "zarr.json"]);
    await expectArray(store);
  });

  test("a zip archive: opened without being read as a whole", async () => {
    await commands.chooseFiles("#files", `${folder}/a.zip`);
    const store = FilesStore.fromFiles(files("files"));
    expect(await sorted(store.list(""))).toEqual(["a.zip"]);
    await expectArray(await ZipStore.open(store, "a.zip"));
  });

  test("a file that changed since is an error, and no value", async () => {
    const other = await commands.writeFolder({ a: btoa("old") });
    await commands.chooseFiles("#files", `${other}/a`);
    const store = FilesStore.fromFiles(files("files"));
    expect(await store.get("a")).toEqual(new TextEncoder().encode("old"));
    await commands.removeFolder(other);
    await expect(store.get("a")).rejects.toThrow(/cannot read "a": .*pick it again/);
  });
});

describe("what was dropped", () => {
  test("a folder: keys are paths below it", async () => {
    const store = await drop([`${folder}/a.zarr`], (items) => FilesStore.fromDrop(items));
    expect(store.description).toBe("drop:a.zarr");
    expect(await sorted(store.list(""))).toEqual(keys());
    expect(await sorted(store.listDir("c/"))).toEqual(["0/", "1/"]);
    expect(await store.get("c")).toBeUndefined();
    expect(await store.get("missing/c")).toBeUndefined();
    expect(await sorted(store.list("missing/"))).toEqual([]);
    await expectArray(store);
  });

  test("several: keys begin with their names", async () => {
    const store = await drop([`${folder}/a.zarr`, `${folder}/a.zip`], (items) => FilesStore.fromDrop(items));
    expect(await sorted(store.listDir(""))).toEqual(["a.zarr/", "a.zip"]);
    expect((await openArray(store, { mode: "r", path: "a.zarr" })).shape).toEqual([6, 10]);
    await expectArray(await ZipStore.open(store, "a.zip"));
  });

  test("a folder that is gone is an error, and not a folder without values", async () => {
    const other = await commands.writeFolder({ "zarr.json": btoa("{}") });
    const store = await drop([other], (items) => FilesStore.fromDrop(items));
    expect(await store.get("c/0")).toBeUndefined();
    await commands.removeFolder(other);
    await expect(store.get("c/0")).rejects.toThrow(/cannot look up "c\/0": .*gone/);
  });

  test("no file at all is an error", () => {
    const transfer = new DataTransfer();
    transfer.items.add("only text", "text/plain");
    expect(() => FilesStore.fromDrop(transfer.items)).toThrow("a file or folder must be dropped, found neither");
  });
});

describe("a directory handle of the disk", () => {
  type Droppable = DataTransferItem & { getAsFileSystemHandle(): Promise<FileSystemDirectoryHandle> };
  const dropHandle = (): Promise<FileSystemDirectoryHandle> =>
    drop([`${folder}/a.zarr`], (items) => (items[0] as Droppable).getAsFileSystemHandle());

  test("reads and lists, also what browsers hide", async () => {
    const store = await DirectoryStore.open(await dropHandle());
    expect(store.description).toBe("directory:a.zarr");
    expect(await sorted(store.list(""))).toEqual(keys());
    await expectArray(store);
  });

  test("that may only be read as yet refuses to be changed, and says how to get permission", async () => {
    const worker = new Worker(new URL("attempt-worker.ts", import.meta.url), { type: "module" });
    expect(await ask(worker, await dropHandle())).toEqual([
      expect.stringMatching(/cannot write "a": .*requestPermission\(\)/),
      expect.stringMatching(/cannot delete "zarr.json": .*requestPermission\(\)/),
    ]);
  });

  test("is the same as another of the same folder", async () => {
    const [one, two] = [await dropHandle(), await dropHandle()];
    expect(one).not.toBe(two);
    expect((await DirectoryStore.open(one)).identity).toBe((await DirectoryStore.open(two)).identity);
  });
});

test("blobs by key", async () => {
  const store = FilesStore.fromBlobs([["a.zip", new Blob([(await zipOf(array)) as Uint8Array<ArrayBuffer>])]]);
  await expectArray(await ZipStore.open(store, "a.zip"));
});
