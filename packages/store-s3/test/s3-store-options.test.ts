import { S3Client } from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { S3Store, type S3StoreOptions } from "../src/index.ts";
import { credentials } from "./fixture.ts";

const client = new S3Client({});

test.each<readonly [S3StoreOptions, RegExp]>([
  [{ maxAttempts: 0 }, /maxAttempts must be a whole number, 1 or more, found 0/],
  [{ timeout: 1.5 }, /timeout/],
  [{ concurrency: Number.NaN }, /concurrency/],
  [{ partSize: -1 }, /partSize/],
  [{ multipartThreshold: -1 }, /multipartThreshold/],
  [{ anonymous: true, credentials }, /`anonymous` and `credentials`/],
  [{ client, region: "eu-west-1" }, /`region`/],
  [{ client, timeout: 5 }, /`timeout`/],
  [{ endPoint: "http://127.0.0.1:1" } as S3StoreOptions, /no option "endPoint"; there are .*endpoint/],
])("refuses %o", (options, message) => {
  expect(() => new S3Store("s3://bucket", options)).toThrow(message);
});
