import { readFileSync } from "node:fs";
import type { BytesToBytesCodec, Extension, JsonObject } from "@zarrkit/core/contract";
import {
  codecConformance,
  createCodec,
  parseGoldenChunks,
  randomBytes,
  sampleDataType,
  sampleSpec,
  smoothBytes,
} from "@zarrkit/testkit/codec";
import { assert, describe, expect, test } from "vitest";
import { readConfiguration } from "../src/configuration.ts";
import { decodeBlosc } from "../src/decode.ts";
import { encodeBlosc } from "../src/encode.ts";
import { parseFrame } from "../src/frame.ts";
import { blosc } from "../src/index.ts";
import type { Backend } from "../src/inner-codec.ts";
import { platformCompressors, webAssemblyZstd } from "../src/inner-codec-node.ts";
import { platformCompressors as portableCompressors } from "../src/inner-codec-portable.ts";
import { portableKernel } from "../src/kernel.ts";
import { loadKernel } from "../src/wasm-kernel.ts";

const { damaged, golden } = parseGoldenChunks(readFileSync(new URL("./fixtures/golden.json", import.meta.url), "utf8"));

const node: Backend = { kernel: await loadKernel(), compressors: platformCompressors, blocking: false };
const oldNode: Backend = {
  kernel: portableKernel,
  compressors: { ...platformCompressors, zstd: webAssemblyZstd },
  blocking: false,
};
const portable: Backend = { kernel: portableKernel, compressors: portableCompressors, blocking: false };
const backends = [node, oldNode, portable];

const specOf = (itemSize: number) => sampleSpec([4], sampleDataType(`size${itemSize}`, itemSize));
const isSnappy = ({ name }: { name: string }): boolean => name.includes("snappy");
const goldenWithSpecs = golden.filter((one) => !isSnappy(one)).map((one) => ({ ...one, spec: specOf(one.itemSize) }));
const COMPRESSORS = ["blosclz", "lz4", "lz4hc", "zlib", "zstd"];

codecConformance(
  { test },
  {
    extension: blosc,
    kind: "bytes_to_bytes",
    damage: "bounded",
    configurations: [
      {
        configuration: undefined,
        spec: specOf(2),
        stored: { typesize: 2, cname: "zstd", clevel: 5, shuffle: "shuffle", blocksize: 0 },
      },
      {
        configuration: {},
        spec: specOf(1),
        stored: { typesize: 1, cname: "zstd", clevel: 5, shuffle: "bitshuffle", blocksize: 0 },
      },
      { configuration: { cname: "lz4", shuffle: "bitshuffle", typesize: 3, blocksize: 1000 } },
      { configuration: { cname: "blosclz", clevel: 9, shuffle: "shuffle", typesize: 8, blocksize: 0 } },
      { configuration: { cname: "zlib", clevel: 1, shuffle: "noshuffle", typesize: 1000, blocksize: 4096 } },
      {
        configuration: undefined,
        spelling: "numcodecs",
        spec: specOf(4),
        stored: { cname: "lz4", clevel: 5, blocksize: 0, shuffle: 1 },
      },
      {
        configuration: { cname: "lz4hc", clevel: 3, shuffle: -1, blocksize: 0, typesize: null },
        spelling: "numcodecs",
        spec: specOf(1),
        stored: { cname: "lz4hc", clevel: 3, blocksize: 0, shuffle: -1 },
      },
      { configuration: { cname: "lz4", clevel: 0, shuffle: 1, blocksize: 0, typesize: 4 }, spelling: "numcodecs" },
    ],
    invalid: [
      { configuration: { cname: "gzip" } },
      { configuration: { cname: null } },
      { configuration: { clevel: 10 } },
      { configuration: { clevel: -1 } },
      { configuration: { clevel: 1.5 } },
      { configuration: { shuffle: 1 } },
      { configuration: { shuffle: "bits" } },
      { configuration: { shuffle: null } },
      { configuration: { shuffle: "shuffle" }, spelling: "numcodecs" },
      { configuration: { shuffle: 3 }, spelling: "numcodecs" },
      { configuration: { typesize: 0 } },
      { configuration: { typesize: null } },
      { configuration: { blocksize: -1 } },
      { configuration: { blocksize: "auto" } },
      { configuration: { nthreads: 4 } },
    ],
    golden: goldenWithSpecs,
  },
);

/** The codec with a backend other than this platform's. */
function withBackend(name: string, backend: Backend): Extension<"codec"> {
  return {
    point: "codec",
    name,
    load: () => ({
      create(configuration, context): BytesToBytesCodec {
        const settings = readConfiguration(configuration, context);
        return {
          kind: "bytes_to_bytes",
          configuration: settings.stored,
          encode: (bytes) => encodeBlosc(bytes, settings, backend),
          decode: (bytes, bound, into) => decodeBlosc(bytes, bound, backend, into),
        };
      },
    }),
  };
}

