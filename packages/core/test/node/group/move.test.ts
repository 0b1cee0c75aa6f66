import { describe, expect, test } from "vitest";
import {
  ContainsArrayError,
  ContainsGroupError,
  FileExistsError,
  InvalidPathError,
  NodeNotFoundError,
  ReadOnlyError,
} from "../../../src/error/node-error.ts";
import { InvalidArgumentError } from "../../../src/error/usage-error.ts";
import { consolidateMetadata } from "../../../src/node/group/consolidate.ts";
import { ZarrGroup } from "../../../src/node/group/group.ts";
import { withReadOnly } from "../../../src/store/read-only.ts";
import { caught } from "../../support/caught.ts";
import type { CountingStore } from "../../support/counting-store.ts";
import { collected, keysOf, storeOf, zarrFormats } from "../../support/hierarchy.ts";
import { smallEnvironment } from "../../support/small-environment.ts";

const environment = smallEnvironment({ concurrency: 3 });
const paths = async (group: ZarrGroup): Promise<string[]> =>
  (await collected(group.members({ maxDepth: null }))).map(([path]) => path);

describe.each(zarrFormats)("ZarrGroup.move, version %i", (zarrFormat) => {
  async function start(at = ""): Promise<[CountingStore, ZarrGroup]> {
    const store = storeOf();
    const root = await ZarrGroup.create({ store, path: at }, { zarrFormat }, environment);
    const array = await root.createArray("a/b/x", { shape: [4], chunks: [1], dtype: "int16", attributes: { n: 1 } });
    await array.set(null, Int16Array.of(1, 2, 3, 4));
    await root.createGroup("ab", { attributes: { sibling: true } });
    return [store, root];
  }

  test.each(["", "top/g"])("moves a group with all below it, from %j", async (at) => {
    const [store, root] = await start(at);
    const before = keysOf(store);
    await root.move("a/b", "c");
    expect(await paths(root)).toEqual(["a", "ab", "c", "c/x"]);
    const moved = await root.array("c/x");
    expect((await moved.get()).toList()).toEqual([1, 2, 3, 4]);
    expect(moved.attrs).toEqual({ n: 1 });
    const prefix = at === "" ? "" : `${at}/`;
    expect(keysOf(store)).toEqual(before.map((key) => key.replace(`${prefix}a/b/`, `${prefix}c/`)).sort());
  });

  test("moves an array, and makes the groups above", async () => {
    const [, root] = await start();
    await root.move("/a/b/x/", "new/deep/x");
    expect(await paths(root)).toEqual(["a", "ab", "new", "a/b", "new/deep", "new/deep/x"]);
    expect(await (await root.array("new/deep/x")).item([3])).toBe(4);
  });

  test("what was read at the old place is not remembered there", async () => {
    const [, root] = await start();
    if (zarrFormat === 2) return;
    const inner = { name: "bytes", configuration: { endian: "little" } };
    const codecs = [{ name: "blocks", configuration: { chunk_shape: [1], codecs: [inner] } }];
    const options = { shape: [4], chunks: [4], dtype: "int16", codecs, fillValue: 9 } as const;
    // Inner chunks of other lengths than before: an index from before would lead astray.
    for (const leave of ["move", "delete", "overwrite"]) {
      const array = await root.createArray("s", options);
      await array.set(null, Int16Array.of(9, 9, 9, 4));
      expect(await array.item([3])).toBe(4);
      if (leave === "move") await root.move("s", "t");
      if (leave === "delete") await root.delete("s");
      const again = await root.createArray("s", { ...options, overwrite: leave === "overwrite" });
      expect(await again.item([3])).toBe(9);
      expect((await again.get()).toList()).toEqual([9, 9, 9, 9]);
      await again.set([0], 1);
      expect((await again.get()).toList()).toEqual([1, 9, 9, 9]);
      await root.delete("s");
    }
  });

  test("refuses what cannot be, and changes nothing", async () => {
    const [store, root] = await start();
    const before = keysOf(store);
    const fails = (from: string, to: string) => caught(root.move(from, to));
    expect(await fails("none", "c")).toBeInstanceOf(NodeNotFoundError);
    expect(await fails("a", "ab")).toBeInstanceOf(ContainsGroupError);
    expect(await fails("ab", "a/b/x")).toBeInstanceOf(ContainsArrayError);
    expect(await fails("ab", "a/b/x/y")).toBeInstanceOf(ContainsArrayError);
    expect(await fails("a", "a")).toBeInstanceOf(ContainsGroupError);
    expect(await fails("ab", "")).toBeInstanceOf(ContainsGroupError);
    expect(await fails("a", "a/c")).toBeInstanceOf(InvalidArgumentError);
    expect(await fails("", "c")).toBeInstanceOf(InvalidArgumentError);
    expect(await fails("ab", "../c")).toBeInstanceOf(InvalidPathError);
    expect(await fails("ab", "__c")).toBeInstanceOf(InvalidPathError);
    expect(keysOf(store)).toEqual(before);
    const readOnly = await ZarrGroup.open({ store: withReadOnly(store), path: "" }, environment);
    expect(await caught(readOnly.move("a", "c"))).toBeInstanceOf(ReadOnlyError);
  });

  test("refuses a place where something lies that is no node", async () => {
    const [store, root] = await start();
    store.map.set("c/notes.txt", Uint8Array.of(1));
    expect(await caught(root.move("ab", "c"))).toBeInstanceOf(FileExistsError);
    expect(await root.has("ab")).toBe(true);
  });

  test("a move that fails leaves the node where it was", async () => {
    const [store, root] = await start();
    store.before = (kind, key) => {
      if (kind === "set" && key.startsWith("c/b/x/") && key.endsWith("2")) throw new Error("disk full");
    };
    expect((await caught(root.move("a", "c"))).code).toBe("STORE");
    store.before = () => {};
    expect((await (await root.array("a/b/x")).get()).toList()).toEqual([1, 2, 3, 4]);
    expect(await root.has("c")).toBe(false);
  });

  test("never has more requests under way than the concurrency", async () => {
    const [store, root] = await start();
    await root.createArray("many", { shape: [40], chunks: [1], dtype: "int16" });
    await (await root.array("many")).set(null, 1);
    store.reset();
    await root.move("many", "c");
    expect(store.mostPending).toBe(3);
  });

  test("consolidated metadata follows, in the store too", async () => {
    const [store] = await start("top");
    await consolidateMetadata({ store, path: "top" }, environment);
    const root = await ZarrGroup.open({ store, path: "top" }, environment);
    const child = await root.group("a");
    await root.move("a/b", "new/c");
    const expected = ["a", "ab", "new", "new/c", "new/c/x"];
    expect(await paths(root)).toEqual(expected);
    expect(await paths(child)).toEqual([]);
    const again = await ZarrGroup.open({ store, path: "top" }, environment, { useConsolidated: true });
    expect(await paths(again)).toEqual(expected);
    expect(await (await again.array("new/c/x")).item([1])).toBe(2);
    await (await again.group("new")).move("c/x", "y");
    expect(await paths(again)).toEqual(["a", "ab", "new", "new/c", "new/y"]);
    const last = await ZarrGroup.open({ store, path: "top" }, environment, { useConsolidated: true });
    expect(await paths(last)).toEqual(await paths(again));
  });
});
