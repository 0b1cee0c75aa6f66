import { S3Client } from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { S3Store } from "../src/index.ts";
import { all, bytes, current, failureOf, storeAt, text, useFakeS3 } from "./fixture.ts";

useFakeS3();

test("says what it is", () => {
  expect(new S3Store("s3://bucket/data/").description).toBe("s3://bucket/data");
  expect(new S3Store("s3://bucket").description).toBe("s3://bucket");
});

test("is the same store at the same service, bucket and prefix, and no other", () => {
  const client = new S3Client({});
  const same = [new S3Store("s3://bucket/data"), new S3Store("s3://bucket/data/")];
  const others = [
    new S3Store("s3://bucket"),
    new S3Store("s3://bucket/data/below"),
    new S3Store("s3://other/data"),
    new S3Store("s3://bucket/data", { endpoint: "http://127.0.0.1:1" }),
    new S3Store("s3://bucket/data", { endpoint: "http://127.0.0.1:2" }),
    new S3Store("s3://bucket/data", { client }),
    new S3Store("s3://bucket/data", { client: new S3Client({}) }),
  ];
  expect(same[0]?.identity).toBe(same[1]?.identity);
  expect(new Set([same[0], ...others].map((store) => store?.identity)).size).toBe(others.length + 1);
  expect(new S3Store("s3://bucket/data", { client }).identity).toBe(others[5]?.identity);
  const slash = new S3Store("s3://bucket/data", { endpoint: new URL("http://127.0.0.1:1") });
  expect(slash.identity).toBe(others[3]?.identity);
});

test("keys go over the wire as they are, below the prefix", async () => {
  const store = storeAt("s3://bucket/a b/c+%20");
  await store.set("d e/f%2F+é", bytes("value"));
  expect([...current.s3.objects.keys()]).toEqual(["a b/c+%20/d e/f%2F+é"]);
  expect(current.s3.requests[0]?.url).toMatch(/^\/bucket\/a%20b\/c%2B%2520\/d%20e\/f%252F%2B%C3%A9(\?|$)/);
  expect(await all(store.list(""))).toEqual(["d e/f%2F+é"]);
});

test("a store without a prefix is the whole bucket", async () => {
  current.s3.put("a/zarr.json", "value");
  const store = storeAt("s3://bucket");
  expect(text(await store.get("a/zarr.json"))).toBe("value");
  expect(await all(store.listDir(""))).toEqual(["a/"]);
});

test("refuses to write when it is read-only", async () => {
  const store = storeAt("s3://bucket/root", { readOnly: true });
  for (const operation of [
    () => store.set("key", bytes("value")),
    () => store.delete("key"),
    () => store.deletePrefix(""),
  ]) {
    expect((await failureOf(operation)).message).toContain("read-only");
  }
  expect(current.s3.requests).toEqual([]);
});

test("takes a client that is there", async () => {
  current.s3.put("root/key", "value");
  const client = new S3Client({
    endpoint: current.s3.endpoint,
    region: "eu-central-1",
    forcePathStyle: true,
    credentials: { accessKeyId: "other", secretAccessKey: "secret" },
  });
  expect(text(await new S3Store("s3://bucket/root", { client }).get("key"))).toBe("value");
  expect(current.s3.requests[0]?.headers.authorization).toMatch(/Credential=other\/\d+\/eu-central-1/);
});
