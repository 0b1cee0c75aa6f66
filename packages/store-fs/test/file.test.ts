import { execFileSync } from "node:child_process";
import { link, mkdir, readFile, rename, stat, symlink, truncate, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { LocalStore } from "../src/index.ts";
import { bytes, collect, filesBelow, temporaryFolder, text } from "./temporary.ts";

describe("the root", () => {
  test("a path, a file: URL or its text are the same store", async () => {
    const folder = join(await temporaryFolder(), "a b%20#?é");
    const stores = [folder, pathToFileURL(folder), pathToFileURL(folder).href].map((root) => new LocalStore(root));
    await stores[0]?.set("zarr.json", bytes("{}"));
    for (const store of stores) {
      expect(await text(store.get("zarr.json"))).toBe("{}");
      expect(store.root).toBe(folder);
      expect(store.identity).toBe(stores[0]?.identity);
      expect(store.description).toBe(pathToFileURL(folder).href);
    }
    expect(await filesBelow(folder)).toEqual(["zarr.json"]);
  });

  test("anything else is refused", () => {
    expect(() => new LocalStore(5 as unknown as string)).toThrow(TypeError);
    expect(() => new LocalStore(new URL("http://localhost/a"))).toThrow();
  });

  test("reached through a link it has the same identity", async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, "real"));
    await symlink(join(folder, "real"), join(folder, "link"));
    expect(new LocalStore(join(folder, "link")).identity).toBe(new LocalStore(join(folder, "real")).identity);
    const inside = join("not", "yet", "there");
    expect(new LocalStore(join(folder, "link", inside)).identity).toBe(
      new LocalStore(join(folder, "real", inside)).identity,
    );
  });

  test("reading and listing do not make it", async () => {
    const root = join(await temporaryFolder(), "new");
    const store = new LocalStore(root);
    expect(await store.get("a")).toBeUndefined();
    expect(await collect(store.list(""))).toEqual([]);
    await store.delete("a");
    await store.deletePrefix("");
    expect(await store.set("a", bytes("1"), { ifVersion: "x" })).toBe(false);
    await expect(stat(root)).rejects.toThrow(/ENOENT/);
  });

  test("`create: false` refuses to make it, and makes folders below it", async () => {
    const root = join(await temporaryFolder(), "new");
    const store = new LocalStore(root, { create: false });
    await expect(async () => store.set("a/b", bytes("1"))).rejects.toThrow(/root folder .* does not exist/);
    await expect(async () => store.set("a/b", new Uint8Array(100_000))).rejects.toThrow(/does not exist/);
    await mkdir(root);
    expect(await store.set("a/b", bytes("1"))).toBe(true);
  });

  test("deletePrefix of everything keeps it", async () => {
    const root = await temporaryFolder();
    const store = new LocalStore(root);
    for (const key of ["a", "b/c", "d/e/f"]) await store.set(key, bytes(key));
    await store.deletePrefix("");
    expect((await stat(root)).isDirectory()).toBe(true);
    expect(await filesBelow(root)).toEqual([]);
  });
});

test("a read-only store refuses changes", async () => {
  const root = await temporaryFolder();
  await writeFile(join(root, "a"), "1");
  const store = new LocalStore(root, { readOnly: true });
  for (const call of [
    () => store.set("a", bytes("2")),
    () => store.delete("a"),
    () => store.deletePrefix(""),
    () => store.sweep(),
  ]) {
    await expect(async () => call()).rejects.toThrow(/read-only/);
  }
  expect(await text(store.get("a"))).toBe("1");
});

describe("what is no file is no value", () => {
  test("folders", async () => {
    const root = await temporaryFolder();
    await mkdir(join(root, "a/b"), { recursive: true });
    const store = new LocalStore(root);
    expect(await store.get("a")).toBeUndefined();
    expect(await store.version("a")).toBeUndefined();
    await store.delete("a/b");
    expect((await stat(join(root, "a/b"))).isDirectory()).toBe(true);
    await expect(async () => store.set("a/b", bytes("1"))).rejects.toThrow(/cannot write file .*a\/b/);
    await expect(async () => store.set("a/b", bytes("1"), { ifVersion: null })).rejects.toThrow(/no file/);
    expect(await filesBelow(root)).toEqual([]);
  });

  test("a pipe, without waiting for its writer", async () => {
    const root = await temporaryFolder();
    execFileSync("mkfifo", [join(root, "pipe")]);
    const store = new LocalStore(root);
    expect(await store.get("pipe")).toBeUndefined();
    expect(await store.size("pipe")).toBeUndefined();
    expect(await collect(store.list(""))).toEqual([]);
  });

  test("a name that no file system takes", async () => {
    const store = new LocalStore(await temporaryFolder());
    expect(await store.get("x".repeat(300))).toBeUndefined();
    await expect(async () => store.set("x".repeat(300), bytes("1"))).rejects.toThrow(/ENAMETOOLONG/);
    await store.set("x".repeat(255), bytes("1"));
    expect(await text(store.get("x".repeat(255)))).toBe("1");
  });
});

