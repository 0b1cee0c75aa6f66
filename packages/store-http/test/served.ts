import { type ServerOptions, startServer, type TestServer } from "@zarrkit/test-server";
import { onTestFinished } from "vitest";
import { HttpStore, type HttpStoreOptions } from "../src/index.ts";

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
export const text = (value: Uint8Array | undefined): string | undefined => value && new TextDecoder().decode(value);

/** A server with one file, `/a/key`, that stops with the test. */
export async function serve(options: ServerOptions = {}): Promise<TestServer> {
  const server = await startServer({ files: new Map([["/a/key", bytes("0123456789")]]), ...options });
  onTestFinished(() => server.close());
  return server;
}

/** The same, and a store over `/a` of it. */
export async function served(options: HttpStoreOptions = {}): Promise<{ server: TestServer; store: HttpStore }> {
  const server = await serve();
  return { server, store: new HttpStore(`${server.url}/a`, options) };
}

/** The error of a call that has to fail. */
export async function failure(call: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  try {
    await call;
  } catch (error) {
    return error as Error & Record<string, unknown>;
  }
  throw new Error("expected a failure");
}
