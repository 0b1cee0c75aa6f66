import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createArray, createGroup, errors, open, openArray, type Store, type StoreLike } from "@zarrkit/api";
import { LocalStore } from "@zarrkit/store-fs";
import { HttpStore } from "@zarrkit/store-http";
import { MemoryStore } from "@zarrkit/store-memory";
import { cached, observed, prefixed, readOnly, retrying } from "@zarrkit/store-tools";
import { ZipStore } from "@zarrkit/store-zip";
import { startServer, type TestServer } from "@zarrkit/test-server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as zarrita from "zarrita";

// What zarrita itself reads and writes right: see js-peers.md for what it does not.
const values = Int32Array.from({ length: 60 }, (_, index) => index * 3 - 7);
const shape = [6, 10];

async function fill(store: Store): Promise<void> {
  const data = { data: values, shape };
  await createGroup({ store, attributes: { title: "ours" } });
  await createArray({ store, name: "plain", data, chunks: [4, 4], compressors: null });
  await createArray({
    store,
    name: "gzip",
    data,
    chunks: [4, 4],
    compressors: { name: "gzip", configuration: { level: 1 } },
  });
  await createArray({ store, name: "sharded", data, chunks: [2, 5], shards: [4, 10] });
}

const folders: string[] = [];
const servers: TestServer[] = [];
afterAll(async () => {
  for (const server of servers) await server.close();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

async function folder(): Promise<LocalStore> {
  folders.push(await mkdtemp(join(tmpdir(), "zarrkit-zarrita-")));
  return new LocalStore(folders.at(-1) as string);
}

const stores: Record<string, () => Promise<Store>> = {
  async "our store in memory"() {
    const store = new MemoryStore();
    await fill(store);
    return store;
  },
  async "our store in a folder"() {
    const store = await folder();
    await fill(store);
    return store;
  },
  async "our store in wrappers"() {
    const store = new MemoryStore();
    await fill(prefixed(store, "a/b"));
    return observed(cached(retrying(readOnly(prefixed(store, "a/b")))), () => {});
  },
  async "our store on a web server"() {
    const map = new Map<string, Uint8Array>();
    await fill(new MemoryStore(map));
    const server = await startServer({ files: new Map([...map].map(([key, value]) => [`/${key}`, value])) });
    servers.push(server);
    return new HttpStore(server.url);
  },
  async "our store in a zip archive"() {
    const outer = new MemoryStore();
    const writer = await ZipStore.open(outer, "a.zip", { mode: "w" });
    await fill(writer);
    await writer.close();
    return ZipStore.open(outer, "a.zip");
  },
};

describe.each(Object.entries(stores))("%s in zarrita", (_, make) => {
  let store: zarrita.Readable;
  beforeAll(async () => {
    store = (await make()) as zarrita.Readable;
  });

  test("is opened as a group", async () => {
    const group = await zarrita.open(store, { kind: "group" });
    expect(group.attrs).toEqual({ title: "ours" });
  });

  test.each(["plain", "gzip", "sharded"])("its array %s is read", async (name) => {
    const array = await zarrita.open(zarrita.root(store).resolve(name), { kind: "array" });
    expect(array.shape).toEqual(shape);
    const whole = await zarrita.get(array);
    expect([...(whole.data as Int32Array)]).toEqual([...values]);
    const row = await zarrita.get(array, [3, zarrita.slice(2, 9)]);
    expect([...(row.data as Int32Array)]).toEqual([...values.subarray(32, 39)]);
  });

  test("works under zarrita's extensions, which wrap stores in proxies", async () => {
    const coalescing = zarrita.withRangeCoalescing(store as Parameters<typeof zarrita.withRangeCoalescing>[0]);
    const array = await zarrita.open(zarrita.root(coalescing).resolve("sharded"), { kind: "array" });
    expect([...((await zarrita.get(array)).data as Int32Array)]).toEqual([...values]);
  });

  test("answers nothing for what is not there", async () => {
    await expect(zarrita.open(zarrita.root(store).resolve("nowhere"))).rejects.toThrow(/not found/i);
  });
});

test.each(["memory", "folder"])("what zarrita writes into our store in %s is read", async (kind) => {
  const store = kind === "memory" ? new MemoryStore() : await folder();
  const created = await zarrita.create(store as unknown as zarrita.Mutable, {
    shape,
    chunkShape: [4, 4],
    dtype: "int32",
    codecs: [{ name: "bytes", configuration: { endian: "little" } }],
    fillValue: 0,
  });
  await zarrita.set(created, null, { data: values, shape, stride: [10, 1] });
  const array = await openArray(store, { dtype: "int32" });
  expect([...(await array.get()).data]).toEqual([...values]);
});

describe("zarrita's stores in ours", () => {
  test("a Map with zarrita's keys, written there", async () => {
    const map = new Map<string, Uint8Array>();
    const created = await zarrita.create(map as unknown as zarrita.Mutable, {
      shape,
      chunkShape: [4, 4],
      dtype: "int32",
      codecs: [{ name: "bytes", configuration: { endian: "little" } }],
      fillValue: 0,
    });
    await zarrita.set(created, null, { data: values, shape, stride: [10, 1] });
    const array = await openArray(map, { dtype: "int32" });
    expect([...(await array.get()).data]).toEqual([...values]);
    await array.set([0, 0], 99);
    const [first] = (await zarrita.get(created)).data as Int32Array;
    expect(first).toBe(99);
  });

  test("a store under zarrita's extensions", async () => {
    const map = new Map<string, Uint8Array>();
    await fill(new MemoryStore(map, { leadingSlash: true }));
    const cached = zarrita.withByteCaching(map as zarrita.Readable as never) as StoreLike;
    const array = await openArray(cached, { path: "sharded", dtype: "int32" });
    expect([...(await array.get()).data]).toEqual([...values]);
    expect((await open(cached, { mode: "r" })).attrs).toEqual({ title: "ours" });
  });

  test("our own store under an extension that does not know our ranges is an error, not wrong data", async () => {
    const store = new MemoryStore();
    await fill(store);
    const cached = zarrita.withByteCaching(store as never) as StoreLike;
    const array = await openArray(cached, { path: "sharded", dtype: "int32" });
    await array.get([0, 0]).then(
      () => expect.unreachable(),
      (error) => expect(error).toBeInstanceOf(errors.ZarrError),
    );
  });

  test("a server read through FetchStore", async () => {
    const store = new MemoryStore();
    await fill(store);
    const server = createServer((request, response) => {
      const value = store.get(new URL(request.url as string, "http://localhost").pathname);
      const [, start, end] = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? "") ?? [];
      if (value === undefined) response.writeHead(404).end();
      else if (start === undefined) response.writeHead(200).end(value);
      else {
        const part = start === "" ? value.slice(-Number(end)) : value.slice(Number(start), Number(end) + 1);
        response.writeHead(206, { "content-length": part.length }).end(part);
      }
    });
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const fetched = new zarrita.FetchStore(`http://127.0.0.1:${port}/`, { useSuffixRequest: true });
      for (const path of ["plain", "gzip", "sharded"]) {
        const array = await openArray(fetched as StoreLike, { path, dtype: "int32" });
        expect([...(await array.get()).data], path).toEqual([...values]);
      }
    } finally {
      server.close();
    }
  });
});
