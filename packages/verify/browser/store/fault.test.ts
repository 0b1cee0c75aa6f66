import { DirectoryStore } from "@zarrkit/store-web-fs";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { commands } from "vitest/browser";
import { namesIn, newFolder, removeFolder, writeFile } from "./folder.ts";

let folder: FileSystemDirectoryHandle;
let store: DirectoryStore;
beforeEach(async () => {
  folder = await newFolder();
  store = await DirectoryStore.open(folder);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await removeFolder(folder).catch(() => {});
});

const bytes = Uint8Array.of(1, 2, 3);

describe("a write that fails", () => {
  const large = new Uint8Array(3_000_000);

  test("for want of space says so, keeps the old value and leaves nothing behind", async () => {
    await store.set("old", bytes);
    await commands.limitStorage(location.origin, 1_000_000);
    try {
      for (const key of ["old", "new"]) {
        await expect(store.set(key, large)).rejects.toMatchObject({
          code: "QuotaExceededError",
          message: expect.stringMatching(/^cannot write "(old|new)": .*delete something/),
        });
      }
    } finally {
      await commands.limitStorage(location.origin, null);
    }
    expect(await store.get("old")).toEqual(bytes);
    expect(await store.get("new")).toBeUndefined();
    expect(await namesIn(folder)).toEqual(["old"]);
    expect(await store.set("new", large)).toBe(true);
  });

  test("at its very end keeps the old value and leaves nothing behind", async () => {
    await store.set("old", bytes);
    const lost = new DOMException("the disk is gone", "InvalidStateError");
    vi.spyOn(FileSystemWritableFileStream.prototype, "close").mockRejectedValue(lost);
    for (const key of ["old", "new"]) {
      await expect(store.set(key, large)).rejects.toMatchObject({ code: "InvalidStateError", cause: lost });
    }
    vi.restoreAllMocks();
    expect(await namesIn(folder)).toEqual(["old"]);
    expect(await store.get("old")).toEqual(bytes);
  });

  test("because another writer holds the file says so", async () => {
    await store.set("a", bytes);
    const handle = await folder.getFileHandle("a");
    const stream = await handle.createWritable({ mode: "exclusive" } as FileSystemCreateWritableOptions);
    try {
      await expect(store.set("a", bytes)).rejects.toThrow(/cannot write "a": .*close it there first/);
      await expect(store.delete("a")).rejects.toThrow(/cannot delete "a": .*close it there first/);
    } finally {
      await stream.abort();
    }
    expect(await store.set("a", bytes)).toBe(true);
  });

  test("because permission was taken back says how to get it", async () => {
    const denied = new DOMException("not allowed by the user", "NotAllowedError");
    vi.spyOn(FileSystemDirectoryHandle.prototype, "getFileHandle").mockRejectedValue(denied);
    await expect(store.set("a", bytes)).rejects.toThrow(/cannot write "a": .*requestPermission\(\)/);
    await expect(store.get("a")).rejects.toThrow(/cannot look up "a": .*requestPermission\(\)/);
  });

  test("in a browser that cannot write atomically is refused before anything is written", async () => {
    const prototype = FileSystemFileHandle.prototype as object as { createWritable?: unknown };
    const { createWritable } = prototype;
    try {
      Reflect.deleteProperty(prototype, "createWritable");
      await expect(store.set("a", bytes)).rejects.toThrow(/set refused: this browser has no createWritable/);
    } finally {
      prototype.createWritable = createWritable;
    }
    expect(await namesIn(folder)).toEqual([]);
  });
});

describe("a folder that is gone", () => {
  test("is an error for reader, writer and listing, and not a folder without values", async () => {
    await store.set("zarr.json", bytes);
    await store.set("c/0", bytes);
    // Misses are looked into more closely: from now on something in the folder is known.
    expect(await store.get("missing")).toBeUndefined();
    await removeFolder(folder);
    for (const key of ["zarr.json", "missing", "c/0", "c/0/1"]) {
      await expect(store.get(key), key).rejects.toThrow(/cannot look up ".*": .*gone; let the user pick it again/);
    }
    await expect(store.set("a", bytes)).rejects.toThrow(/cannot write "a": .*gone/);
    await expect(store.delete("a")).rejects.toThrow(/cannot delete "a": .*gone/);
    await expect(store.deletePrefix("")).rejects.toThrow(/gone/);
    await expect(store.list("").next()).rejects.toThrow(/cannot list "": .*gone/);
  });

  test("and one that is empty, or has lost what was known, are told apart", async () => {
    expect(await store.get("missing")).toBeUndefined();
    await writeFile(folder, "a", bytes);
    expect(await store.get("missing")).toBeUndefined();
    await folder.removeEntry("a");
    expect(await store.get("missing")).toBeUndefined();
    await folder.getDirectoryHandle("a", { create: true });
    expect(await store.get("missing/b")).toBeUndefined();
    expect(await store.get("a/b")).toBeUndefined();
  });
});

describe("names", () => {
  test("that the browser refuses are errors, in reading too: nobody knows what is there", async () => {
    await expect(store.set("a\\b/c", bytes)).rejects.toThrow(/cannot write "a\\\\b\/c": .*refuse/);
    await expect(store.get("a\\b/c")).rejects.toThrow(/cannot look up "a\\\\b\/c": .*use other names/);
    expect(await namesIn(folder)).toEqual([]);
  });

  test.each(["a\0b", "\ud800", "a/\udc00/b"])("%j, which would become another name, is no key", async (key) => {
    await expect(store.set(key, bytes)).rejects.toThrow(RangeError);
    await expect(store.get(key)).rejects.toThrow(RangeError);
    expect(await namesIn(folder)).toEqual([]);
  });

  test("a value and the start of others cannot be the same", async () => {
    await store.set("a/b", bytes);
    await expect(store.set("a/b/c", bytes)).rejects.toThrow(/cannot write "a\/b\/c": .*in the way/);
    await expect(store.set("a", bytes)).rejects.toThrow(/cannot write "a": .*in the way/);
    expect(await store.get("a/b")).toEqual(bytes);
    expect(await namesIn(folder)).toEqual(["a"]);
  });
});

test("a store that may only be read refuses changes", async () => {
  await writeFile(folder, "a", bytes);
  const reader = await DirectoryStore.open(folder, { readOnly: true });
  await expect(reader.set("a", bytes)).rejects.toThrow(/set refused: the store is read-only/);
  await expect(reader.delete("a")).rejects.toThrow(/delete refused/);
  await expect(reader.deletePrefix("")).rejects.toThrow(/deletePrefix refused/);
  await expect(reader.sweep()).rejects.toThrow(/sweep refused/);
  expect(await reader.get("a")).toEqual(bytes);
});

test("what is no directory handle is named", async () => {
  const file = await folder.getFileHandle("a", { create: true });
  const open = (root: unknown) => DirectoryStore.open(root as FileSystemDirectoryHandle);
  await expect(open(file)).rejects.toThrow("root must be a directory handle, found FileSystemFileHandle");
  await expect(open(undefined)).rejects.toThrow("found Undefined");
});
