import { chmod, mkdir, readdir, readFile, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LocalStore } from "../src/index.ts";
import { bundle, firstOutput, outputOf, run } from "./process.ts";
import { bytes, collect, filesBelow, temporaryFolder, text } from "./temporary.ts";

const leftover = `zarr.json.${"0123456789abcdef".repeat(2)}.partial`;

describe("a writer that is killed", () => {
  // Values are one number, repeated: a mix or a part of one is easy to tell.
  const writer = `
    const store = new LocalStore(process.argv[2]);
    const size = SIZE;
    const value = new Uint32Array(size / 4);
    for (let i = 1; ; i++) {
      value.fill(i);
      await store.set("a/value", new Uint8Array(value.buffer));
      if (i === 2) process.stdout.write("ready");
      if (i % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
    }`;

  test.each([40_000, 2_000_000])("leaves a whole value, new or old (%i bytes)", async (size) => {
    const folder = await temporaryFolder();
    await bundle(folder);
    const root = join(folder, "store");
    for (let round = 0; round < 15; round++) {
      const child = await run(folder, writer.replace("SIZE", String(size)), root);
      await firstOutput(child);
      await new Promise((resolve) => setTimeout(resolve, 2 + Math.random() * 30));
      const ended = new Promise((resolve) => child.once("close", resolve));
      child.kill("SIGKILL");
      await ended;
      const found = (await new LocalStore(root).get("a/value")) as Uint8Array;
      expect(found.byteLength).toBe(size);
      const numbers = new Uint32Array(found.buffer);
      expect(numbers.every((number) => number === numbers[0])).toBe(true);
      // One had been replaced when it began to wait for its end.
      expect(numbers[0]).toBeGreaterThan(1);
    }
    const store = new LocalStore(root);
    expect(await collect(store.list(""))).toEqual(["a/value"]);
    const leftovers = (await filesBelow(root)).length - 1;
    expect(await store.sweep({ olderThan: -1000 })).toBe(leftovers);
    expect(await filesBelow(root)).toEqual(["a/value"]);
  });
});

describe("what unfinished writes left", () => {
  test("is no value and in no listing", async () => {
    const root = await temporaryFolder();
    const store = new LocalStore(root);
    await store.set("a/zarr.json", bytes("{}"));
    await writeFile(join(root, "a", leftover), "half");
    expect(await store.get(`a/${leftover}`)).toBeUndefined();
    expect(await store.size(`a/${leftover}`)).toBeUndefined();
    expect(await store.version(`a/${leftover}`)).toBeUndefined();
    expect(await collect(store.list(""))).toEqual(["a/zarr.json"]);
    expect(await collect(store.listDir("a/"))).toEqual(["zarr.json"]);
    await expect(async () => store.set(`a/${leftover}`, bytes("x"))).rejects.toThrow(/unfinished write/);
    await store.delete(`a/${leftover}`);
    expect(await filesBelow(root)).toEqual(["a/zarr.json", `a/${leftover}`]);
  });

  test("is swept when it is old", async () => {
    const root = await temporaryFolder();
    const store = new LocalStore(root);
    await store.set("a/b/zarr.json", bytes("{}"));
    const old = Date.now() / 1000 - 4000;
    await writeFile(join(root, "a/b", leftover), "half");
    await writeFile(join(root, "a", leftover), "half");
    await utimes(join(root, "a", leftover), old, old);
    await utimes(join(root, "a/b/zarr.json"), old, old);
    expect(await store.sweep()).toBe(1);
    expect(await filesBelow(root)).toEqual([join("a/b/zarr.json"), join("a/b", leftover)]);
    expect(await store.sweep({ olderThan: -1000 })).toBe(1);
    expect(await filesBelow(root)).toEqual(["a/b/zarr.json"]);
  });

  test("goes with its prefix", async () => {
    const root = await temporaryFolder();
    const store = new LocalStore(root);
    await store.set("a/zarr.json", bytes("{}"));
    await writeFile(join(root, "a", leftover), "half");
    await store.deletePrefix("a/");
    await writeFile(join(root, leftover), "half");
    await store.deletePrefix("");
    expect(await readdir(root)).toEqual([]);
  });
});

