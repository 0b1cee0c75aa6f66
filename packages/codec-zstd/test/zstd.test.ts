import { readFileSync } from "node:fs";
import type { BytesToBytesCodec, DecodeBound, Extension, MaybePromise } from "@zarrkit/core/contract";
import { codecConformance, createCodec, parseGoldenChunks, randomBytes, smoothBytes } from "@zarrkit/testkit/codec";
import { assert, describe, expect, test } from "vitest";
import { decodeFrames } from "../src/decode.ts";
import { parseFrames } from "../src/frame.ts";
import { zstd } from "../src/index.ts";
import type { ZstandardLibrary } from "../src/library.ts";
import { nativeZstandard, zstandard as nodeZstandard, webAssemblyZstandard } from "../src/zstandard-node.ts";
import { zstandard as browserZstandard } from "../src/zstandard-wasm.ts";

const { damaged, golden } = parseGoldenChunks(readFileSync(new URL("./fixtures/golden.json", import.meta.url), "utf8"));

codecConformance(
  { test },
  {
    extension: zstd,
    kind: "bytes_to_bytes",
    damage: "bounded",
    configurations: [
      { configuration: undefined, stored: { level: 0, checksum: false } },
      { configuration: { level: -7 }, stored: { level: -7, checksum: false } },
      { configuration: {}, spelling: "numcodecs", stored: { level: 0 } },
      { configuration: { level: 1, checksum: false }, spelling: "numcodecs", stored: { level: 1 } },
      { configuration: { level: 19 }, spelling: "numcodecs", stored: { level: 19 } },
    ],
    invalid: [
      { configuration: { level: 23 } },
      { configuration: { level: -131073 } },
      { configuration: { level: 0.5 } },
      { configuration: { level: "1" } },
      { configuration: { level: null } },
      { configuration: { level: 1, checksum: 1 } },
      { configuration: { level: 1, checksum: null } },
      { configuration: { level: 1, threads: 2 } },
    ],
    golden,
  },
);

codecConformance(
  { test },
  {
    extension: zstd,
    kind: "bytes_to_bytes",
    damage: "detected",
    configurations: [
      { configuration: { level: 3, checksum: true }, stored: { level: 3, checksum: true } },
      { configuration: { checksum: true }, spelling: "numcodecs", stored: { level: 0, checksum: true } },
    ],
  },
);

interface Implementation {
  readonly name: string;
  readonly load: () => MaybePromise<ZstandardLibrary>;
  /** The lowest level that differs from others. */
  readonly lowest: number;
}
const implementations: Implementation[] = [
  { name: "WebAssembly in Node", load: webAssemblyZstandard, lowest: -50 },
  { name: "WebAssembly in browsers", load: browserZstandard, lowest: 1 },
];
// Node 22.15 and later.
if ((await nodeZstandard()) === nativeZstandard) {
  implementations.push({ name: "native", load: () => nativeZstandard, lowest: -50 });
}

/** The codec on one implementation. */
function onLibrary(name: string, load: () => MaybePromise<ZstandardLibrary>): Extension<"codec"> {
  return {
    point: "codec",
    name: `zstd on ${name}`,
    load: async () => {
      const library = await load();
      return {
        create: (configuration): BytesToBytesCodec => ({
          kind: "bytes_to_bytes",
          configuration,
          encode: (bytes) =>
            library.compress(bytes, Number(configuration?.["level"]), configuration?.["checksum"] === true),
          decode: (bytes, bound) => decodeFrames(library, bytes, bound),
        }),
      };
    },
  };
}

for (const { name, load } of implementations) {
  const extension = onLibrary(name, load);
  codecConformance(
    { test },
    {
      extension,
      kind: "bytes_to_bytes",
      damage: "detected",
      configurations: [{ configuration: { level: 3, checksum: true } }],
      golden,
    },
  );
  codecConformance(
    { test },
    {
      extension,
      kind: "bytes_to_bytes",
      damage: "bounded",
      configurations: [{ configuration: { level: -5, checksum: false } }],
    },
  );
}

const fromBase64 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, "base64"));

/** Written by a streaming encoder: no content size, a window of 64 MiB, a checksum; then a frame of no bytes. */
const STREAMED = fromBase64(
  "KLUv/QSArQQAYk4eE7Ana5s0IURCHMUwRVJS/OIl52IETrnLKXc55S6n3OWUu5xyl1PucspdTrnLKXc55S6n3OWUu5xyl1PucspdTrnLKXc55S6n3OWUu5xyl1PucspdTrnLKXc55S6n3OVECHEwAAgODETB4CiMAuNAHEXAQRgGgQGiCIDHqBHg7/8Z4DcDEfz/I/wBIpHUi2kAUhU4gYRaKLUv/SQAAQAAmenYUQ==",
);
const STREAMED_CONTENT = new TextEncoder().encode(
  Array.from({ length: 200 }, (_, i) => `a line that repeats, number ${i % 7}\n`).join(""),
);
const STREAMED_EMPTY = fromBase64("KLUv/QBYAQAA");

