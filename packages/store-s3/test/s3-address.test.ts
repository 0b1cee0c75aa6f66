import { expect, test } from "vitest";
import { parseAddress } from "../src/s3-address.ts";

test.each([
  ["s3://bucket", "bucket", ""],
  ["s3://bucket/", "bucket", ""],
  ["S3://bucket/data.zarr", "bucket", "data.zarr/"],
  ["s3://bucket/data.zarr/", "bucket", "data.zarr/"],
  ["s3://bucket/a b/%41+?x#y", "bucket", "a b/%41+?x#y/"],
  [new URL("s3://bucket/a b/%2541"), "bucket", "a b/%41/"],
])("%s", (address, bucket, prefix) => {
  expect(parseAddress(address)).toEqual({ bucket, prefix });
});

test.each(["", "bucket/data", "s3:/bucket", "s3://", "s3:///data", "https://bucket/data"])("%j is none", (address) => {
  expect(() => parseAddress(address)).toThrow(/s3:\/\/bucket\/prefix/);
});

test.each(["s3://bucket/../other", "s3://bucket/a//b", "s3://bucket/a/./b"])("%j leaves its prefix", (address) => {
  expect(() => parseAddress(address)).toThrow(RangeError);
});
