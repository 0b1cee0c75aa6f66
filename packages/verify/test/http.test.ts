import { create, createGroup, open, openArray, openGroup, slice, type ZarrArray } from "@zarrkit/api";
import { HttpStore } from "@zarrkit/store-http";
import { cached } from "@zarrkit/store-tools";
import { faults, startServer, type TestServer } from "@zarrkit/test-server";
import { describe, expect, onTestFinished, test, vi } from "vitest";

const bytes = { name: "bytes", configuration: { endian: "little" } };
const sharding = {
  name: "sharding_indexed",
  configuration: { chunk_shape: [4, 4], codecs: [bytes], index_codecs: [bytes, { name: "crc32c" }] },
};
const values = Uint16Array.from({ length: 256 }, (_, i) => i);

/** An array of 16 by 16 on a server, which has been asked for nothing yet. */
async function served(options: Record<string, unknown>): Promise<TestServer> {
  const store = new Map<string, Uint8Array>();
  const array = await create({ store, shape: [16, 16], dtype: "uint16", fillValue: 0, compressors: null, ...options });
  await array.set(null, values);
  return serve(store);
}

async function serve(store: ReadonlyMap<string, Uint8Array>): Promise<TestServer> {
  const server = await startServer({ files: new Map([...store].map(([key, value]) => [`/${key}`, value])) });
  onTestFinished(() => server.close());
  return server;
}

const asked = (server: TestServer): string[] =>
  server.take().map(({ method, url, range }) => [method, url, range].filter(Boolean).join(" "));

const patient = { retries: 30, totalTimeout: 20_000 };
const all = async (array: ZarrArray): Promise<number[]> => Array.from((await array.get()).data as Uint16Array);

describe("requests over HTTP", () => {
  test("opening an array of version 3 takes one", async () => {
    const server = await served({ chunks: [4, 4] });
    await open(server.url);
    expect(asked(server)).toEqual(["GET /zarr.json"]);
  });

  test("opening an array of version 2 takes two at once, and one more where the version is not known", async () => {
    const server = await served({ chunks: [4, 4], zarrFormat: 2, compressors: undefined, compressor: null });
    server.respond = () => ({ delay: 10 });
    await openArray(server.url, { zarrFormat: 2 });
    expect(asked(server).sort()).toEqual(["GET /.zarray", "GET /.zattrs"]);
    expect(server.mostAtOnce).toBe(2);
    await openArray(server.url);
    expect(asked(server).sort()).toEqual(["GET /.zarray", "GET /.zattrs", "GET /zarr.json"]);
  });

  test("a miss takes two rounds, and the error names what was looked for", async () => {
    const server = await serve(new Map());
    const error = await open(server.url).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: "GROUP_NOT_FOUND" });
    expect(error.cause.message).toContain("zarr.json, .zarray, .zgroup");
    expect(asked(server)[0]).toBe("GET /zarr.json");
  });

  test("a group with consolidated metadata and all of its arrays take one", async () => {
    const store = new Map<string, Uint8Array>();
    const group = await createGroup({ store });
    for (const name of ["a", "b"]) await group.createArray(name, { shape: [2], dtype: "int8" });
    const { consolidateMetadata } = await import("@zarrkit/api");
    await consolidateMetadata(store);
    const server = await serve(store);
    const opened = await openGroup(server.url);
    await opened.array("a");
    await opened.array("b");
    expect(asked(server)).toEqual(["GET /zarr.json"]);
  });

  test("sixteen inner chunks of a shard take two, the index and one run, and one where all are wanted", async () => {
    const server = await served({ chunks: [16, 16], codecs: [sharding], compressors: undefined });
    const array = await openArray(server.url);
    asked(server);
    await array.get([slice(1, 15), slice(1, 15)]);
    const once = asked(server);
    expect(once.length).toBeLessThanOrEqual(2);
    expect(await all(array)).toEqual([...values]);
    expect(asked(server)).toHaveLength(1);
  });

  test("one inner chunk takes two, and one once the index is known", async () => {
    const server = await served({ chunks: [16, 16], codecs: [sharding], compressors: undefined });
    const array = await openArray(server.url);
    asked(server);
    await array.get([0, 0]);
    expect(asked(server)).toEqual(["GET /c/0/0 bytes=-260", "GET /c/0/0 bytes=0-31"]);
    await array.get([5, 5]);
    expect(asked(server)).toHaveLength(1);
  });

  test("the same chunk, the same index and the same document take one each, for any number of readers", async () => {
    for (const options of [{ chunks: [16, 16] }, { chunks: [16, 16], codecs: [sharding], compressors: undefined }]) {
      const server = await served(options);
      server.respond = () => ({ delay: 10 });
      const store = new HttpStore(server.url);
      await Promise.all([1, 2, 3].map(() => openArray(store)));
      expect(asked(server)).toEqual(["GET /zarr.json"]);
      const array = await openArray(store);
      asked(server);
      await Promise.all([1, 2, 3].map(() => array.get([0, 0])));
      expect(asked(server)).toHaveLength("codecs" in options ? 2 : 1);
    }
  });
});

