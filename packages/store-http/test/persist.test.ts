import { describe, expect, test, vi } from "vitest";
import { HttpError, HttpStore } from "../src/index.ts";
import { failure, served, text } from "./served.ts";

describe("requests that fail are made again", () => {
  for (const fault of ["reset", "truncate", "short"] as const) {
    test(`after the fault "${fault}"`, async () => {
      const { server, store } = await served();
      for (const range of [undefined, { offset: 2, length: 6 }, { suffix: 4 }]) {
        let left = 2;
        server.respond = () => (left-- > 0 ? { fault } : {});
        const whole = "0123456789";
        const expected = range === undefined ? whole : "offset" in range ? whole.slice(2, 8) : whole.slice(-4);
        if (fault === "short" && range === undefined) continue;
        expect(text(await store.get("key", { range }))).toBe(expected);
        expect(server.take()).toHaveLength(3);
      }
    });
  }

  for (const status of [408, 425, 429, 500, 502, 503, 504]) {
    test(`after status ${status}`, async () => {
      const { server, store } = await served();
      let left = 1;
      server.respond = () => (left-- > 0 ? { status } : {});
      expect(text(await store.get("key"))).toBe("0123456789");
      expect(server.requests).toHaveLength(2);
    });
  }

  for (const status of [400, 401, 403, 405, 409, 501, 204, 206, 304]) {
    test(`not after status ${status}, which is an error at once`, async () => {
      const { server, store } = await served();
      server.respond = () => ({ status });
      const error = await failure(store.get("key"));
      expect(error).toBeInstanceOf(HttpError);
      expect(error).toMatchObject({ status, attempts: 1, url: `${server.url}/a/key` });
      expect(server.requests).toHaveLength(1);
    });
  }

  test("as often as `retries` says, and the error tells the last answer", async () => {
    const { server, store } = await served({ retries: 2 });
    server.respond = () => ({ status: 503 });
    const error = await failure(store.get("key"));
    expect(error).toMatchObject({ status: 503, attempts: 3 });
    expect(error.message).toContain("503 Service Unavailable");
    expect(server.requests).toHaveLength(3);
  });

  test("no sooner than Retry-After says, in seconds or as a date", async () => {
    const { server, store } = await served();
    const dateIn = (milliseconds: number): string => new Date(Date.now() + milliseconds).toUTCString();
    for (const [header, least] of [
      [() => "1", 990],
      [() => dateIn(2000), 990],
    ] as const) {
      let left = 1;
      server.respond = () => (left-- > 0 ? { status: 429, headers: { "retry-after": header() } } : {});
      const start = performance.now();
      expect(text(await store.get("key"))).toBe("0123456789");
      expect(performance.now() - start).toBeGreaterThan(least);
    }
  });

  test("not at all when the server asks to wait longer than there is time", async () => {
    const { server, store } = await served({ totalTimeout: 5000 });
    server.respond = () => ({ status: 503, headers: { "retry-after": "60" } });
    expect(await failure(store.get("key"))).toMatchObject({ attempts: 1, status: 503, retryAfter: 60_000 });
  });

  test("after `timeout` without an answer, and the request is given up", async () => {
    const { server, store } = await served({ timeout: 1000 });
    server.respond = () => (server.abandoned === 0 ? { delay: Infinity } : {});
    expect(text(await store.get("key"))).toBe("0123456789");
    expect(server.requests).toHaveLength(2);
  });
});

describe("a dead server ends in an error in time", () => {
  test("one that answers nothing", async () => {
    vi.useFakeTimers();
    try {
      const fetch = vi.fn(() => new Promise<Response>(() => {}));
      const store = new HttpStore("http://example.invalid", { fetch, timeout: 2000, totalTimeout: 7000, retries: 100 });
      let error: (Error & Record<string, unknown>) | undefined;
      void failure(store.get("key")).then((reason) => {
        error = reason;
      });
      await vi.advanceTimersByTimeAsync(2000);
      expect(error).toBe(undefined);
      await vi.advanceTimersByTimeAsync(5000);
      expect(error).toBeInstanceOf(HttpError);
      expect(error?.["status"]).toBe(undefined);
      expect(error?.["attempts"]).toBeGreaterThan(1);
      expect(fetch).toHaveBeenCalledTimes(error?.["attempts"] as number);
    } finally {
      vi.useRealTimers();
    }
  });

  test("one that is not there", async () => {
    const { server } = await served();
    await server.close();
    const store = new HttpStore(server.url, { retries: 2 });
    const error = await failure(store.get("key"));
    expect(error).toMatchObject({ attempts: 3, status: undefined });
    expect(error.message).toMatch(/no answer/);
    expect(error.cause).toBeInstanceOf(Error);
  });

  test("one whose hook never ends, listening to no signal", async () => {
    const store = new HttpStore("http://example.invalid", {
      fetch: () => new Promise(() => {}),
      timeout: 50,
      retries: 1,
    });
    expect(await failure(store.get("key"))).toMatchObject({ attempts: 2 });
  });
});

describe("abort", () => {
  test("ends an attempt, and the request with it", async () => {
    const { server, store } = await served();
    server.respond = () => ({ delay: Infinity });
    const controller = new AbortController();
    const call = failure(store.get("key", { signal: controller.signal }));
    while (server.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const reason = new Error("enough");
    controller.abort(reason);
    expect(await call).toBe(reason);
    while (server.abandoned === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(server.requests).toHaveLength(1);
  });

  test("ends the pause between attempts", async () => {
    const { server, store } = await served();
    server.respond = () => ({ status: 503, headers: { "retry-after": "60" } });
    const controller = new AbortController();
    const call = failure(store.get("key", { signal: controller.signal }));
    while (server.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    setTimeout(() => controller.abort(new Error("enough")), 20);
    expect((await call).message).toBe("enough");
  });
});
