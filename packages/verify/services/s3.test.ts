import { rmSync } from "node:fs";
import { join } from "node:path";
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { copyStore, create, createGroup, openArray, openGroup, slice } from "@zarrkit/api";
import { S3Store, type S3StoreOptions } from "@zarrkit/store-s3";
import { storeConformance } from "@zarrkit/testkit/store";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../src/corpus/files.ts";
import { elementTypes, packed } from "../src/oracle/element.ts";
import { startFaultyProxy } from "./faulty-proxy.ts";
import { Peer } from "./peer.ts";
import { type S3Server, s3Programs, startS3 } from "./s3-server.ts";
import { ours, sample, sampleFill, wire } from "./sample.ts";
import { dtypeOf, type Storage, shape, storages } from "./storage.ts";

const bucket = "zarrkit-tests";
const mebibyte = 2 ** 20;

/** What is exchanged with zarr-python: both versions, sharded and not. */
const exchanged = new Set([
  "v3 zstd",
  "v3 sharded, index at the end",
  "v3 sharded, nested, indexes at the start",
  "v2 zstd C < .",
  "v2 blosc lz4 shuffle F > .",
]);

const noise = (length: number, salt: number): Uint8Array => {
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) bytes[i] = Math.imul(i ^ salt, 2654435761) >>> 24;
  return bytes;
};
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const count = async (names: AsyncIterable<string>): Promise<number> => {
  const found = new Set<string>();
  for await (const name of names) found.add(name);
  return found.size;
};

