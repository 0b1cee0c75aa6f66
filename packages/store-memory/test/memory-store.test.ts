import { storeConformance } from "@zarrkit/testkit/store";
import { describe, expect, test } from "vitest";
import { MemoryStore, type MemoryStoreOptions, memoryStore } from "../src/index.ts";

const text = new TextEncoder();

async function collect(values: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = [];
  for await (const value of values) found.push(value);
  return found;
}

const capabilities = { write: true, list: true };

for (const [name, slash, options] of [
  ["memory store", "", {}],
  ["memory store with slash keys", "/", { leadingSlash: true }],
] as [string, string, MemoryStoreOptions][]) {
  storeConformance(
    { test, expect, describe },
    {
      name,
      capabilities,
      create: () => {
        const map = new Map<string, Uint8Array>();
        return {
          store: new MemoryStore(map, options),
          behind: {
            write: (key, bytes) => void map.set(slash + key, bytes.slice()),
            read: (key) => map.get(slash + key),
          },
        };
      },
    },
  );
}

describe("the map", () => {
  test("is the caller's own", () => {
    const map = new Map([["a/zarr.json", text.encode("{}")]]);
    const store = new MemoryStore(map);
    expect(store.identity).toBe(map);
    expect(store.borrowed).toBe(true);
    expect(store.get("a/zarr.json")).toBe(map.get("a/zarr.json"));
    store.set("b", text.encode("1"));
    expect([...map.keys()]).toEqual(["a/zarr.json", "b"]);
    store.delete("a/zarr.json");
    expect(map.size).toBe(1);
  });

  test("may spell keys with a leading slash", async () => {
    const map = new Map([["/a/zarr.json", text.encode("{}")]]);
    const store = new MemoryStore(map);
    expect(store.get("a/zarr.json")).toBe(map.get("/a/zarr.json"));
    store.set("a/c/0", text.encode("1"));
    expect([...map.keys()]).toEqual(["/a/zarr.json", "/a/c/0"]);
    expect(await collect(store.list("a/"))).toEqual(["a/zarr.json", "a/c/0"]);
    expect(await collect(store.listDir(""))).toEqual(["a/"]);
    store.deletePrefix("a/c/");
    expect([...map.keys()]).toEqual(["/a/zarr.json"]);
  });

  test("an empty one may get its spelling later", () => {
    const map = new Map<string, Uint8Array>();
    const store = new MemoryStore(map);
    expect(store.get("a")).toBeUndefined();
    map.set("/a", text.encode("1"));
    expect(store.get("a")).toBe(map.get("/a"));
  });

  test("the option wins over the keys", () => {
    const map = new Map([["/a", text.encode("1")]]);
    expect(new MemoryStore(map, { leadingSlash: false }).get("a")).toBeUndefined();
  });

  test("keys may be asked for with a leading slash, as other libraries do", () => {
    const store = memoryStore(new Map([["a", text.encode("1")]]));
    expect(store.get("/a")).toEqual(text.encode("1"));
    store.set("/b", text.encode("2"));
    expect(store.get("b")).toEqual(text.encode("2"));
  });

  test("values that are no bytes are named", () => {
    const map = new Map([["a", "text" as unknown as Uint8Array]]);
    expect(() => new MemoryStore(map).get("a")).toThrow(/map holds String under "a", expected a Uint8Array/);
  });

  test("names that are no keys stay hidden", async () => {
    const map = new Map([
      ["../a", text.encode("1")],
      ["a//b", text.encode("1")],
      ["ok", text.encode("1")],
    ]);
    expect(await collect(new MemoryStore(map).list(""))).toEqual(["ok"]);
  });
});

test("answers are synchronous", () => {
  const store = memoryStore();
  expect(store.set("a", text.encode("1"))).toBe(true);
  expect(store.get("a")).toBeInstanceOf(Uint8Array);
  expect(store.size("a")).toBe(1);
  expect(store.version("a")).toBeTypeOf("string");
  expect(store.delete("a")).toBeUndefined();
});

test("a Buffer is stored as plain bytes, and copied", () => {
  const store = memoryStore();
  const buffer = Buffer.from("abc");
  store.set("a", buffer);
  buffer.fill(0);
  expect(store.get("a")).toEqual(text.encode("abc"));
  expect(store.get("a")?.constructor).toBe(Uint8Array);
});

test("a new value set into the map has a new version, in every store over it", () => {
  const map = new Map([["a", text.encode("1")]]);
  const [one, two] = [new MemoryStore(map), new MemoryStore(map)];
  const version = one.version("a") as string;
  expect(two.version("a")).toBe(version);
  map.set("a", text.encode("2"));
  expect(one.set("a", text.encode("3"), { ifVersion: version })).toBe(false);
  expect(two.version("a")).not.toBe(version);
});

test("stores over one map share a description, others do not", () => {
  const map = new Map();
  expect(new MemoryStore(map).description).toBe(new MemoryStore(map).description);
  expect(memoryStore().description).toMatch(/^memory:\/\/\d+$/);
  expect(memoryStore().description).not.toBe(memoryStore().description);
});

test("a read-only store refuses changes", () => {
  const map = new Map([["a", text.encode("1")]]);
  const store = memoryStore(map, { readOnly: true });
  expect(() => store.set("a", text.encode("2"))).toThrow(/read-only/);
  expect(() => store.delete("a")).toThrow(/read-only/);
  expect(() => store.deletePrefix("")).toThrow(/read-only/);
  expect(store.get("a")).toEqual(text.encode("1"));
});