describe("a write that fails", () => {
  test("leaves the old value, and no other file", async () => {
    const folder = await temporaryFolder();
    await bundle(folder);
    const root = join(folder, "store");
    // A limit on file sizes stands in for a full disk: the write stops half-way.
    const child = await run(
      folder,
      `
      process.on("SIGXFSZ", () => {});
      const store = new LocalStore(process.argv[2]);
      await store.set("a", new Uint8Array(1000).fill(1));
      await store.set("b", new Uint8Array(1000).fill(2), { ifVersion: null });
      const errors = [];
      const attempt = (call) => Promise.resolve().then(call).catch((error) => errors.push(error.code));
      for (const [key, size] of [["a", 60_000], ["a", 500_000], ["b", 60_000], ["c/d", 60_000], ["c/e", 500_000]]) {
        await attempt(() => store.set(key, new Uint8Array(size).fill(9)));
      }
      const ifVersion = await store.version("a");
      await attempt(() => store.set("a", new Uint8Array(500_000), { ifVersion }));
      console.log(JSON.stringify({ errors, a: await store.size("a"), b: (await store.get("b"))[0] }));`,
      root,
      { fileKilobytes: 16 },
    );
    expect(JSON.parse(await outputOf(child))).toEqual({ errors: Array(6).fill("EFBIG"), a: 1000, b: 2 });
    expect(await filesBelow(root)).toEqual(["a", "b"]);
  });

  test("in a folder without permission says so, and reading goes on", async () => {
    const folder = await temporaryFolder();
    await bundle(folder);
    const root = join(folder, "store");
    await mkdir(join(root, "closed"), { recursive: true });
    await mkdir(join(root, "hidden"));
    await writeFile(join(root, "closed/a"), "old");
    await writeFile(join(root, "hidden/a"), "old");
    await chmod(join(root, "closed"), 0o555);
    await chmod(join(root, "hidden"), 0);
    try {
      const child = await run(
        folder,
        `
        const store = new LocalStore(process.argv[2]);
        const errors = [];
        const attempt = (call) => Promise.resolve().then(call).catch((error) => errors.push(error.message));
        await attempt(() => store.set("closed/a", new Uint8Array(10)));
        await attempt(() => store.set("closed/a", new Uint8Array(100_000)));
        await attempt(() => store.set("closed/b", new Uint8Array(10), { ifVersion: null }));
        await attempt(() => store.set("closed/deep/b", new Uint8Array(10)));
        await attempt(() => store.delete("closed/a"));
        await attempt(() => store.get("hidden/a"));
        await attempt(() => store.version("hidden/a"));
        await attempt(async () => { for await (const _ of store.list("hidden/")); });
        console.log(JSON.stringify({ errors, value: new TextDecoder().decode(await store.get("closed/a")) }));`,
        root,
      );
      const { errors, value } = JSON.parse(await outputOf(child));
      expect(value).toBe("old");
      expect(errors.length).toBe(8);
      for (const [i, verb] of ["write", "write", "write", "write", "delete", "read", "look up", "list"].entries()) {
        expect(errors[i]).toMatch(new RegExp(`^cannot ${verb} file .*(closed|hidden).*EACCES`));
      }
      expect(await readFile(join(root, "closed/a"), "utf8")).toBe("old");
      expect(await readdir(join(root, "closed"))).toEqual(["a"]);
    } finally {
      await chmod(join(root, "hidden"), 0o755);
    }
  });

  test("when all file handles are in use, calls wait for one", async () => {
    const folder = await temporaryFolder();
    await bundle(folder);
    const child = await run(
      folder,
      `
      import { closeSync, openSync } from "node:fs";
      const store = new LocalStore(process.argv[2]);
      await store.set("a", new Uint8Array(100_000).fill(1));
      const held = [];
      try { for (;;) held.push(openSync(process.argv[1], "r")); } catch {}
      setTimeout(() => held.forEach((descriptor) => closeSync(descriptor)), 100);
      const answers = await Promise.all([
        store.get("a"), store.set("b", new Uint8Array(5)), store.set("c", new Uint8Array(100_000)),
        (async () => { const keys = []; for await (const key of store.list("")) keys.push(key); return keys; })(),
      ]);
      console.log(held.length > 50, answers[0].length, answers[1], answers[2], answers[3].includes("a"));`,
      join(folder, "store"),
    );
    expect(await outputOf(child)).toBe("true 100000 true true true\n");
  });

  test("aborted half-way leaves the old value, and no other file", async () => {
    const root = await temporaryFolder();
    const store = new LocalStore(root);
    await store.set("a", bytes("old"));
    const reason = new Error("the caller left");
    for (let i = 0; i < 20; i++) {
      const controller = new AbortController();
      const writing = Promise.resolve(store.set("a", new Uint8Array(3_000_000), { signal: controller.signal }));
      setTimeout(() => controller.abort(reason), i / 4);
      const outcome = await writing.catch((error) => error);
      if (outcome === true) await store.set("a", bytes("old"));
      else expect(outcome).toBe(reason);
      expect(await filesBelow(root)).toEqual(["a"]);
      expect(await text(store.get("a"))).toBe("old");
    }
  });
});