/** A frame that holds one stored block; `size` is what the header declares. */
function storedFrame(content: Uint8Array, size: number = content.length): Uint8Array {
  const header = new Uint8Array(4 + 1 + 8 + 3);
  const view = new DataView(header.buffer);
  view.setUint32(0, 0xfd2fb528, true);
  view.setUint8(4, 0xe0);
  view.setBigUint64(5, BigInt(size), true);
  view.setUint16(13, ((content.length << 3) | 1) & 0xffff, true);
  view.setUint8(15, content.length >> 13);
  return Uint8Array.of(...header, ...content);
}

function skippableFrame(length: number): Uint8Array {
  const frame = new Uint8Array(8 + length).fill(7);
  new DataView(frame.buffer).setUint32(0, 0x184d2a53, true);
  new DataView(frame.buffer).setUint32(4, length, true);
  return frame;
}

/** Refusals that are thrown and refusals that are promised look alike. */
const attempt = async <T>(action: () => T): Promise<Awaited<T>> => await action();

describe.each(implementations)("$name", ({ load, lowest }) => {
  const decode = async (bytes: Uint8Array, bound: DecodeBound): Promise<Uint8Array> => {
    const library = await load();
    return attempt(() => decodeFrames(library, bytes, bound));
  };
  const exact = (size: number): DecodeBound => ({ size, limit: size });

  test.each(damaged)("$name is refused", async ({ encoded, size }) => {
    await expect(decode(encoded, exact(size))).rejects.toThrow(/zstd/);
  });

  test("a frame without a content size is read", async () => {
    expect(parseFrames(STREAMED)[0]?.contentSize).toBeUndefined();
    expect(await decode(STREAMED, exact(STREAMED_CONTENT.length))).toEqual(STREAMED_CONTENT);
    expect(await decode(STREAMED, { size: undefined, limit: 1e6 })).toEqual(STREAMED_CONTENT);
    expect(await decode(STREAMED_EMPTY, { size: undefined, limit: 1e6 })).toEqual(new Uint8Array(0));
    await expect(decode(STREAMED, { size: undefined, limit: STREAMED_CONTENT.length - 1 })).rejects.toThrow(/zstd/);
    await expect(decode(STREAMED, exact(STREAMED_CONTENT.length + 1))).rejects.toThrow(/zstd/);
    // The checksum of either frame.
    for (const at of [STREAMED.length - 1, (parseFrames(STREAMED)[0]?.end ?? 0) - 1]) {
      const flipped = STREAMED.slice();
      flipped[at]! ^= 1;
      await expect(decode(flipped, exact(STREAMED_CONTENT.length))).rejects.toThrow(/zstd/);
    }
  });

  test("frames one after another are one, skippable ones are skipped", async () => {
    const library = await load();
    const [a, b] = [smoothBytes(3000, 1), randomBytes(100_000, 2)];
    const encoded = Uint8Array.of(
      ...skippableFrame(5),
      ...(await library.compress(a, 1, true)),
      ...skippableFrame(0),
      ...STREAMED,
      ...(await library.compress(b, 1, false)),
      ...skippableFrame(9),
    );
    const whole = Uint8Array.of(...a, ...STREAMED_CONTENT, ...b);
    expect(await decode(encoded, exact(whole.length))).toEqual(whole);
    expect(await decode(encoded, { size: undefined, limit: whole.length })).toEqual(whole);
    await expect(decode(encoded, { size: undefined, limit: whole.length - 1 })).rejects.toThrow(/zstd/);
    await expect(decode(encoded, exact(a.length))).rejects.toThrow(/zstd/);
  });

  test("levels and the content size are honoured", async () => {
    const library = await load();
    const bytes = smoothBytes(60_000, 3);
    const sizes: number[] = [];
    for (const level of [lowest, 5, 19]) {
      const encoded = await library.compress(bytes, level, false);
      expect(parseFrames(encoded)[0]?.contentSize).toBe(bytes.length);
      expect(encoded[4]! & 4).toBe(0);
      sizes.push(encoded.length);
    }
    expect(sizes[1]).toBeLessThan(sizes[0]!);
    expect(sizes[2]).toBeLessThan(sizes[1]!);
    expect(await library.compress(bytes, 0, false)).toEqual(await library.compress(bytes, 3, false));
    // Levels that an implementation has not are the nearest that it has.
    if (lowest === 1) expect((await library.compress(bytes, -50, false)).length).toBe(sizes[0]!);
    for (const length of [0, 1, 3, 4, 7, 8, 31, 32, 33, 100, 60_000]) {
      const part = bytes.subarray(0, length);
      const encoded = await library.compress(part, 3, true);
      expect(encoded[4]! & 4).toBe(4);
      // Another implementation verifies what this one wrote.
      const other = await webAssemblyZstandard();
      expect(await other.decompress(encoded, length, length)).toEqual(part);
      const wrong = encoded.slice();
      wrong[wrong.length - 2]! ^= 16;
      await expect(decode(wrong, exact(length))).rejects.toThrow(/zstd/);
    }
  });

  test("a header that declares too much is refused before anything is allocated", async () => {
    const before = process.memoryUsage().arrayBuffers;
    const frame = storedFrame(smoothBytes(100, 1), 2 ** 45);
    await expect(decode(frame, exact(100))).rejects.toThrow(/zstd/);
    await expect(decode(frame, { size: undefined, limit: 2 ** 50 })).rejects.toThrow(/zstd/);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 20);
  });

  test("answers own their memory", async () => {
    const library = await load();
    for (const length of [0, 10, 5000, 200_000]) {
      const encoded = await library.compress(smoothBytes(length, 6), 3, false);
      const decoded = await decode(encoded, exact(length));
      for (const bytes of [encoded, decoded]) {
        expect(bytes.constructor).toBe(Uint8Array);
        expect(bytes.buffer.byteLength).toBeLessThanOrEqual(bytes.length * 1.25 + 1100);
      }
    }
  });
});

