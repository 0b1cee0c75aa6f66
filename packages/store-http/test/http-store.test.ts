import type { StoreDescriptor } from "@zarrkit/core/contract";
import { describe, expect, test } from "vitest";
import { HttpError, HttpStore, httpStore } from "../src/index.ts";
import { bytes, failure, serve, served, text } from "./served.ts";

describe("requests", () => {
  test("a value, a range and an end are one request each, a miss too", async () => {
    const { server, store } = await served();
    for (const range of [undefined, { offset: 1, length: 2 }, { offset: 4 }, { suffix: 3 }]) {
      await store.get("key", { range });
    }
    await store.get("missing");
    expect(server.take().map(({ method, url, range }) => [method, url, range])).toEqual([
      ["GET", "/a/key", undefined],
      ["GET", "/a/key", "bytes=1-2"],
      ["GET", "/a/key", "bytes=4-"],
      ["GET", "/a/key", "bytes=-3"],
      ["GET", "/a/missing", undefined],
    ]);
  });

  test("a size is one byte", async () => {
    const { server, store } = await served();
    expect(await store.size("key")).toBe(10);
    expect(server.take().map(({ method, range }) => [method, range])).toEqual([["GET", "bytes=0-0"]]);
  });

  test("close ranges travel together, far ones do not", async () => {
    const { server, store } = await served({ coalesceMaxGapBytes: 2, coalesceMaxBytes: 6 });
    const ranges = [
      { offset: 8, length: 1 },
      { offset: 0, length: 2 },
      { offset: 3, length: 2 },
      { offset: 0, length: 1 },
    ];
    expect((await store.getRanges("key", ranges))?.map(text)).toEqual(["8", "01", "34", "0"]);
    expect(server.take().map(({ range }) => range)).toEqual(["bytes=0-4", "bytes=8-8"]);
  });

  test("answers that travelled together do not share memory", async () => {
    const { store } = await served();
    const [first, second] =
      (await store.getRanges("key", [
        { offset: 0, length: 5 },
        { offset: 2, length: 5 },
      ])) ?? [];
    first?.fill(0);
    expect(text(second)).toBe("23456");
    expect(second?.byteOffset).toBe(0);
  });
});

describe("servers that do not know ranges", () => {
  test("that ignore them serve slices, and several ranges with one request from then on", async () => {
    const { server, store } = await served();
    server.respond = () => ({ ignoreRange: true });
    expect(text(await store.get("key", { range: { offset: 2, length: 3 } }))).toBe("234");
    server.take();
    const ranges = [
      { offset: 8, length: 2 },
      { offset: 0, length: 1 },
    ];
    const wide = new HttpStore(`${server.url}/a`, { coalesceMaxGapBytes: 0 });
    expect((await wide.getRanges("key", ranges))?.map(text)).toEqual(["89", "0"]);
    expect(server.take()).toHaveLength(1);
  });

  test("that ignore them need not send what lies behind a range", async () => {
    let sent = 0;
    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(1000).fill(++sent)),
      cancel: () => {
        cancelled = true;
      },
    });
    const store = new HttpStore("http://example.invalid", { fetch: async () => new Response(endless) });
    expect(await store.get("key", { range: { offset: 1998, length: 4 } })).toEqual(Uint8Array.of(2, 2, 3, 3));
    expect(cancelled).toBe(true);
    expect(sent).toBeLessThan(10);
  });

  for (const status of [400, 416, 501]) {
    test(`that answer ${status} to a suffix are asked by position, and remembered`, async () => {
      const { server, store } = await served();
      server.respond = ({ range }) => (range?.startsWith("bytes=-") ? { status } : {});
      expect(text(await store.get("key", { range: { suffix: 3 } }))).toBe("789");
      expect(server.take().map(({ range }) => range)).toEqual(["bytes=-3", "bytes=0-0", "bytes=7-9"]);
      expect(text(await store.get("key", { range: { suffix: 3 } }))).toBe("789");
      expect(server.take().map(({ range }) => range)).toEqual(["bytes=0-0", "bytes=7-9"]);
    });
  }

  test("that hide sizes are asked with HEAD, and if that is refused, for the whole", async () => {
    const { server, store } = await served({ suffixRanges: false, missingStatus: [403, 404] });
    server.respond = ({ method }) => (method === "HEAD" ? { status: 403 } : { headers: { "content-range": null } });
    expect(text(await store.get("key", { range: { suffix: 3 } }))).toBe("789");
    expect(server.take().map(({ method, range }) => [method, range])).toEqual([
      ["GET", "bytes=0-0"],
      ["HEAD", undefined],
      ["GET", undefined],
      ["GET", "bytes=7-9"],
    ]);
  });

  test("an answer with other bytes than asked for is an error", async () => {
    const { server, store } = await served({ retries: 0 });
    for (const content of ["bytes 3-4/10", "bytes 2-3/10", "bytes 2-4/4"]) {
      server.respond = () => ({ headers: { "content-range": content } });
      expect((await failure(store.get("key", { range: { offset: 2, length: 3 } }))).message).toMatch(
        /asked for|promised/,
      );
    }
  });
});