describe("symbolic links", () => {
  async function linked(): Promise<{ folder: string; root: string }> {
    const folder = await temporaryFolder();
    const root = join(folder, "root");
    await mkdir(join(root, "a/b"), { recursive: true });
    await mkdir(join(folder, "outside"));
    await writeFile(join(folder, "outside/value"), "outside");
    await symlink(join(folder, "outside"), join(root, "out"));
    await symlink(join(folder, "outside/value"), join(root, "file"));
    await symlink(join(folder, "nowhere"), join(root, "broken"));
    await symlink(root, join(root, "a/b/up"));
    await symlink(join(root, "a/b"), join(root, "a/side"));
    await symlink("self", join(root, "self"));
    return { folder, root };
  }

  test("are followed, and loops end", async () => {
    const store = new LocalStore((await linked()).root);
    expect(await text(store.get("out/value"))).toBe("outside");
    expect(await text(store.get("file"))).toBe("outside");
    expect(await store.get("broken")).toBeUndefined();
    expect(await store.get("self")).toBeUndefined();
    expect(await collect(store.list(""))).toEqual(["file", "out/value"]);
    expect(await collect(store.listDir(""))).toEqual(["a/", "file", "out/"]);
  });

  test("are refused by option", async () => {
    const { folder, root } = await linked();
    const store = new LocalStore(root, { followSymlinks: false });
    await expect(async () => store.get("out/value")).rejects.toThrow(/symbolic link/);
    await expect(async () => store.get("file")).rejects.toThrow(/symbolic link/);
    await expect(async () => store.set("out/new", bytes("1"))).rejects.toThrow(/symbolic link/);
    await expect(async () => store.delete("out/value")).rejects.toThrow(/symbolic link/);
    await expect(() => collect(store.list("out/"))).rejects.toThrow(/symbolic link/);
    expect(await collect(store.list(""))).toEqual([]);
    expect(await filesBelow(join(folder, "outside"))).toEqual(["value"]);
  });

  test("deleting removes the link, not what it leads to", async () => {
    const { folder, root } = await linked();
    const store = new LocalStore(root);
    await store.deletePrefix("out/");
    await store.delete("file");
    expect(await collect(store.list(""))).toEqual([]);
    await symlink(join(folder, "outside"), join(root, "a/again"));
    await store.deletePrefix("a/");
    await symlink(join(folder, "outside"), join(root, "once more"));
    await store.deletePrefix("");
    expect(await readFile(join(folder, "outside/value"), "utf8")).toBe("outside");
  });

  test("deletePrefix leaves a link to a file: it is a value, not a prefix", async () => {
    const { root } = await linked();
    const store = new LocalStore(root);
    await store.deletePrefix("file/");
    expect(await text(store.get("file"))).toBe("outside");
  });
});

describe("versions", () => {
  test("move with writes from elsewhere", async () => {
    const root = await temporaryFolder();
    const store = new LocalStore(root);
    await store.set("a", bytes("1"));
    const seen = [await store.version("a")];
    await writeFile(join(root, "a"), "22");
    seen.push(await store.version("a"));
    await utimes(join(root, "a"), 5, 5);
    seen.push(await store.version("a"));
    await writeFile(join(root, "b"), "33");
    await utimes(join(root, "b"), 5, 5);
    await rename(join(root, "b"), join(root, "a"));
    seen.push(await store.version("a"));
    expect(new Set(seen).size).toBe(4);
  });

  test("never repeat among many quick writes of one length", async () => {
    const store = new LocalStore(await temporaryFolder());
    const seen = new Set<unknown>();
    for (let i = 0; i < 1000; i++) {
      await store.set("a", bytes(String(i % 10)));
      seen.add(await store.version("a"));
    }
    expect(seen.size).toBe(1000);
  });

  test("are one for a file with two names", async () => {
    const root = await temporaryFolder();
    const store = new LocalStore(root);
    await store.set("a", bytes("1"));
    await link(join(root, "a"), join(root, "b"));
    expect(await store.version("b")).toBe(await store.version("a"));
    await store.set("b", bytes("2"));
    expect(await text(store.get("a"))).toBe("1");
  });

  test("two stores over one folder take turns: no count is lost", async () => {
    const root = await temporaryFolder();
    const stores = [new LocalStore(root), new LocalStore(`${root}/`), new LocalStore(root, { fsync: true })];
    await stores[0]?.set("n", bytes("0"));
    const step = async (store: LocalStore): Promise<void> => {
      for (;;) {
        const ifVersion = (await store.version("n")) as string;
        const n = Number(await text(store.get("n")));
        if (await store.set("n", bytes(String(n + 1)), { ifVersion })) return;
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 5));
      }
    };
    await Promise.all(Array.from({ length: 15 }, (_, i) => step(stores[i % 3] as LocalStore)));
    expect(await text(stores[0]?.get("n"))).toBe("15");
  });
});

test("a file cut short while it is read gives what there was, and nothing older", async () => {
  const root = await temporaryFolder();
  await writeFile(join(root, "a"), new Uint8Array(20_000_000).fill(1));
  const reading = new LocalStore(root).get("a");
  await truncate(join(root, "a"), 1000);
  const value = (await reading) as Uint8Array;
  expect(value.byteLength).toBeLessThanOrEqual(20_000_000);
  expect(value.byteLength).toBe(value.buffer.byteLength);
  expect(value.every((byte) => byte === 1)).toBe(true);
});

test("the answer lies alone in its buffer, so that it can be transferred", async () => {
  const store = new LocalStore(await temporaryFolder());
  for (const size of [10, 100_000]) {
    await store.set("a", new Uint8Array(size));
    const value = (await store.get("a")) as Uint8Array;
    expect([value.byteOffset, value.buffer.byteLength]).toEqual([0, size]);
  }
});

test("hundreds of small reads leave the event loop its turns", async () => {
  const store = new LocalStore(await temporaryFolder());
  await store.set("a", new Uint8Array(60_000));
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  // How many reads fill the time of a turn depends on the machine.
  for (let reads = 0; turns < 4 && reads < 100_000; reads++) await store.get("a");
  clearInterval(timer);
  expect(turns).toBeGreaterThanOrEqual(4);
});