for (const [name, backend] of [
  ["blosc without native zstd and vectors", oldNode],
  ["blosc in browsers", portable],
] as const) {
  codecConformance(
    { test },
    {
      extension: withBackend(name, backend),
      kind: "bytes_to_bytes",
      damage: "bounded",
      configurations: ["lz4", "zlib", "zstd"].map((cname) => ({
        configuration: { cname, clevel: 2, shuffle: "shuffle", typesize: 2, blocksize: 0 },
      })),
      golden: goldenWithSpecs,
    },
  );
}

async function create(configuration: JsonObject): Promise<BytesToBytesCodec> {
  const codec = await createCodec(blosc, { configuration });
  assert(codec.kind === "bytes_to_bytes");
  return codec;
}

/** Refusals that are thrown and refusals that are promised look alike. */
const attempt = async <T>(action: () => T): Promise<Awaited<T>> => await action();

describe("encoding", () => {
  test.each(COMPRESSORS)("%s frames are the same thing to every reader, with the real typesize", async (cname) => {
    for (const typesize of [1, 2, 3, 4, 8, 20, 255]) {
      for (const shuffle of ["noshuffle", "shuffle", "bitshuffle"]) {
        for (const [length, blocksize] of [
          [1000, 0],
          [5003, 1024],
        ] as const) {
          const bytes = smoothBytes(length, typesize);
          const codec = await create({ cname, clevel: 5, shuffle, typesize, blocksize });
          const encoded = await codec.encode(bytes);
          const exact = { size: length, limit: length };
          const frame = parseFrame(encoded, exact);
          expect(frame.typesize).toBe(typesize);
          expect(encoded.length).toBeLessThanOrEqual(length + 16);
          for (const backend of backends) {
            expect(await decodeBlosc(encoded, exact, backend)).toEqual(bytes);
          }
        }
      }
    }
  });

  test("shuffling by the real typesize pays", async () => {
    const words = new Float64Array(8000).map((_, i) => 1000 + Math.sin(i / 50));
    const bytes = new Uint8Array(words.buffer);
    for (const cname of COMPRESSORS) {
      const size = async (shuffle: string): Promise<number> =>
        (await (await create({ cname, shuffle, typesize: 8 })).encode(bytes)).length;
      expect(await size("shuffle")).toBeLessThan(0.95 * (await size("noshuffle")));
    }
  });

  test("lz4hc packs more than lz4, and more at higher levels", async () => {
    const bytes = smoothBytes(60_000, 1);
    const size = async (cname: string, clevel: number): Promise<number> =>
      (await (await create({ cname, clevel, shuffle: "shuffle", typesize: 2 })).encode(bytes)).length;
    expect(await size("lz4hc", 5)).toBeLessThan(await size("lz4", 5));
    expect(await size("lz4hc", 9)).toBeLessThanOrEqual(await size("lz4hc", 1));
    expect(await size("lz4", 9)).toBeLessThanOrEqual(await size("lz4", 1));
  });

  test("what does not get shorter is stored", async () => {
    for (const cname of COMPRESSORS) {
      const noise = randomBytes(3000, 1);
      const encoded = await (await create({ cname })).encode(noise);
      expect(encoded.length).toBe(3016);
      expect(parseFrame(encoded, { size: 3000, limit: 3000 }).isStored).toBe(true);
    }
  });

  test("blocks have a size of one byte at least, which c-blosc asks for", async () => {
    for (const backend of backends) {
      for (const size of [0, 1, 2, 3, 5, 127, 129]) {
        const settings = {
          cname: "zstd",
          clevel: 5,
          shuffle: "shuffle",
          typesize: 255,
          blocksize: 0,
          stored: {},
        } as const;
        const encoded = await encodeBlosc(smoothBytes(size, 1), settings, backend);
        const { blocksize } = parseFrame(encoded, { size, limit: size });
        expect(blocksize).toBeGreaterThan(0);
        expect(blocksize).toBeLessThanOrEqual(Math.max(size, 1));
      }
    }
  });

  test("snappy is refused when something is written, not when metadata is read", async () => {
    const codec = await create({ cname: "snappy" });
    expect(() => codec.encode(new Uint8Array(1000))).toThrow(/snappy/);
  });
});

