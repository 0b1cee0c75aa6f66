import { getEventListeners } from "node:events";
import { describe, expect, test } from "vitest";
import { HttpStore } from "../src/index.ts";
import { failure, serve, served, text } from "./served.ts";

describe("the fetch hook", () => {
  test("gets a Request and answers a Response", async () => {
    const server = await serve();
    const seen: Request[] = [];
    const store = new HttpStore(`${server.url}/a`, {
      headers: { "x-team": "maps" },
      fetch(request) {
        seen.push(request);
        request.headers.set("authorization", "Bearer 1");
        return fetch(request);
      },
    });
    await store.get("key", { range: { offset: 0, length: 1 } });
    expect(seen[0]).toBeInstanceOf(Request);
    expect(server.requests[0]?.headers).toMatchObject({
      authorization: "Bearer 1",
      "x-team": "maps",
      range: "bytes=0-0",
    });
  });

  test("is called once more after 401, and may bring a new token", async () => {
    const server = await serve();
    let token = "old";
    const store = new HttpStore(`${server.url}/a`, {
      async fetch(request) {
        request.headers.set("authorization", token);
        const response = await fetch(request);
        if (response.status === 401) token = "new";
        return response;
      },
    });
    server.respond = ({ headers }) => (headers["authorization"] === "new" ? {} : { status: 401 });
    expect(text(await store.get("key"))).toBe("0123456789");
    expect(server.take()).toHaveLength(2);
    server.respond = () => ({ status: 401 });
    expect(await failure(store.get("key"))).toMatchObject({ status: 401, attempts: 1 });
    expect(server.take()).toHaveLength(2);
  });

  const failing = async (reason: (call: number) => unknown) => {
    let calls = 0;
    const fetch = () => Promise.reject(reason(++calls));
    return failure(new HttpStore("http://example.invalid", { retries: 1, fetch }).get("key"));
  };

  test.each([
    ["a network", () => new TypeError("fetch failed")],
    ["a system", () => Object.assign(new Error("reset"), { code: "ECONNRESET" })],
    ["a time limit", () => new DOMException("late", "TimeoutError")],
  ])("a failure of %s in the hook is a request that failed, and is tried again", async (_, reason) => {
    expect(await failing(reason)).toMatchObject({ name: "HttpError", attempts: 2, retryable: true });
  });

  test("an error of the hook's own is not tried again", async () => {
    const error = await failing((call) => new Error(`no token ${call}`));
    expect(error).toMatchObject({ attempts: 1, retryable: false, cause: new Error("no token 1") });
    expect(error.message).toBe("the fetch hook failed: no token 1 (http://example.invalid/key)");
    expect(await failing((call) => `thrown ${call}`)).toMatchObject({ attempts: 1, cause: "thrown 1" });
  });
});

describe("turns", () => {
  test("no more requests to an origin at a time than `concurrency`, over all stores", async () => {
    const { server } = await served();
    server.respond = () => ({ delay: 5 });
    const stores = [1, 2, 3].map(() => new HttpStore(`${server.url}/a`, { concurrency: 4 }));
    await Promise.all(Array.from({ length: 60 }, (_, i) => stores[i % 3]?.get("key")));
    expect(server.mostAtOnce).toBe(4);
  });

  test("a priority goes along as a hint, and first", async () => {
    const server = await serve();
    const order: string[] = [];
    const store = new HttpStore(`${server.url}/a`, {
      concurrency: 1,
      fetch: (request) => {
        order.push(new URL(request.url).pathname);
        return fetch(request);
      },
    });
    const ask = (key: string, priority?: "high" | "low") => store.get(key, { priority });
    await Promise.all([ask("first"), ask("low", "low"), ask("auto"), ask("later"), ask("high", "high")]);
    expect(order).toEqual(["/a/first", "/a/high", "/a/later", "/a/auto", "/a/low"]);
  });

  test("what is aborted while it waits is never sent", async () => {
    const { server, store } = await served({ concurrency: 1 });
    server.respond = () => ({ delay: 30 });
    const controller = new AbortController();
    const first = store.get("key");
    const waiting = failure(store.get("other", { signal: controller.signal }));
    const last = store.get("key");
    controller.abort(new Error("enough"));
    expect((await waiting).message).toBe("enough");
    await Promise.all([first, last]);
    expect(server.requests.map(({ url }) => url)).toEqual(["/a/key", "/a/key"]);
  });
});

describe("options", () => {
  test("are plain JSON, but for the hook", () => {
    const options = { headers: { a: "b" }, missingStatus: [404], retries: 1, suffixRanges: false } as const;
    expect(() => new HttpStore("http://example.invalid", JSON.parse(JSON.stringify(options)))).not.toThrow();
  });

  test("that are none, or no number, are refused", () => {
    const make = (options: object) => () => new HttpStore("http://example.invalid", options);
    expect(make({ retry: 3 })).toThrow(/there is no option "retry"; there are .*retries/);
    expect(make({ retries: "3" })).toThrow(/retries must be a number, 0 or more, found 3/);
    expect(make({ concurrency: 0 })).toThrow(/concurrency must be a number, 1 or more/);
    expect(make({ timeout: undefined, retries: Infinity })).not.toThrow();
  });
});

test("requests put no listeners on a signal that they share, and end with it", async () => {
  const controller = new AbortController();
  const { signal } = controller;
  const store = new HttpStore("http://example.invalid", { concurrency: 4, fetch: () => new Promise(() => {}) });
  const requests = Array.from({ length: 12 }, (_, index) => failure(store.get(`key ${index}`, { signal })));
  expect(getEventListeners(signal, "abort")).toEqual([]);
  controller.abort();
  for (const error of await Promise.all(requests)) expect(error).toBe(signal.reason);
});
