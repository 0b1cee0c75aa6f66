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
import type { ByteRange, ListableStore, StoreOptions, VersionPin, WritableStore } from "@zarrkit/core/contract";

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
      if (options?.pin !== undefined) heedPin(options.pin, value?.version.toString());
      if (value === undefined) return undefined;
      // A copy, because a Buffer is no plain Uint8Array.
      const bytes = new Uint8Array(Buffer.from(value.base64, "base64"));
      return options?.range === undefined ? bytes : slice(bytes, options.range);
    },

    async version(key, options) {
      return (await read(options)).values.get(checkKey(key))?.version.toString();
    },

    async set(key, value, options) {
      checkKey(key);
      if (!(value instanceof Uint8Array)) throw new TypeError(`expected a Uint8Array, found ${typeof value}`);
      // Now, because the memory is the caller's again later.
      const base64 = Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64");
      return change(options, (content) => {
        const version = content.values.get(key)?.version.toString() ?? null;
        if (options?.ifVersion !== undefined && options.ifVersion !== version) return false;
        content.values.set(key, { version: ++content.writes, base64 });
        return true;
      });
    },

    async delete(key, options) {
      checkKey(key);
      await change(options, ({ values }) => values.delete(key));
    },

    async *list(prefix, options) {
      for (const key of await keysBelow(prefix, options)) {
        options?.signal?.throwIfAborted();
        yield key;
      }
    },

    async *listDir(prefix, options) {
      const names = (await keysBelow(prefix, options)).map((key) => key.slice(prefix.length).replace(/\/.*/s, "/"));
      for (const name of new Set(names)) {
        options?.signal?.throwIfAborted();
        yield name;
      }
    },
  };

  async function keysBelow(prefix: string, options: StoreOptions | undefined): Promise<string[]> {
    if (prefix !== "" && !prefix.endsWith("/")) throw new RangeError(`expected a prefix, found ${prefix}`);
    if (prefix !== "") checkKey(prefix.slice(0, -1));
    return [...(await read(options)).values.keys()].filter((key) => key.startsWith(prefix));
  }
}

function checkKey(key: string): string {
  // An empty, "." or ".." segment.
  if (/(?:^|\/)\.{0,2}(?:\/|$)/.test(key)) throw new RangeError(`expected a key, found ${JSON.stringify(key)}`);
  return key;
}

/** Reads with one pin are of one version; a reader that is answered with an error begins again. */
function heedPin(pin: VersionPin, version: string | undefined): void {
  if (pin.version !== undefined && pin.version !== version) {
    throw Object.assign(new Error("the value has changed"), { code: "changed" });
  }
  pin.version = version;
}

/** Ranges are clipped to the value; what is no range is refused. */
function slice(bytes: Uint8Array, range: ByteRange): Uint8Array {
  const numbers = "suffix" in range ? [range.suffix] : [range.offset, range.length ?? 0];
  for (const number of numbers) {
    if (!Number.isSafeInteger(number) || number < 0) throw new RangeError(`expected a byte count, found ${number}`);
  }
  if ("suffix" in range) return bytes.slice(Math.max(0, bytes.length - range.suffix));
  return bytes.slice(range.offset, range.length === undefined ? undefined : range.offset + range.length);
}
