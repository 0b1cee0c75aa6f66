import { startServer, type TestServer } from "@zarrkit/test-server";
import { describe, expect, onTestFinished, test } from "vitest";
import { createArray, createGroup, open, openArray, openGroup, save } from "../../src/index.ts";

const data = Int16Array.of(1, 2, 3);

/** A server with an array `a` and another in `b.zip`. */
async function serve(): Promise<TestServer> {
  const map = new Map<string, Uint8Array>();
  await createGroup({ store: map });
  await save(map, data, { path: "a" });
  const server = await startServer({ files: new Map([...map].map(([key, value]) => [`/x.zarr/${key}`, value])) });
  onTestFinished(() => server.close());
  return server;
}

describe("an address on a web server", () => {
  test("is opened for reading, by whichever function", async () => {
    const { url } = await serve();
    const group = await openGroup(`${url}/x.zarr`);
    expect(group.readOnly).toBe(true);
    expect((await open(new URL(`${url}/x.zarr/a`))).readOnly).toBe(true);
    const array = await openArray(`${url}/x.zarr`, { path: "a", dtype: "int16" });
    expect((await array.get()).data).toEqual(data);
    await expect(createArray({ store: `${url}/x.zarr`, name: "b", data })).rejects.toMatchObject({ code: "READ_ONLY" });
    await expect(openArray(`${url}/x.zarr`, { path: "b" })).rejects.toMatchObject({ code: "ARRAY_NOT_FOUND" });
  });

  test("takes storageOptions, and refuses those that it does not know", async () => {
    const server = await serve();
    const storageOptions = { headers: { "x-team": "maps" }, retries: 0 };
    await openArray(`${server.url}/x.zarr/a?token=1`, { storageOptions });
    expect(server.requests[0]).toMatchObject({ url: "/x.zarr/a/zarr.json?token=1", headers: { "x-team": "maps" } });
    const unknown = open(server.url, { storageOptions: { anon: true } });
    await expect(unknown).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
    await expect(unknown).rejects.toThrow(/no option "anon"/);
  });

  test("a failed request is a StoreError that tells about it, never a fill value", async () => {
    const server = await serve();
    const array = await openArray(`${server.url}/x.zarr/a`, { storageOptions: { retries: 1 } });
    server.respond = () => ({ status: 503, headers: { "retry-after": "0" } });
    const { url } = server;
    await expect(array.get()).rejects.toMatchObject({
      code: "STORE",
      key: "c/0",
      status: 503,
      attempts: 2,
      url: `${url}/x.zarr/a/c/0`,
    });
  });

  test("of a zip archive, which is read where it lies", async () => {
    const server = await serve();
    const map = new Map<string, Uint8Array>();
    const { ZipStore } = await import("@zarrkit/store-zip");
    const { MemoryStore } = await import("@zarrkit/store-memory");
    const archive = await ZipStore.open(new MemoryStore(map), "my map.zip", { mode: "w" });
    await save(archive, data, { path: "a" });
    await archive.close();
    server.files.set("/my map.zip", map.get("my map.zip") as Uint8Array);
    const group = await open(`${server.url}/my%20map.zip?token=1`);
    expect(group.readOnly).toBe(true);
    expect((await (await openArray(`${server.url}/my map.zip`, { path: "a" })).get()).data).toEqual(data);
    expect(server.requests.every(({ range }) => range !== undefined)).toBe(true);
  });
});
