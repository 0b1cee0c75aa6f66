import { afterEach, beforeEach } from "vitest";
import { S3Store, type S3StoreOptions } from "../src/index.ts";
import { FakeS3 } from "./fake-s3.ts";

/** Where the fake service of the running test is. */
export const current: { s3: FakeS3 } = { s3: undefined as unknown as FakeS3 };

/** Starts a fake service for each test of a file. */
export function useFakeS3(): void {
  beforeEach(async () => {
    current.s3 = await FakeS3.start();
  });
  afterEach(() => current.s3.stop());
}

export const credentials = { accessKeyId: "someone", secretAccessKey: "secret" };

/** A store in the fake service. */
export function storeAt(address = "s3://bucket/root", options: S3StoreOptions = {}): S3Store {
  return new S3Store(address, { endpoint: current.s3.endpoint, credentials, ...options });
}

export const text = (value: Uint8Array | undefined): string | undefined =>
  value === undefined ? undefined : new TextDecoder().decode(value);

export const bytes = (value: string): Uint8Array => new TextEncoder().encode(value);

/** What an operation fails with. */
export async function failureOf(operation: () => unknown): Promise<Error & Record<string, unknown>> {
  try {
    await operation();
  } catch (error) {
    return error as Error & Record<string, unknown>;
  }
  throw new Error("the operation was expected to fail");
}

export async function all(names: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = [];
  for await (const name of names) found.push(name);
  return found.sort();
}
