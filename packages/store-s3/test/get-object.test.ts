import { expect, test } from "vitest";
import { refuse } from "./fake-s3.ts";
import { current, failureOf, storeAt, text, useFakeS3 } from "./fixture.ts";

useFakeS3();

test("one request for a value, a range, a size and a version", async () => {
  current.s3.put("root/key", "0123456789");
  const store = storeAt();
  expect(text(await store.get("key"))).toBe("0123456789");
  expect(text(await store.get("key", { range: { suffix: 3 } }))).toBe("789");
  expect(await store.size("key")).toBe(10);
  expect(await store.version("key")).toBe(current.s3.objects.get("root/key")?.tag);
  expect(current.s3.requests.map(({ headers }) => headers.range)).toEqual([
    undefined,
    "bytes=-3",
    "bytes=0-0",
    "bytes=0-0",
  ]);
});

test("a missing bucket is an error, a missing object is not", async () => {
  expect(await storeAt().get("key")).toBe(undefined);
  const store = storeAt("s3://nowhere/root");
  for (const operation of [() => store.get("key"), () => store.size("key"), () => store.version("key")]) {
    expect(await failureOf(operation)).toMatchObject({ status: 404, code: "NoSuchBucket" });
  }
});

test("a missing object is one whatever the body of a 404 says", async () => {
  current.s3.before = (_, response) => {
    response.writeHead(404, { "content-type": "text/html" }).end("<html><br>not found");
    return true;
  };
  expect(await storeAt().get("key")).toBe(undefined);
});

test("403 is an error with advice, or missing where the caller says so", async () => {
  current.s3.before = (_, response) => refuse(response, 403, "AccessDenied");
  const error = await failureOf(() => storeAt().get("key"));
  expect(error).toMatchObject({ status: 403, code: "AccessDenied" });
  expect(error.message).toContain("missingStatus: [403, 404]");
  const lenient = storeAt("s3://bucket/root", { missingStatus: [403, 404] });
  expect(await lenient.get("key")).toBe(undefined);
  expect(await lenient.size("key")).toBe(undefined);
  expect(await lenient.getRanges("key", [{ offset: 0, length: 1 }])).toBe(undefined);
});

test("a server that answers everything to a range is understood", async () => {
  current.s3.before = (request, response) => {
    if (request.method !== "GET") return false;
    response.writeHead(200, { "content-length": 10, etag: '"a"' }).end("0123456789");
    return true;
  };
  const store = storeAt();
  expect(text(await store.get("key", { range: { offset: 2, length: 3 } }))).toBe("234");
  expect(text(await store.get("key", { range: { suffix: 3 } }))).toBe("789");
  expect(text(await store.get("key", { range: { offset: 4, length: 0 } }))).toBe("");
  expect(await store.size("key")).toBe(10);
});

test("a server that answers another range is an error", async () => {
  current.s3.before = (_, response) => {
    response.writeHead(206, { "content-length": 3, "content-range": "bytes 0-2/10" }).end("012");
    return true;
  };
  const error = await failureOf(() => storeAt().get("key", { range: { offset: 5, length: 3 } }));
  expect(error.message).toContain("expected bytes 5 to 8, found 3 bytes, bytes 0-2/10");
});

test("ranges of one value that is replaced in between are an error, never a mix", async () => {
  current.s3.put("root/key", "old old old");
  let answers = 0;
  current.s3.after = () => {
    if (++answers === 2) current.s3.put("root/key", "new new new");
    return false;
  };
  const ranges = [0, 1, 2, 3].map((offset) => ({ offset, length: 3 }));
  const error = await failureOf(() => storeAt("s3://bucket/root", { concurrency: 1 }).getRanges("key", ranges));
  expect(error).toMatchObject({ code: "changed" });
  expect(error.message).toContain('"root/key" was replaced');
});

test("reads with one pin are of one version, and fill it", async () => {
  current.s3.put("root/key", "old");
  const store = storeAt();
  const pin = { version: undefined };
  expect(text(await store.get("key", { pin, range: { offset: 1 } }))).toBe("ld");
  expect(pin.version).toBe(await store.version("key"));
  expect((await store.getRanges("key", [{ offset: 0, length: 1 }], { pin }))?.map(text)).toEqual(["o"]);
  current.s3.put("root/key", "new");
  expect(await failureOf(() => store.get("key", { pin }))).toMatchObject({ code: "changed" });
  expect(await failureOf(() => store.getRanges("key", [{ suffix: 1 }], { pin }))).toMatchObject({ code: "changed" });
  current.s3.objects.delete("root/key");
  expect(await failureOf(() => store.get("key", { pin }))).toMatchObject({ code: "changed" });
  const open = { version: undefined };
  expect(await store.get("key", { pin: open })).toBe(undefined);
  expect(open.version).toBe(undefined);
});

test("ranges are fetched side by side, within bounds; a failure ends the others", async () => {
  current.s3.put("root/key", "0123456789");
  let running = 0;
  let most = 0;
  current.s3.before = async () => {
    most = Math.max(most, ++running);
    // The first wait for each other; any more than that would come within a moment.
    while (most < 3) await new Promise((resolve) => setTimeout(resolve, 1));
    await new Promise((resolve) => setTimeout(resolve, 10));
    running--;
    return false;
  };
  const ranges = Array.from({ length: 9 }, (_, offset) => ({ offset, length: 1 }));
  const store = storeAt("s3://bucket/root", { concurrency: 3 });
  expect((await store.getRanges("key", ranges))?.map(text).join("")).toBe("012345678");
  expect(most).toBe(3);
  current.s3.requests.length = 0;
  // The others are never answered.
  current.s3.before = (request, response) =>
    request.headers.range !== "bytes=9-9" || refuse(response, 400, "InvalidRequest");
  expect(await failureOf(() => store.getRanges("key", [{ offset: 9, length: 1 }, ...ranges]))).toMatchObject({
    status: 400,
  });
  expect(current.s3.requests.length).toBeLessThanOrEqual(3);
});

test("where a browser may not see the headers, values are read, versions are rougher and sizes are refused", async () => {
  current.s3.before = (_, response) => {
    const modified = "Tue, 24 Nov 2026 12:00:00 GMT";
    response.writeHead(206, { "content-length": 1, "last-modified": modified }).end("0");
    return true;
  };
  const store = storeAt();
  expect(text(await store.get("key", { range: { offset: 0, length: 1 } }))).toBe("0");
  expect(await store.version("key")).toBe("2026-11-24T12:00:00.000Z");
  expect((await failureOf(() => store.size("key"))).message).toContain("expose Content-Range");
});