describe("readers who leave", () => {
  const arrays = [
    { name: "a chunk", options: { chunks: [16, 16] }, at: "/c/0/0" },
    { name: "an index", options: { chunks: [16, 16], codecs: [sharding], compressors: undefined }, at: "bytes=-260" },
    {
      name: "an inner chunk",
      options: { chunks: [16, 16], codecs: [sharding], compressors: undefined },
      at: "bytes=0-31",
    },
  ];
  for (const { name, options, at } of arrays) {
    for (const leaving of [1, 3, 4]) {
      test(`${leaving} of 4 readers of ${name} leave`, async () => {
        const server = await served(options);
        const array = await openArray(server.url);
        let letGo = (): void => {};
        const held = new Promise<void>((resolve) => {
          letGo = resolve;
        });
        const isAt = ({ url, range }: { url: string; range: string | undefined }) => url === at || range === at;
        server.respond = async (request) => {
          if (isAt(request)) await held;
          return {};
        };
        const controllers = [0, 1, 2, 3].map(() => new AbortController());
        const reads = controllers.map(({ signal }) => array.get([0, 1], { signal }));
        const outcomes = Promise.allSettled(reads);
        while (!server.requests.some(isAt)) await new Promise((resolve) => setTimeout(resolve, 2));
        const reason = new Error("enough");
        for (const controller of controllers.slice(0, leaving)) controller.abort(reason);
        if (leaving === 4) while (server.abandoned === 0) await new Promise((resolve) => setTimeout(resolve, 2));
        letGo();
        for (const [i, outcome] of (await outcomes).entries()) {
          if (outcome.status === "rejected") expect([i < leaving, outcome.reason]).toEqual([true, reason]);
          else expect([i < leaving, outcome.value.item()]).toEqual([false, 1]);
        }
        expect(server.requests.filter(isAt)).toHaveLength(1);
        expect(server.abandoned).toBe(leaving === 4 ? 1 : 0);
      });
    }
  }
});

describe("a server that fails", () => {
  const layouts = [
    { name: "chunks", options: { chunks: [2, 2] } },
    { name: "shards", options: { chunks: [8, 8], codecs: [sharding], compressors: undefined } },
  ];
  for (const { name, options } of layouts) {
    for (const seed of [1, 2, 3]) {
      test(`in a fifth of all requests is read right: ${name}, seed ${seed}`, async () => {
        const server = await served(options);
        server.respond = faults(0.2, seed);
        const array = await openArray(server.url, { storageOptions: patient });
        expect(await all(array)).toEqual([...values]);
        expect((await array.get([slice(3, 9), slice(2, 7)])).item(0, 0)).toBe(50);
      });
    }

    test(`for good is an error, never the fill value: ${name}`, async () => {
      const server = await served(options);
      const array = await openArray(server.url, { storageOptions: { retries: 1 } });
      for (const response of [{ fault: "reset" }, { fault: "truncate" }, { status: 503 }, { status: 403 }] as const) {
        server.respond = () => response;
        await expect(array.get()).rejects.toMatchObject({ code: "STORE" });
      }
    });

    test(`by answering nothing is an error in time: ${name}`, async () => {
      const server = await served(options);
      const array = await openArray(server.url, { storageOptions: { timeout: 100, totalTimeout: 500 } });
      server.respond = () => ({ delay: Infinity });
      const start = performance.now();
      await expect(array.get()).rejects.toMatchObject({ code: "STORE", status: undefined });
      // One attempt alone takes longer where nobody says so.
      expect(performance.now() - start).toBeLessThan(25_000);
    });
  }

  test("by ignoring ranges serves shards all the same", async () => {
    const server = await served({ chunks: [8, 8], codecs: [sharding], compressors: undefined });
    server.respond = () => ({ ignoreRange: true });
    const array = await openArray(server.url);
    expect((await array.get([9, slice(7, 9)])).toList()).toEqual([151, 152]);
    expect(await all(array)).toEqual([...values]);
  });
});

describe("a shard that is replaced while it is read", () => {
  const replaced = async () => {
    const server = await served({ chunks: [16, 16], codecs: [sharding], compressors: undefined });
    const array = await openArray(server.url);
    const store = new Map<string, Uint8Array>();
    const next = await create({
      store,
      shape: [16, 16],
      dtype: "uint16",
      fillValue: 0,
      chunks: [16, 16],
      codecs: [sharding],
    });
    await next.set([slice(4, 16)], 7);
    return { server, array, shard: store.get("c/0/0") as Uint8Array };
  };

  test("between its index and its inner chunks is read again", async () => {
    const { server, array, shard } = await replaced();
    server.respond = ({ range }) => {
      if (range !== undefined && !range.startsWith("bytes=-")) server.files.set("/c/0/0", shard);
      return {};
    };
    expect((await array.get([slice(3, 5), 0])).toList()).toEqual([0, 7]);
  });

  test("after its index was read and kept is read again", async () => {
    const { server, array, shard } = await replaced();
    expect((await array.get([3, 0])).item()).toBe(48);
    server.files.set("/c/0/0", shard);
    expect((await array.get([slice(3, 5), 0])).toList()).toEqual([0, 7]);
  });

  test("is of one version through a cache, too", async () => {
    const { server, shard } = await replaced();
    const array = await openArray(cached(new HttpStore(server.url)));
    expect((await array.get([3, 0])).item()).toBe(48);
    server.files.set("/c/0/0", shard);
    expect((await array.get([slice(3, 5), 4])).toList()).toEqual([0, 7]);
  });

  test("again and again is a conflict", async () => {
    const { server, array, shard } = await replaced();
    const old = server.files.get("/c/0/0") as Uint8Array;
    let turn = 0;
    server.respond = () => {
      server.files.set("/c/0/0", turn++ % 2 === 0 ? shard.slice() : old.slice());
      return {};
    };
    // Waits of no length.
    const random = vi.spyOn(Math, "random").mockReturnValue(0);
    onTestFinished(() => random.mockRestore());
    await expect(array.get([slice(4, 6), 0])).rejects.toMatchObject({ code: "CONFLICT", key: "c/0/0", attempts: 50 });
  });
});