describe("damage", () => {
  test.each(damaged)("$name is refused", async ({ encoded, size }) => {
    for (const backend of backends) {
      await expect(attempt(() => decodeBlosc(encoded, { size, limit: size }, backend))).rejects.toThrow(/blosc/);
    }
  });

  const frame = async (cname = "zstd"): Promise<Uint8Array> =>
    (
      await (await create({ cname, shuffle: "shuffle", typesize: 2, blocksize: 512 })).encode(smoothBytes(1500, 1))
    ).slice();
  const exact = { size: 1500, limit: 1500 };
  const poke = (bytes: Uint8Array, at: number, value: number): Uint8Array => {
    new DataView(bytes.buffer, bytes.byteOffset).setUint32(at, value, true);
    return bytes;
  };

  test.each<[string, (bytes: Uint8Array) => Uint8Array, RegExp]>([
    ["a cut header", (bytes) => bytes.subarray(0, 15), /header takes 16/],
    ["another version", (bytes) => bytes.with(0, 3), /version 2; found 3/],
    ["a typesize of zero", (bytes) => bytes.with(3, 0), /no size/],
    ["both shuffles", (bytes) => bytes.with(2, bytes[2]! | 5), /flags/],
    ["a reserved flag", (bytes) => bytes.with(2, bytes[2]! | 8), /flags/],
    ["an unknown compressor", (bytes) => bytes.with(2, bytes[2]! | 0xe0), /compressor 7/],
    ["more data than the bound", (bytes) => poke(bytes, 4, 1501), /1500 bytes; its header declares 1501/],
    ["4 GiB of data", (bytes) => poke(bytes, 4, 0xffffffff), /declares 4294967295/],
    ["no block size", (bytes) => poke(bytes, 8, 0), /blocks of 0/],
    ["too large a block size", (bytes) => poke(bytes, 8, 1501), /blocks of 1501/],
    ["too many blocks", (bytes) => poke(bytes, 8, 1), /starts of 1500 blocks/],
    ["another length", (bytes) => poke(bytes, 12, 17), /declares 17 bytes/],
    ["a block inside the header", (bytes) => poke(bytes, 20, 3), /inside the header/],
    ["a block past the end", (bytes) => poke(bytes, 20, 0x7fffffff), /cut off/],
    ["a negative stream", (bytes) => poke(bytes, 28, 0xffffffff), /takes 4294967295/],
    ["an empty stream", (bytes) => poke(bytes, 28, 0), /takes 0/],
    ["stored data of another length", (bytes) => bytes.with(2, bytes[2]! | 2), /stored bytes take 1516/],
  ])("%s is refused", async (_what, change, message) => {
    const bytes = change(await frame());
    for (const backend of backends) {
      await expect(attempt(() => decodeBlosc(bytes, exact, backend))).rejects.toThrow(message);
    }
  });

  test("an inner zstd frame cannot declare more than its block", async () => {
    const bytes = await frame("zstd");
    const stream = 28 + 4;
    expect(Array.from(bytes.subarray(stream, stream + 4))).toEqual([0x28, 0xb5, 0x2f, 0xfd]);
    bytes[stream + 4] = 0xe0;
    for (const backend of backends) {
      await expect(attempt(() => decodeBlosc(bytes, exact, backend))).rejects.toThrow(/should declare 512 bytes/);
    }
  });
});

describe("snappy", () => {
  test.each(golden.filter(isSnappy))("$name, which tensorstore wrote, is read", async ({ encoded, decoded }) => {
    expect(await decodeBlosc(encoded, { size: decoded.length, limit: decoded.length }, node)).toEqual(decoded);
  });

  test("a frame with literals and all three kinds of copies is read", async () => {
    const text = new TextEncoder().encode("abcdefghij".repeat(20));
    // 10 literals; 4 bytes from 10 back (short copy); 64 and 64 and 58 more (copies with 16 and 32-bit distances).
    const stream = Uint8Array.of(
      200,
      1,
      9 << 2,
      ...text.subarray(0, 10),
      1,
      10,
      0xfe,
      10,
      0,
      0xff,
      10,
      0,
      0,
      0,
      0xe6,
      10,
      0,
    );
    const bytes = new Uint8Array(24 + stream.length);
    bytes.set([2, 1, 0x50, 1]);
    const view = new DataView(bytes.buffer);
    for (const [at, value] of [
      [4, 200],
      [8, 200],
      [12, bytes.length],
      [16, 20],
      [20, stream.length],
    ] as const) {
      view.setUint32(at, value, true);
    }
    bytes.set(stream, 24);
    expect(await decodeBlosc(bytes, { size: 200, limit: 200 }, node)).toEqual(text);
    for (let at = 24; at < bytes.length; at++) {
      const broken = bytes.with(at, bytes[at]! ^ 255);
      const result = await attempt(() => decodeBlosc(broken, { size: 200, limit: 200 }, node)).catch(
        (error: unknown) => error,
      );
      if (!(result instanceof Error)) expect((result as Uint8Array).length).toBe(200);
    }
  });
});

test("the codec answers large chunks at once where the thread may be held up", async () => {
  const bytes = smoothBytes(300_000, 1);
  const configuration = { cname: "zlib", clevel: 1, shuffle: "shuffle", typesize: 2, blocksize: 0 };
  const codec = await createCodec(blosc, { configuration, spec: specOf(2), blocking: true });
  assert(codec.kind === "bytes_to_bytes");
  const encoded = codec.encode(bytes);
  assert(!(encoded instanceof Promise));
  expect(codec.decode(encoded, { size: bytes.length, limit: bytes.length })).toEqual(bytes);
});