describe("values that change", () => {
  const change = async ({ etag }: { readonly etag: boolean }) => {
    const { server, store } = await served({ coalesceMaxGapBytes: 0 });
    server.respond = () => ({ headers: etag ? {} : { etag: null } });
    return { server, store, write: (value: string) => void server.files.set("/a/key", bytes(value)) };
  };

  for (const etag of [true, false]) {
    test(`reads with one pin are of one version, ${etag ? "by tag" : "by time and size"}`, async () => {
      const { store, write } = await change({ etag });
      const pin = { version: undefined };
      expect(text(await store.get("key", { range: { suffix: 2 }, pin }))).toBe("89");
      expect(pin.version).toBeTypeOf("string");
      expect(text(await store.get("key", { range: { offset: 0, length: 2 }, pin }))).toBe("01");
      write("abcdefghij");
      for (const range of [undefined, { offset: 0, length: 2 }, { suffix: 1 }]) {
        const error = await failure(store.get("key", { range, pin }));
        expect(error).toBeInstanceOf(HttpError);
        expect(error["code"]).toBe("changed");
      }
      expect(text(await store.get("key", { range: { offset: 0, length: 2 } }))).toBe("ab");
    });

    test(`a value that got shorter is a changed one, ${etag ? "by tag" : "by time and size"}`, async () => {
      const { store, write } = await change({ etag });
      const pin = { version: undefined };
      await store.get("key", { range: { offset: 0, length: 2 }, pin });
      write("ab");
      expect((await failure(store.get("key", { range: { offset: 5, length: 2 }, pin })))["code"]).toBe("changed");
    });

    test(`getRanges never mixes, ${etag ? "by tag" : "by time and size"}`, async () => {
      const { server, store, write } = await change({ etag });
      const { respond } = server;
      let answerLast = (): void => {};
      const firstIsAnswered = new Promise<void>((resolve) => {
        answerLast = resolve;
      });
      server.respond = async (request) => {
        if (request.range === "bytes=5-6") {
          await firstIsAnswered;
          write("abcdefghij");
        } else setTimeout(answerLast, 1);
        return respond(request);
      };
      const call = store.getRanges("key", [
        { offset: 0, length: 2 },
        { offset: 5, length: 2 },
      ]);
      expect((await failure(call))["code"]).toBe("changed");
    });
  }

  test("an end by position is of the value whose size was asked for", async () => {
    const { server, store } = await served({ suffixRanges: false });
    server.respond = ({ range }) => {
      if (range !== "bytes=0-0") server.files.set("/a/key", bytes("abcdefghijklmnop"));
      return {};
    };
    expect((await failure(store.get("key", { range: { suffix: 3 } })))["code"]).toBe("changed");
  });
});

describe("what is missing and what failed", () => {
  test("403 is an error that tells about missingStatus, and missing where that says so", async () => {
    const { server, store } = await served();
    server.respond = () => ({ status: 403 });
    expect((await failure(store.get("key"))).message).toContain("missingStatus");
    const lenient = new HttpStore(`${server.url}/a`, { missingStatus: [403, 404] });
    expect(await lenient.get("key")).toBe(undefined);
    expect(await lenient.getRanges("key", [{ offset: 0, length: 1 }])).toBe(undefined);
  });

  test("a folder is no value, also where the server lists it", async () => {
    const server = await serve({
      files: new Map([
        ["/a/b/key", bytes("x")],
        ["/a/b/", bytes("<html>")],
      ]),
    });
    expect(await new HttpStore(`${server.url}/a`).get("b")).toBe(undefined);
  });

  test("errors do not give away the query of the address", async () => {
    const { server } = await served();
    const store = new HttpStore(`${server.url}/a?signature=secret`);
    server.respond = () => ({ status: 403 });
    const error = await failure(store.get("key"));
    expect(server.requests[0]?.url).toBe("/a/key?signature=secret");
    expect(JSON.stringify([error.message, error["url"], store.description])).not.toContain("secret");
  });
});

describe("in another thread", () => {
  test("the same store is made again of what it says", async () => {
    const { store } = await served({ headers: { accept: "*/*" }, retries: 2 });
    const { module, export: name, arguments: rest } = structuredClone(store.portable) as StoreDescriptor;
    expect([module, name]).toEqual(["@zarrkit/store-http", "httpStore"]);
    const again = httpStore(...(rest as Parameters<typeof httpStore>));
    expect([again.url, again.description, again.portable]).toEqual([store.url, store.description, store.portable]);
    expect(await again.get("key")).toEqual(await store.get("key"));
  });

  test("a store with a function, or of another class, is not", () => {
    expect(new HttpStore("https://example.org", { fetch }).portable).toBeUndefined();
    expect(new (class extends HttpStore {})("https://example.org").portable).toBeUndefined();
  });
});
