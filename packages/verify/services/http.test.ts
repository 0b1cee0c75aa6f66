import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { create, openArray, slice, type ZarrArray } from "@zarrkit/api";
import { HttpStore, ListingHttpStore } from "@zarrkit/store-http";
import { storeConformance } from "@zarrkit/testkit/store";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Nginx, startNginx } from "./nginx.ts";

let root: string;
let nginx: Nginx;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "zarrkit-http-"));
  nginx = await startNginx(root, { location: "autoindex on; autoindex_format json;" });
});
afterAll(async () => {
  await nginx?.stop();
  rmSync(root, { recursive: true, force: true });
});

let stores = 0;
const conformance = (name: string, listing: boolean): void =>
  storeConformance(
    { test, describe, expect },
    {
      name,
      // nginx lists no name that begins with a dot.
      capabilities: { list: listing, oddKeys: !listing },
      create: () => {
        const name = `store-${++stores}`;
        let seconds = Date.now() / 1000 - 100_000;
        const write = (key: string, bytes: Uint8Array): void => {
          const path = join(root, name, key);
          mkdirSync(dirname(path), { recursive: true });
          writeFileSync(path, bytes);
          // The entity tags of nginx are as fine as a second.
          utimesSync(path, seconds, seconds++);
        };
        mkdirSync(join(root, name));
        return { store: new (listing ? ListingHttpStore : HttpStore)(`${nginx.url}/${name}`), behind: { write } };
      },
    },
  );
conformance("http store over nginx", false);
conformance("http store over nginx that lists folders", true);

/** A value for each place, which noise makes hard to compress. */
const valueAt = (z: number, y: number, x: number): number => (z * 7919 + y * 104_729 + x * 1_299_709) % 251;

describe("200 tiles of 256 by 256 at the same time, from a volume of 512 in each direction", () => {
  const edge = 512;
  const tile = 256;
  const inner = 64;
  const volume = new Uint8Array(edge ** 3);
  let at = 0;
  for (let z = 0; z < edge; z++) {
    for (let y = 0; y < edge; y++) for (let x = 0; x < edge; x++) volume[at++] = valueAt(z, y, x);
  }

  const write = async (name: string, options: object): Promise<void> => {
    const array = await create({
      store: join(root, name),
      shape: [edge, edge, edge],
      dtype: "uint8",
      compressors: "zstd",
      fillValue: 255,
      ...options,
    });
    await array.set(null, { data: volume, shape: [edge, edge, edge] });
  };

  const readTiles = async (array: ZarrArray<"uint8">): Promise<void> => {
    const places = Array.from({ length: 200 }, (_, i) => ({
      z: (i * 37) % edge,
      y: (i * 53) % (edge - tile + 1),
      x: (i * 101) % (edge - tile + 1),
    }));
    const reads = places.map(({ z, y, x }) => array.get([z, slice(y, y + tile), slice(x, x + tile)]));
    for (const [i, { data, shape }] of (await Promise.all(reads)).entries()) {
      const { z, y, x } = places[i] as (typeof places)[number];
      expect(shape).toEqual([tile, tile]);
      const expected = Uint8Array.from({ length: tile * tile }, (_, at) =>
        valueAt(z, y + Math.floor(at / tile), x + (at % tile)),
      );
      expect(Buffer.compare(data, expected)).toBe(0);
    }
  };

  test("takes no more requests than there are chunks", async () => {
    await write("chunks.zarr", { chunks: [inner, inner, inner] });
    nginx.take();
    const array = await openArray(`${nginx.url}/chunks.zarr`, { dtype: "uint8" });
    expect(nginx.take()).toHaveLength(1);
    await readTiles(array);
    const requests = nginx.take();
    expect(new Set(requests.map(({ url }) => url)).size).toBe(requests.length);
    expect(requests.length).toBeLessThanOrEqual((edge / inner) ** 3);
    expect(requests.every(({ status }) => status === 200)).toBe(true);
  });

  test("takes one request for each index and each run of a sharded array", async () => {
    await write("shards.zarr", { chunks: [inner, inner, inner], shards: [tile, tile, tile] });
    const array = await openArray(`${nginx.url}/shards.zarr`, { dtype: "uint8" });
    nginx.take();
    await readTiles(array);
    const requests = nginx.take();
    const asked = requests.map(({ url, range }) => `${url} ${range}`);
    expect(new Set(asked).size).toBe(asked.length);
    const indexes = requests.filter(({ range }) => range?.startsWith("bytes=-"));
    expect(indexes).toHaveLength((edge / tile) ** 3);
    expect(requests.every(({ status }) => status === 206)).toBe(true);
  });
});