describe.each(s3Programs)("%s", (program) => {
  let server: S3Server;
  let client: S3Client;
  let places = 0;

  beforeAll(async () => {
    server = await startS3(program);
    const { endpoint, region, credentials } = server;
    client = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
  });
  afterAll(async () => {
    client?.destroy();
    await server?.stop();
  });

  const service = (): S3StoreOptions => {
    const { endpoint, region, credentials } = server;
    return { endpoint, region, credentials };
  };
  const newPlace = (): string => `s3://${bucket}/place ${places++}`;
  const newStore = (options: S3StoreOptions = {}): S3Store => new S3Store(newPlace(), { ...service(), ...options });
  const uploads = async (): Promise<number> =>
    (await client.send(new ListMultipartUploadsCommand({ Bucket: bucket }))).Uploads?.length ?? 0;

  storeConformance(
    { test, describe, expect },
    {
      name: "store suite",
      capabilities: { write: true, list: true, versionOfContent: true },
      create: () => {
        const address = newPlace();
        const name = (key: string): string => `${address.slice(`s3://${bucket}/`.length)}/${key}`;
        return {
          store: new S3Store(address, service()),
          behind: {
            async write(key, value) {
              await client.send(new PutObjectCommand({ Bucket: bucket, Key: name(key), Body: value }));
            },
            async read(key) {
              const command = new GetObjectCommand({ Bucket: bucket, Key: name(key) });
              const { Body } = await client.send(command).catch((error: Error) => {
                if (error.name === "NoSuchKey") return { Body: undefined };
                throw error;
              });
              return Body?.transformToByteArray();
            },
          },
        };
      },
    },
  );

  test("of many writers at once one creates a value, and one replaces it, in every round", async () => {
    const first = newStore();
    const address = first.description;
    const writers = Array.from({ length: 16 }, () => new S3Store(address, service()));
    for (let round = 0; round < 25; round++) {
      const key = `round/${round}`;
      for (const step of ["create", "replace"]) {
        const ifVersion = step === "create" ? null : ((await first.version(key)) as string);
        const values = writers.map((_, i) => noise(20_000, i + 1 + (step === "create" ? 0 : 100)));
        const won = await Promise.all(
          writers.map((store, i) => store.set(key, values[i] as Uint8Array, { ifVersion })),
        );
        expect(won.filter(Boolean).length, `${step} ${key}`).toBe(1);
        expect(hex((await first.get(key)) as Uint8Array)).toBe(hex(values[won.indexOf(true)] as Uint8Array));
      }
    }
  });

  test("a shard of several parts is written, whole or not at all", async () => {
    const store = newStore({ multipartThreshold: 5 * mebibyte, partSize: 5 * mebibyte });
    const value = noise(3 * 5 * mebibyte + 12_345, 7);
    expect(await store.set("c/0", value, { ifVersion: null })).toBe(true);
    expect(await store.set("c/0", value, { ifVersion: null })).toBe(false);
    expect(await store.version("c/0")).toMatch(/-4"$/);
    expect(Buffer.compare((await store.get("c/0")) as Uint8Array, value)).toBe(0);
    const ranges = [{ offset: 5 * mebibyte - 3, length: 6 }, { suffix: 20 }, { offset: 9, length: 1 }];
    const parts = (await store.getRanges("c/0", ranges)) as readonly Uint8Array[];
    expect(parts.map(hex)).toEqual([
      hex(value.subarray(5 * mebibyte - 3, 5 * mebibyte + 3)),
      hex(value.subarray(-20)),
      hex(value.subarray(9, 10)),
    ]);
    const ifVersion = (await store.version("c/0")) as string;
    expect(await store.set("c/0", noise(5 * mebibyte + 1, 8), { ifVersion })).toBe(true);
    expect(await store.set("c/0", value, { ifVersion })).toBe(false);
    expect(await store.size("c/0")).toBe(5 * mebibyte + 1);

    const controller = new AbortController();
    const reason = new Error("the caller left");
    const writing = store.set("c/1", value, { signal: controller.signal });
    setTimeout(() => controller.abort(reason), 30);
    await expect(writing).rejects.toBe(reason);
    expect(await store.get("c/1")).toBe(undefined);
    expect(await uploads()).toBe(0);
  });

  test("2,500 keys are listed and deleted", async () => {
    const store = newStore();
    const names = Array.from({ length: 2500 }, (_, i) => `c/${i % 50}/${i}`);
    const queue = names.values();
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        for (const name of queue) await store.set(name, Uint8Array.of(1));
      }),
    );
    await store.set("zarr.json", Uint8Array.of(1));
    expect(await count(store.list("c/"))).toBe(2500);
    expect(await count(store.listDir("c/"))).toBe(50);
    await store.deletePrefix("c/");
    expect(await count(store.list(""))).toBe(1);
  });

  test("a bucket that is not there and a signature that is wrong are errors", async () => {
    const nowhere = new S3Store("s3://no-such-bucket/a", service());
    await expect(nowhere.get("zarr.json")).rejects.toMatchObject({ status: 404, code: "NoSuchBucket" });
    await expect(nowhere.size("zarr.json")).rejects.toMatchObject({ status: 404, code: "NoSuchBucket" });
    const credentials = { ...server.credentials, secretAccessKey: "wrong-secret" };
    const stranger = new S3Store(newPlace(), { ...service(), credentials });
    await expect(stranger.get("zarr.json")).rejects.toMatchObject({ status: 403, code: "SignatureDoesNotMatch" });
    const anonymous = new S3Store(newPlace(), { endpoint: server.endpoint, anonymous: true });
    await expect(anonymous.get("zarr.json")).rejects.toMatchObject({ status: 403, code: "AccessDenied" });
  });

  test("a hierarchy is made, listed, copied and deleted", async () => {
    const [store, storageOptions] = [newPlace(), { ...service() }];
    const root = await createGroup({ store, storageOptions, attributes: { title: "a" } });
    const array = await root.createArray("b/c", { shape: [7, 9], chunks: [4, 4], shards: [8, 8], dtype: "int16" });
    await array.set([slice(1, 6), slice(2, 9)], 5);
    const copied = new S3Store(newPlace(), service());
    await copyStore(new S3Store(store, service()), copied);
    const members: string[] = [];
    for await (const [path] of (await openGroup(copied, { mode: "r" })).members({ maxDepth: null })) members.push(path);
    expect(members.sort()).toEqual(["b", "b/c"]);
    const copy = await openArray(copied, { path: "b/c", mode: "r" });
    expect(hex((await copy.get()).toBytes())).toBe(hex((await array.get()).toBytes()));
    await root.delete("b");
    expect(await count(new S3Store(store, service()).list(""))).toBe(1);
  });

  test("with a fifth of all requests failing, a write, a read and a copy end right", async () => {
    const proxy = await startFaultyProxy(server.endpoint, 0.2, 11);
    try {
      const storageOptions = { ...service(), endpoint: proxy.endpoint, maxAttempts: 12 };
      const data = Int32Array.from({ length: 128 * 128 }, (_, i) => i);
      for (const shards of [null, [64, 64]]) {
        const store = newPlace();
        const array = await create({
          store,
          storageOptions,
          shape: [128, 128],
          chunks: [16, 16],
          shards,
          dtype: "int32",
        });
        await array.set(null, { data, shape: [128, 128] });
        await array.set([slice(3, 40), slice(5, 50)], -1);
        const expected = data.map((value, i) => {
          const [y, x] = [Math.floor(i / 128), i % 128];
          return y >= 3 && y < 40 && x >= 5 && x < 50 ? -1 : value;
        });
        expect((await (await openArray(store, { storageOptions, mode: "r" })).get()).data).toEqual(expected);
        const copied = newPlace();
        await copyStore(new S3Store(store, storageOptions), new S3Store(copied, storageOptions));
        expect((await (await openArray(new S3Store(copied, service()), { mode: "r" })).get()).data).toEqual(expected);
      }
      expect(proxy.counts.failed).toBeGreaterThan(proxy.counts.requests / 10);
    } finally {
      await proxy.stop();
    }
  });

  test("as it is built for browsers, it reads and writes without a DOMParser, as in a worker", async () => {
    const folder = temporaryFolder();
    try {
      const { outputFiles } = await build({
        stdin: { contents: "export * from '@zarrkit/store-s3';", resolveDir: import.meta.dirname },
        bundle: true,
        splitting: true,
        format: "esm",
        platform: "browser",
        target: "es2022",
        outdir: folder,
        outExtension: { ".js": ".mjs" },
      });
      expect(outputFiles).toBe(undefined);
      const built = (await import(/* @vite-ignore */ join(folder, "stdin.mjs"))) as { S3Store: typeof S3Store };
      const store = new built.S3Store(newPlace(), service());
      expect("DOMParser" in globalThis).toBe(false);
      expect(await store.get("a b+é")).toBe(undefined);
      expect(await store.set("a b+é", Uint8Array.of(1, 2, 3), { ifVersion: null })).toBe(true);
      expect(await store.set("a b+é", Uint8Array.of(4), { ifVersion: null })).toBe(false);
      expect(await store.set("a b+é", Uint8Array.of(5, 6), { ifVersion: '"other"' })).toBe(false);
      expect(await store.get("a b+é", { range: { suffix: 2 } })).toEqual(Uint8Array.of(2, 3));
      expect([await store.size("a b+é"), typeof (await store.version("a b+é"))]).toEqual([3, "string"]);
      await store.delete("a b+é");
      expect(await store.get("a b+é")).toBe(undefined);
      const nowhere = new built.S3Store("s3://no-such-bucket/a", service());
      await expect(nowhere.get("key")).rejects.toMatchObject({ status: 404, code: "NoSuchBucket" });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  describe("with zarr-python", () => {
    const type = elementTypes.find(({ name }) => name === "int32") as (typeof elementTypes)[number];
    const values = sample(type, 90);
    const whole = { values: wire(type, shape, values) };
    let peer: Peer;

    beforeAll(() => {
      peer = new Peer(server.environment);
    });
    afterAll(() => peer?.close());

    const optionsOf = (storage: Storage) => ({
      ...storage.options,
      shape,
      dtype: dtypeOf(storage, type),
      zarrFormat: storage.format,
    });
    const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

    test.each(storages.filter(({ name }) => exchanged.has(name)))("$name", async (storage) => {
      const [here, there] = [newPlace(), newPlace()];
      const storageOptions = { ...service() };
      // That of version 3 is the default here, and spelled another way there.
      const { chunkKeyEncoding: _, ...options } = optionsOf(storage) as Record<string, unknown>;
      const array = await create({ ...options, shape, store: here, storageOptions, fillValue: sampleFill(type) });
      await array.set(null, ours(type, shape, values));
      const renamed = Object.entries(optionsOf(storage)).map(([name, value]) => [snake(name), value]);
      await peer.write("zarr", there, Object.fromEntries(renamed), wire(type, [], [sampleFill(type)]), [whole]);

      const expected = hex(packed(type, values));
      expect(hex((await peer.read("zarr", here, storage.format)).values.bytes), "written here").toBe(expected);
      const theirs = await openArray(there, { mode: "r+", storageOptions });
      expect(hex((await theirs.get()).toBytes()), "written there").toBe(expected);

      // A part of what the other side wrote.
      const part = values.slice(0, 6);
      await theirs.set([slice(3, 5), slice(2, 5)], ours(type, [2, 3], part));
      await peer.update("zarr", here, storage.format, [
        {
          selection: [
            [3, 5],
            [2, 5],
          ],
          values: wire(type, [2, 3], part),
        },
      ]);
      const changed = hex((await (await openArray(here, { mode: "r", storageOptions })).get()).toBytes());
      expect(hex((await peer.read("zarr", there, storage.format)).values.bytes)).toBe(changed);
      expect(changed).not.toBe(expected);
    });
  });
});
