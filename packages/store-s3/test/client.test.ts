import { getEventListeners } from "node:events";
import type { ServerResponse } from "node:http";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { S3Store } from "../src/index.ts";
import { refuse } from "./fake-s3.ts";
import { bytes, credentials, current, failureOf, storeAt, text, useFakeS3 } from "./fixture.ts";

useFakeS3();

test("signs with the credentials and the region given", async () => {
  await storeAt("s3://bucket/root", { region: "eu-west-1" }).get("key");
  expect(current.s3.requests[0]?.headers.authorization).toMatch(/Credential=someone\/\d+\/eu-west-1\/s3/);
});

test("asks for credentials when they are a function", async () => {
  const ask = async () => ({ accessKeyId: "asked", secretAccessKey: "secret", sessionToken: "token" });
  await storeAt("s3://bucket/root", { credentials: ask }).get("key");
  expect(current.s3.requests[0]?.headers.authorization).toContain("Credential=asked/");
  expect(current.s3.requests[0]?.headers["x-amz-security-token"]).toBe("token");
});

test("anonymous requests carry no signature, and nothing for which a browser asks leave", async () => {
  current.s3.put("root/key", "value");
  const store = new S3Store("s3://bucket/root", { endpoint: current.s3.endpoint, anonymous: true });
  expect(text(await store.get("key", { range: { suffix: 2 } }))).toBe("ue");
  const names = Object.keys(current.s3.requests[0]?.headers ?? {});
  expect(names.filter((name) => /^(authorization|amz-|x-amz-)/.test(name))).toEqual([]);
});

test("sends no checksums that a server might not know", async () => {
  await storeAt().set("key", bytes("value"));
  const names = Object.keys(current.s3.requests[0]?.headers ?? {});
  expect(names.filter((name) => /checksum|trailer|expect/.test(name))).toEqual([]);
});

test("passes anything else on to the SDK", async () => {
  await storeAt("s3://bucket/root", { clientConfig: { requestChecksumCalculation: "WHEN_SUPPORTED" } }).set(
    "key",
    bytes("value"),
  );
  expect(current.s3.requests[0]?.headers["x-amz-checksum-crc32"]).toBeDefined();
});

test("tries again what may pass", async () => {
  current.s3.put("root/key", "value");
  const faults = [503, 500, 429];
  current.s3.before = (request, response) => {
    const status = request.method === "GET" ? faults.pop() : undefined;
    return status === undefined ? false : refuse(response, status, "SlowDown");
  };
  expect(text(await storeAt().get("key"))).toBe("value");
  expect(current.s3.requests.length).toBe(4);
});

test("gives up after the attempts that were granted", async () => {
  current.s3.before = (_, response) => refuse(response, 503, "SlowDown");
  const error = await failureOf(() => storeAt("s3://bucket/root", { maxAttempts: 3 }).get("key"));
  expect(error).toMatchObject({ status: 503, code: "SlowDown", attempts: 3 });
  expect(error.message).toBe(
    'cannot read object "root/key" of bucket "bucket": This is SlowDown (HTTP 503, SlowDown), tried 3 times',
  );
  expect(current.s3.requests.length).toBe(3);
});

test("a server that is not there is an error", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  const store = new S3Store("s3://bucket", { endpoint: `http://127.0.0.1:${port}`, credentials, maxAttempts: 3 });
  for (const operation of [() => store.get("key"), () => store.set("key", bytes("value"))]) {
    expect(await failureOf(operation)).toMatchObject({ code: "ECONNREFUSED", attempts: 3 });
  }
});

test("a server that does not answer is an error within the time for all attempts", async () => {
  current.s3.before = () => true;
  const error = await failureOf(() => storeAt("s3://bucket/root", { maxAttempts: 2, timeout: 50 }).get("key"));
  expect(error).toMatchObject({ code: "TimeoutError", attempts: 2 });
  expect(error.message).toContain("no answer within 50 ms");
});

test("an answer that stops half-way is an error within the time for all attempts", async () => {
  current.s3.before = (_, response) => {
    response.writeHead(200, { "content-length": 100 }).write("abc");
    return true;
  };
  // Long enough for the beginning of the answer to arrive on a busy machine.
  const error = await failureOf(() => storeAt("s3://bucket/root", { maxAttempts: 2, timeout: 500 }).get("key"));
  expect(error).toMatchObject({ attempts: 2 });
  expect(error.message).toContain("the answer broke off");
  expect(current.s3.requests.length).toBe(2);
});

test("an answer that is cut off is asked for again", async () => {
  current.s3.put("root/key", "value");
  let faults = 2;
  current.s3.before = (_, response) => {
    if (faults-- <= 0) return false;
    response.writeHead(200, { "content-length": 5, etag: "x" }).write("val", () => response.destroy());
    return true;
  };
  expect(text(await storeAt().get("key"))).toBe("value");
  expect(current.s3.requests.length).toBe(3);
});

test("a caller who leaves ends the request, and gets the reason", async () => {
  const controller = new AbortController();
  const reason = new Error("the caller left");
  let closed = 0;
  current.s3.before = (_, response) => {
    response.on("close", () => closed++);
    controller.abort(reason);
    return true;
  };
  const { signal } = controller;
  expect(await failureOf(() => storeAt().get("key", { signal }))).toBe(reason);
  await expect.poll(() => closed).toBe(1);
  expect(current.s3.requests.length).toBe(1);
});

test("a caller who leaves amid the body, or amid the pauses of retries, gets the reason", async () => {
  const reason = new Error("the caller left");
  for (const start of [
    (response: ServerResponse) => response.writeHead(200, { "content-length": 100 }).write("abc"),
    (response: ServerResponse) => refuse(response, 503, "SlowDown"),
  ]) {
    const controller = new AbortController();
    current.s3.before = (_, response) => {
      start(response);
      setTimeout(() => controller.abort(reason), 20);
      return true;
    };
    expect(await failureOf(() => storeAt().get("key", { signal: controller.signal }))).toBe(reason);
  }
});

test("one signal serves many requests, and is let go of", async () => {
  current.s3.put("root/key", "value");
  const warnings: Error[] = [];
  const note = (warning: Error): void => void warnings.push(warning);
  process.on("warning", note);
  try {
    const { signal } = new AbortController();
    const store = storeAt();
    await Promise.all(Array.from({ length: 40 }, () => store.get("key", { signal })));
    await store.getRanges("key", Array(40).fill({ offset: 1, length: 1 }), { signal });
    await new Promise((resolve) => setTimeout(resolve));
    expect(warnings.filter(({ name }) => name === "MaxListenersExceededWarning")).toEqual([]);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  } finally {
    process.off("warning", note);
  }
});