describe("frames", () => {
  const content = smoothBytes(100, 1);

  test("are described without being decoded", () => {
    const frame = storedFrame(content);
    expect(parseFrames(Uint8Array.of(...skippableFrame(3), ...frame))).toEqual([
      {
        start: 11,
        end: 11 + frame.length,
        contentSize: 100,
        maximumSize: 100,
        windowSize: 100,
        windowAt: undefined,
        blocksAt: 24,
        blockCount: 1,
        largestBlock: 100,
        hasChecksum: false,
      },
    ]);
  });

  test.each([
    ["no bytes", new Uint8Array(0), /no frame/],
    ["only skippable frames", skippableFrame(4), /no frame/],
    ["another magic number", new Uint8Array(20), /no frame begins at byte 0/],
    ["a cut skippable frame", skippableFrame(4).slice(0, -1), /cut off/],
    ["a cut header", storedFrame(content).slice(0, 8), /cut off/],
    ["a cut block", storedFrame(content).slice(0, -1), /cut off/],
    ["bytes behind the frame", Uint8Array.of(...storedFrame(content), 1, 2, 3), /3 bytes behind/],
    ["a reserved bit", storedFrame(content).with(4, 0xe8), /reserved bit/],
    ["a reserved block type", storedFrame(content).with(13, 0x27), /reserved type/],
    ["a dictionary", storedFrame(content).with(4, 0xe1), /dictionary/],
  ])("%s are refused", (_what, bytes, message) => {
    expect(() => parseFrames(bytes)).toThrow(message);
  });
});

test("the codec answers small chunks at once where the runtime has zstd", async () => {
  const codec = await createCodec(zstd, { configuration: { level: 1 } });
  assert(codec.kind === "bytes_to_bytes");
  const encoded = codec.encode(smoothBytes(100, 1));
  expect(encoded instanceof Promise).toBe((await nodeZstandard()) !== nativeZstandard);
});

test("the codec answers large chunks at once too where the thread may be held up and the runtime has zstd", async () => {
  const bytes = smoothBytes(300_000, 1);
  const codec = await createCodec(zstd, { configuration: { level: 1 }, blocking: true });
  assert(codec.kind === "bytes_to_bytes");
  const isLater = (await nodeZstandard()) !== nativeZstandard;
  const encoded = codec.encode(bytes);
  expect(encoded instanceof Promise).toBe(isLater);
  const decoded = codec.decode(await encoded, { size: bytes.length, limit: bytes.length });
  expect(decoded instanceof Promise).toBe(isLater);
});

test.each([100, 300_000])("%i bytes are decoded to the memory that is given, many times over", async (length) => {
  for (const blocking of [false, true]) {
    const codec = await createCodec(zstd, { configuration: { level: 1 }, blocking });
    assert(codec.kind === "bytes_to_bytes");
    const bytes = smoothBytes(length, 1);
    const encoded = await codec.encode(bytes);
    const bound = { size: length, limit: length };
    const decode = async (into?: Uint8Array) => codec.decode(encoded, bound, into);
    const kept = await decode();
    const results = await Promise.all(Array.from({ length: 20 }, () => decode(new Uint8Array(length))));
    for (const result of [...results, kept]) expect(Buffer.compare(result, bytes)).toBe(0);
    const into = new Uint8Array(new SharedArrayBuffer(length + 2), 1, length);
    expect(Buffer.compare(await decode(into), bytes)).toBe(0);
    // What is left of the runtime's memory still works.
    expect(Buffer.from("a").toString()).toBe("a");
    const isNative = (await nodeZstandard()) === nativeZstandard;
    expect((await decode(into)) === into).toBe(isNative);
  }
});
