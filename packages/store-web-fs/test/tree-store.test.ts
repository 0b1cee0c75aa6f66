import { storeConformance } from "@zarrkit/testkit/store";
import { describe, expect, test } from "vitest";
import { BlobTree } from "../src/blob-tree.ts";
import type { FileTree, TreeFile } from "../src/file-tree.ts";
import { TreeStore } from "../src/tree-store.ts";

class ReadOnlyStore extends TreeStore {
  readonly readOnly = true;
}

storeConformance(
  { test, describe, expect },
  {
    name: "files in memory",
    capabilities: { list: true },
    create: () => {
      const tree = new BlobTree();
      let lastModified = 0;
      return {
        store: new ReadOnlyStore(tree, "files:"),
        behind: {
          write: (key, bytes) =>
            tree.add(key, new File([bytes as Uint8Array<ArrayBuffer>], "", { lastModified: ++lastModified })),
        },
      };
    },
  },
);

/** A blob that another took the place of since it was found, as browsers tell it. */
class StaleBlob extends Blob {
  readonly #name: string;
  constructor(name: string) {
    super(["stale"]);
    this.#name = name;
  }
  override slice(): Blob {
    return this;
  }
  override arrayBuffer(): Promise<ArrayBuffer> {
    return Promise.reject(new DOMException("the file could not be read", this.#name));
  }
}

/** Finds these, one after another, and the last from then on. */
function treeOf(...found: (TreeFile | undefined)[]): FileTree & { lookups: number } {
  return {
    lookups: 0,
    file() {
      return found[Math.min(this.lookups++, found.length - 1)];
    },
    names: () => [],
  };
}

describe("a file that is replaced while it is read", () => {
  const fresh: TreeFile = { blob: new Blob(["new"]) };
  const stale = (name: string): TreeFile => ({ blob: new StaleBlob(name) });

  test.each(["NotReadableError", "NotFoundError"])("is looked up again after a %s", async (name) => {
    const tree = treeOf(stale(name), stale(name), fresh);
    const store = new ReadOnlyStore(tree, "");
    expect(await store.getRanges("a", [{ offset: 1 }, { suffix: 1 }])).toEqual([
      Uint8Array.of(101, 119),
      Uint8Array.of(119),
    ]);
    expect(tree.lookups).toBe(3);
  });

  test("is looked up again when it could be read, as a mix perhaps", async () => {
    const replaced: TreeFile = { blob: new Blob(["new, cut off"]), again: async () => new Blob(["new"]) };
    const same: TreeFile = { blob: new Blob(["new"]), again: async () => new Blob(["new"]) };
    const tree = treeOf(replaced, same);
    expect(await new ReadOnlyStore(tree, "").get("a")).toEqual(new TextEncoder().encode("new"));
    expect(tree.lookups).toBe(2);
  });

  test("and is gone then, is missing", async () => {
    const gone = async () => {
      throw new DOMException("", "NotFoundError");
    };
    for (const file of [stale("NotFoundError"), { ...fresh, again: gone }]) {
      expect(await new ReadOnlyStore(treeOf(file, undefined), "").get("a")).toBeUndefined();
    }
  });

  test("for ever is an error in the end", async () => {
    await expect(new ReadOnlyStore(treeOf(stale("NotReadableError")), "").get("a")).rejects.toMatchObject({
      code: "NotReadableError",
      message: expect.stringContaining('cannot read "a": the file could not be read (NotReadableError: '),
    });
    const restless = treeOf({ ...fresh, again: async () => new Blob(["newer"]) });
    await expect(new ReadOnlyStore(restless, "").get("a")).rejects.toThrow(
      /cannot read "a": another file takes its place/,
    );
  });

  test("is not looked up again after another error", async () => {
    const tree = treeOf(stale("SecurityError"), fresh);
    await expect(new ReadOnlyStore(tree, "").get("a")).rejects.toMatchObject({ code: "SecurityError" });
    expect(tree.lookups).toBe(1);
  });
});

test("an abort while a file is looked up is no failure of the file", async () => {
  const controller = new AbortController();
  const reason = new Error("the caller left");
  const tree: FileTree = {
    file: async () => {
      controller.abort(reason);
      throw new DOMException("whatever", "InvalidStateError");
    },
    names: () => [],
  };
  const store = new ReadOnlyStore(tree, "");
  await expect(store.get("a", { signal: controller.signal })).rejects.toBe(reason);
});

test("names that are no keys stay hidden", async () => {
  const names = ["ok", "a\0b", "..", "../", "\ud800", `x.${"0".repeat(32)}.partial`, "y.crswap"];
  const store = new ReadOnlyStore({ file: () => undefined, names: () => names }, "");
  const found: string[] = [];
  for await (const name of store.listDir("")) found.push(name);
  expect(found).toEqual(["ok"]);
});
