/**
 * A store that keeps a whole hierarchy in one JSON file. For small ones: the file is read for each value, and written
 * anew for each change. Programs that write it at the same time have to take turns.
 *
 *     { "writes": 1, "values": { "zarr.json": { "version": 1, "base64": "e30=" } } }
 *
 * Source: zarr v3 core, "Abstract store interface".
 */
import { readFile, rename, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { ListableStore, StoreOptions, WritableStore } from "@zarrkit/core/contract";
import { clip } from "@zarrkit/store-base/byte-range";
import { KeyTree } from "@zarrkit/store-base/key-tree";
import { checkKey, checkPrefix } from "@zarrkit/store-base/store-key";
import { checkValue } from "@zarrkit/store-base/value";
import { heedPin } from "@zarrkit/store-base/version-pin";

interface Value {
  /** The write that brought it, counted from the file's beginning: no two values share a version. */
  readonly version: number;
  readonly base64: string;
}

interface Content {
  writes: number;
  readonly values: Map<string, Value>;
}

/** The last change of each file, for those who want to change it next. */
const turns = new Map<string, Promise<unknown>>();

/**
 * Opens or creates the store in `file`. An object literal of closures: methods work without their `this`.
 * Throws when the file cannot be read or written, or holds something else.
 */
export function jsonFileStore(file: string): WritableStore & ListableStore {
  const path = resolve(file);

  async function read(options: StoreOptions | undefined): Promise<Content> {
    options?.signal?.throwIfAborted();
    try {
      const { writes, values } = JSON.parse(await readFile(path, "utf8"));
      options?.signal?.throwIfAborted();
      // A map has no prototype that a key such as "__proto__" could reach.
      return { writes, values: new Map(Object.entries(values)) };
    } catch (error) {
      // Only a missing file is an empty store; anything else must not look like missing data.
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return { writes: 0, values: new Map() };
      throw error;
    }
  }

  /** One change after the other. The new file takes the old one's place at once, so that nobody sees half of it. */
  function change<T>(options: StoreOptions | undefined, apply: (content: Content) => T): Promise<T> {
    const turn = (turns.get(path) ?? Promise.resolve()).then(async () => {
      const content = await read(options);
      const result = apply(content);
      const temporary = `${path}.${process.pid}.tmp`;
      await writeFile(temporary, JSON.stringify({ ...content, values: Object.fromEntries(content.values) }));
      await rename(temporary, path);
      return result;
    });
    const settled = turn.catch(() => {});
    turns.set(path, settled);
    void settled.then(() => turns.get(path) === settled && turns.delete(path));
    return turn;
  }

  return {
    contract: "zarrkit.store.v1",
    description: `json-file://${path}`,
    // Two stores over one file are the same data: the engine takes turns on a chunk by it.
    identity: `json-file:${path}`,

    async get(key, options) {
      const value = (await read(options)).values.get(checkKey(key));
      heedPin(options?.pin, value?.version.toString());
      if (value === undefined) return undefined;
      // A copy, because a Buffer is no plain Uint8Array.
      const bytes = new Uint8Array(Buffer.from(value.base64, "base64"));
      return bytes.slice(...clip(options?.range, bytes.length));
    },

    async version(key, options) {
      return (await read(options)).values.get(checkKey(key))?.version.toString();
    },

    async set(key, value, options) {
      checkValue(key, value);
      const bare = checkKey(key);
      // Now, because the memory is the caller's again later.
      const base64 = Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64");
      return change(options, (content) => {
        const version = content.values.get(bare)?.version.toString() ?? null;
        if (options?.ifVersion !== undefined && options.ifVersion !== version) return false;
        content.values.set(bare, { version: ++content.writes, base64 });
        return true;
      });
    },

    async delete(key, options) {
      const bare = checkKey(key);
      await change(options, ({ values }) => values.delete(bare));
    },

    async *list(prefix, options) {
      for (const key of (await keys(options)).keys(checkPrefix(prefix))) {
        options?.signal?.throwIfAborted();
        yield key;
      }
    },

    async *listDir(prefix, options) {
      for (const name of (await keys(options)).names(checkPrefix(prefix))) {
        options?.signal?.throwIfAborted();
        yield name;
      }
    },
  };

  async function keys(options: StoreOptions | undefined): Promise<KeyTree> {
    return new KeyTree((await read(options)).values.keys());
  }
}