test("writers in several processes: one creates, all end whole", async () => {
  const folder = await temporaryFolder();
  await bundle(folder);
  const root = join(folder, "store");
  const children = await Promise.all(
    [1, 2, 3, 4].map((n) =>
      run(
        folder,
        `
        const store = new LocalStore(process.argv[2]);
        const won = [];
        for (let i = 0; i < 40; i++) {
          await store.set("shared", new Uint8Array(200_000).fill(${n}));
          if (await store.set("new/" + i, new Uint8Array(1000).fill(${n}), { ifVersion: null })) won.push(i);
          const seen = await store.get("shared");
          if (seen.length !== 200_000 || !seen.every((byte) => byte === seen[0])) throw new Error("torn value");
        }
        console.log(JSON.stringify(won));`,
        root,
      ),
    ),
  );
  const won = await Promise.all(children.map(async (child) => JSON.parse(await outputOf(child)) as number[]));
  expect(won.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i));
  const store = new LocalStore(root);
  for (const [n, keys] of won.entries()) {
    for (const key of keys) expect((await store.get(`new/${key}`))?.[0]).toBe(n + 1);
  }
});

test("a thousand random keys come back, and are listed once", async () => {
  const segment = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
    .filter((name) => !/[/\0]|\p{Surrogate}|^\.{1,2}$/u.test(name) && Buffer.byteLength(name) < 255);
  // A value is never also the folder of others, which files cannot be: folders end in ".d".
  const key = fc
    .tuple(fc.array(segment, { maxLength: 3 }), segment)
    .map(([folders, name]) => [...folders.map((folder) => `${folder}.d`), `${name}.v`].join("/"));
  const keys = [...new Set(fc.sample(key, { numRuns: 1100, seed: 7 }))].slice(0, 1000);
  expect(keys.length).toBe(1000);
  const root = await temporaryFolder();
  const store = new LocalStore(root);
  await Promise.all(keys.map(async (name) => store.set(name, bytes(name))));
  for (const name of keys) expect(await text(store.get(name))).toBe(name);
  expect(await collect(store.list(""))).toEqual([...keys].sort());
  await Promise.all(keys.slice(0, 500).map(async (name) => store.delete(name)));
  expect(await collect(store.list(""))).toEqual(keys.slice(500).sort());
});
