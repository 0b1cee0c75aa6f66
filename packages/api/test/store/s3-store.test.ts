import { startServer, type TestServer } from "@zarrkit/test-server";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { createGroup, open, openArray, openGroup, save } from "../../src/index.ts";

const data = Int16Array.of(1, 2, 3);

/** As much of S3 as reading takes: the objects of a bucket, with an array `a` and an archive with the same. */
async function serve(): Promise<TestServer> {
  const map = new Map<string, Uint8Array>();
  await createGroup({ store: map });
  await save(map, data, { path: "a" });
  const archived = new Map<string, Uint8Array>();
  const { ZipStore } = await import("@zarrkit/store-zip");
  const { MemoryStore } = await import("@zarrkit/store-memory");
  const archive = await ZipStore.open(new MemoryStore(archived), "b c.zip", { mode: "w" });
  await save(archive, data, { path: "a" });
  await archive.close();
  const objects = [...[...map].map(([key, value]) => [`x y.zarr/${key}`, value] as const), ...archived];
  const server = await startServer({ files: new Map(objects.map(([name, value]) => [`/bucket/${name}`, value])) });
  onTestFinished(() => server.close());
  return server;
}

const authorizations = ({ requests }: TestServer): unknown[] => requests.map(({ headers }) => headers.authorization);

afterEach(() => vi.unstubAllEnvs());

describe("an s3:// address", () => {
  test("is opened with the settings of the environment", async () => {
    const server = await serve();
    vi.stubEnv("AWS_ENDPOINT_URL", server.url);
    vi.stubEnv("AWS_REGION", "eu-central-1");
    vi.stubEnv("AWS_ACCESS_KEY_ID", "someone");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
    const group = await openGroup("s3://bucket/x y.zarr", { mode: "r" });
    expect(group.store.description).toBe("s3://bucket/x y.zarr");
    const array = await openArray(new URL("s3://bucket/x y.zarr"), { path: "a", dtype: "int16", mode: "r" });
    expect((await array.get()).data).toEqual(data);
    expect(authorizations(server)[0]).toMatch(/Credential=someone\/\d+\/eu-central-1/);
    await expect(openArray("s3://bucket/x y.zarr", { path: "b" })).rejects.toMatchObject({ code: "ARRAY_NOT_FOUND" });
  });

  test("takes the options of S3Store, and those of fsspec", async () => {
    const server = await serve();
    const read = async (storageOptions: Record<string, unknown>): Promise<unknown> => {
      server.take();
      await openArray("s3://bucket/x y.zarr", { path: "a", storageOptions, mode: "r" });
      return authorizations(server)[0];
    };
    const endpoint = server.url;
    const signed = /Credential=someone\/\d+\/eu-west-1/;
    const credentials = { accessKeyId: "someone", secretAccessKey: "secret" };
    expect(await read({ endpoint, region: "eu-west-1", credentials })).toMatch(signed);
    expect(await read({ endpoint, anonymous: true })).toBe(undefined);
    const client_kwargs = { region_name: "eu-west-1", endpoint_url: endpoint };
    expect(await read({ key: "someone", secret: "secret", client_kwargs })).toMatch(signed);
    expect(await read({ key: "someone", secret: "secret", token: "t", client_kwargs })).toMatch(signed);
    expect(server.requests[0]?.headers["x-amz-security-token"]).toBe("t");
    expect(await read({ endpoint_url: endpoint, anon: true })).toBe(undefined);
  });

  test("refuses options that it does not know, and what is no address", async () => {
    for (const [address, storageOptions, message] of [
      ["s3://bucket/a", { use_ssl: false }, /no option "use_ssl"/],
      ["s3://bucket/a", { client_kwargs: { verify: false } }, /client_kwargs may hold .* found "verify"/],
      ["s3://bucket/a", { anon: true, key: "someone", secret: "secret" }, /`anonymous` and `credentials`/],
      ["s3://", {}, /s3:\/\/bucket\/prefix/],
      ["s3://bucket/../a", {}, /segments/],
    ] as const) {
      const opening = open(address, { storageOptions });
      await expect(opening).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
      await expect(opening).rejects.toThrow(message);
    }
  });

  test("of a zip archive, which is read where it lies", async () => {
    const server = await serve();
    const storageOptions = { endpoint: server.url, anonymous: true };
    const array = await openArray("s3://bucket/b c.zip", { path: "a", mode: "r", storageOptions });
    expect((await array.get()).data).toEqual(data);
    expect(server.requests.every(({ range }) => range !== undefined)).toBe(true);
  });

  test("a refused request is a StoreError that tells about it", async () => {
    const server = await serve();
    server.respond = () => ({ status: 403 });
    const storageOptions = { endpoint: server.url, anonymous: true };
    const opening = openArray("s3://bucket/x y.zarr", { path: "a", storageOptions });
    await expect(opening).rejects.toMatchObject({ code: "STORE", status: 403, attempts: 1 });
    await expect(opening).rejects.toThrow(/missingStatus/);
  });

  test("of a server that is gone is a StoreError, reading and writing, once all attempts have failed", async () => {
    const server = await serve();
    const storageOptions = { endpoint: server.url, anonymous: true, maxAttempts: 2 };
    const array = await openArray("s3://bucket/x y.zarr", { path: "a", storageOptions });
    await server.close();
    const gone = { code: "STORE", status: undefined, attempts: 2 };
    await expect(array.get()).rejects.toMatchObject({ ...gone, key: "a/c/0" });
    await expect(array.set(null, 1)).rejects.toMatchObject(gone);
    await expect(openArray("s3://bucket/x y.zarr", { path: "a", storageOptions })).rejects.toMatchObject(gone);
  });
});
