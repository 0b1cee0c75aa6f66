import { describe, expect, test } from "vitest";
import {
  type CopyOptions,
  copy,
  copyAll,
  createGroup,
  load,
  type NDArray,
  openGroup,
  save,
  type ZarrGroup,
} from "../../src/index.ts";
import { listOf } from "../support/list-of.ts";

type Store = Map<string, Uint8Array>;

/** A hierarchy of two arrays of ten bytes, one of them in a subgroup. */
async function hierarchy(zarrFormat: 2 | 3 = 3): Promise<[ZarrGroup, Store]> {
  const store: Store = new Map();
  await createGroup({ store, path: "from", attributes: { mark: "from" }, zarrFormat });
  const root = await openGroup(store, { path: "from" });
  const a = await root.createArray("a", { shape: [10], dtype: "int8", chunks: [4], attributes: { unit: "m" } });
  await a.set(
    null,
    Int8Array.from({ length: 10 }, (_, index) => index),
  );
  const sub = await root.createGroup("sub", { attributes: { mark: "sub" } });
  await (await sub.createArray("b", { shape: [10], dtype: "int8" })).set(null, 1);
  return [root, store];
}

async function paths(group: ZarrGroup): Promise<string[]> {
  return (await listOf(group.members({ maxDepth: null }))).map(([path]) => path);
}

async function values(store: Store, path: string): Promise<unknown> {
  return ((await load(store, { path })) as NDArray).toList();
}

describe("copy", () => {
  test.each([
    [2, 2],
    [2, 3],
    [3, 2],
    [3, 3],
  ] as const)("a hierarchy, from version %d to %d", async (from, to) => {
    const [source] = await hierarchy(from);
    const store: Store = new Map();
    const dest = await createGroup({ store, zarrFormat: to });
    expect(await copy(source, dest)).toEqual({ copied: 4, skipped: 0, bytesCopied: 20 });
    const made = await dest.group("from");
    expect([made.zarrFormat, made.attrs]).toEqual([to, { mark: "from" }]);
    expect(await paths(made)).toEqual(["a", "sub", "sub/b"]);
    expect((await made.array("a")).attrs).toEqual({ unit: "m" });
    expect((await made.array("a")).chunks).toEqual([4]);
    expect(await values(store, "from/a")).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(await values(store, "from/sub/b")).toEqual(new Array(10).fill(1));
  });

  test("an array, under another name, with other codecs, without attributes", async () => {
    const [source] = await hierarchy();
    const store: Store = new Map();
    const dest = await createGroup({ store });
    const options: CopyOptions = { name: "x/y", withoutAttrs: true, create: { chunks: [10], compressors: "gzip" } };
    expect(await copy(await source.array("a"), dest, options)).toMatchObject({ copied: 1, bytesCopied: 10 });
    const made = await dest.array("x/y");
    expect([made.chunks, made.attrs]).toEqual([[10], {}]);
    expect(made.codecs.compressors).toMatchObject([{ name: "gzip" }]);
    expect(await values(store, "x/y")).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test("shallow leaves subgroups out", async () => {
    const [source] = await hierarchy();
    const dest = await createGroup();
    expect(await copy(source, dest, { shallow: true })).toMatchObject({ copied: 2 });
    expect(await paths(dest)).toEqual(["from", "from/a"]);
  });

  test("what is in the way obeys ifExists, and groups are merged", async () => {
    const [source] = await hierarchy();
    const store: Store = new Map();
    const dest = await createGroup({ store });
    await dest.createGroup("from", { attributes: { own: 1 } });
    await dest.createArray("from/a", { shape: [1], dtype: "int8" });
    await dest.createArray("from/c", { shape: [1] });
    await expect(copy(source, dest)).rejects.toMatchObject({ code: "COPY", path: "from/a" });
    expect(await copy(source, dest, { ifExists: "skip" })).toEqual({ copied: 3, skipped: 1, bytesCopied: 10 });
    expect((await dest.array("from/a")).shape).toEqual([1]);
    expect(await copy(source, dest, { ifExists: "replace" })).toEqual({ copied: 4, skipped: 0, bytesCopied: 20 });
    expect(await paths(dest)).toEqual(["from", "from/a", "from/c", "from/sub", "from/sub/b"]);
    expect((await dest.group("from")).attrs).toEqual({ own: 1, mark: "from" });
    expect(await copy(source, dest, { ifExists: "skip_initialized" })).toMatchObject({ copied: 2, skipped: 2 });
  });

  test("a dry run counts and says what it would do, but writes nothing", async () => {
    const [source] = await hierarchy();
    const store: Store = new Map();
    const dest = await createGroup({ store });
    const before = [...store.keys()];
    const lines: string[] = [];
    const counts = await copy(source, dest, { dryRun: true, log: (line) => lines.push(line) });
    expect(counts).toEqual({ copied: 4, skipped: 0, bytesCopied: 0 });
    expect([...store.keys()]).toEqual(before);
    expect(lines).toEqual([
      "copy /from",
      "copy /from/a (10,) int8",
      "copy /from/sub",
      "copy /from/sub/b (10,) int8",
      "dry run: 4 copied, 0 skipped",
    ]);
  });

  test("log and progress", async () => {
    const [source] = await hierarchy();
    const lines: string[] = [];
    const done: number[] = [];
    await copy(source, await createGroup(), { log: (line) => lines.push(line), onProgress: (p) => done.push(p.done) });
    expect(lines.at(-1)).toBe("all done: 4 copied, 0 skipped, 20 bytes copied");
    expect(done.at(-1)).toBe(4);
  });

  test("refuses what it cannot do", async () => {
    const [source] = await hierarchy();
    const dest = await createGroup();
    const invalid = { code: "INVALID_ARGUMENT" };
    await expect(copy(await createGroup(), dest)).rejects.toMatchObject(invalid);
    await expect(copy(source, (await source.array("a")) as never)).rejects.toMatchObject(invalid);
    await expect(copy(source, dest, { ifExists: "maybe" as never })).rejects.toMatchObject(invalid);
    const reason = new Error("enough");
    await expect(copy(source, dest, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(await paths(dest)).toEqual([]);
  });
});

describe("copyAll", () => {
  test("copies the members, not the group itself", async () => {
    const [source] = await hierarchy();
    const store: Store = new Map();
    const dest = await createGroup({ store, attributes: { own: 1 } });
    expect(await copyAll(source, dest)).toEqual({ copied: 3, skipped: 0, bytesCopied: 20 });
    expect(await paths(dest)).toEqual(["a", "sub", "sub/b"]);
    expect(dest.attrs).toEqual({ own: 1 });
    expect(await values(store, "a")).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test("equal encodings are copied without decoding: damaged chunks travel as they are", async () => {
    const [source, from] = await hierarchy();
    from.set("from/a/c/0", Uint8Array.of(1, 2, 3));
    const store: Store = new Map();
    await copyAll(source, await createGroup({ store }));
    expect([...(store.get("a/c/0") ?? [])]).toEqual([1, 2, 3]);
  });
});

test("save and copy agree on what a group is", async () => {
  const store: Store = new Map();
  await save(store, { a: Int8Array.of(1) }, { path: "g" });
  const dest = await createGroup({ store, path: "h" });
  await copyAll(await openGroup(store, { path: "g" }), dest);
  expect(await values(store, "h/a")).toEqual([1]);
});
