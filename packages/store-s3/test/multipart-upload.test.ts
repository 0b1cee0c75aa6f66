import { expect, test } from "vitest";
import { partsOf } from "../src/multipart-upload.ts";
import { refuse } from "./fake-s3.ts";
import { bytes, current, failureOf, storeAt, useFakeS3 } from "./fixture.ts";

useFakeS3();

const value = Uint8Array.from({ length: 1003 }, (_, index) => index % 251);
const options = { multipartThreshold: 500, partSize: 100 };

test("values above the threshold go in parts, others whole", async () => {
  const store = storeAt("s3://bucket/root", options);
  await store.set("large", value);
  expect(current.s3.objects.get("root/large")?.bytes).toEqual(Buffer.from(value));
  expect(current.s3.count("PUT uploadId")).toBe(11);
  expect(current.s3.uploads.size).toBe(0);
  current.s3.requests.length = 0;
  await store.set("small", value.subarray(0, 500));
  expect(current.s3.requests.map(({ method }) => method)).toEqual(["PUT"]);
});

test("parts are larger where S3 would not take so many", () => {
  expect(partsOf(new Uint8Array(10_000), 1).length).toBe(10_000);
  const parts = partsOf(new Uint8Array(10_001), 1);
  expect([parts.length, parts[0]?.bytes.length, parts.at(-1)?.bytes.length]).toEqual([5001, 2, 1]);
});

test("of a failed upload nothing is left, and the first failure is told", async () => {
  current.s3.before = (request, response) =>
    request.query.get("partNumber") === "3" && refuse(response, 400, "InvalidPart");
  const error = await failureOf(() => storeAt("s3://bucket/root", options).set("large", value));
  expect(error).toMatchObject({ status: 400, code: "InvalidPart" });
  expect(error.message).toContain("(part 3)");
  expect(current.s3.uploads.size).toBe(0);
  expect(current.s3.objects.size).toBe(0);
});

test("of an upload that does not end well nothing is left", async () => {
  current.s3.before = ({ method, query }, response) =>
    method === "POST" && query.has("uploadId") && refuse(response, 400, "EntityTooSmall");
  const error = await failureOf(() => storeAt("s3://bucket/root", options).set("large", value));
  expect(error).toMatchObject({ code: "EntityTooSmall" });
  expect(current.s3.uploads.size).toBe(0);
});

test("of an upload whose caller leaves nothing is left, and the reason is told", async () => {
  const controller = new AbortController();
  const reason = new Error("the caller left");
  current.s3.before = ({ query }) => {
    if (query.get("partNumber") === "5") controller.abort(reason);
    return false;
  };
  const { signal } = controller;
  const store = storeAt("s3://bucket/root", { ...options, concurrency: 2 });
  expect(await failureOf(() => store.set("large", value, { signal }))).toBe(reason);
  expect(current.s3.uploads.size).toBe(0);
  expect(current.s3.count("PUT uploadId")).toBeLessThan(8);
});

test("a part that fails for a moment is sent again", async () => {
  let faults = 3;
  current.s3.before = ({ query }, response) =>
    query.get("partNumber") === "2" && faults-- > 0 && refuse(response, 503, "SlowDown");
  await storeAt("s3://bucket/root", options).set("large", value);
  expect(current.s3.objects.get("root/large")?.bytes).toEqual(Buffer.from(value));
});

test("conditions hold for the whole", async () => {
  const store = storeAt("s3://bucket/root", options);
  expect(await store.set("large", value, { ifVersion: null })).toBe(true);
  expect(await store.set("large", value, { ifVersion: null })).toBe(false);
  const ifVersion = (await store.version("large")) as string;
  await store.set("large", bytes("other"));
  expect(await store.set("large", value, { ifVersion })).toBe(false);
  expect(current.s3.objects.get("root/large")?.bytes.toString()).toBe("other");
  expect(current.s3.uploads.size).toBe(0);
});
