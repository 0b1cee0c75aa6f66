import { readFileSync } from "node:fs";
import { gunzipSync, gzipSync, inflateRawSync, inflateSync } from "node:zlib";
import type { BytesToBytesCodec, Extension } from "@zarrkit/core/contract";
import { codecConformance, createCodec, parseGoldenChunks, randomBytes, smoothBytes } from "@zarrkit/testkit/codec";
import { afterEach, assert, describe, expect, test, vi } from "vitest";
import { readLevel } from "../src/configuration.ts";
import * as node from "../src/deflate-node.ts";
import * as platform from "../src/deflate-platform.ts";
import { memberStarts } from "../src/gzip-member.ts";
import { gzip, zlib } from "../src/index.ts";

const { damaged, golden } = parseGoldenChunks(readFileSync(new URL("./fixtures/golden.json", import.meta.url), "utf8"));

const goldenOf = (id: string) => golden.filter((one) => one.id === id);

codecConformance(
  { test },
  {
    extension: gzip,
    kind: "bytes_to_bytes",
    damage: "detected",
    configurations: [
      { configuration: { level: 0 } },
      { configuration: { level: 9 } },
      { configuration: undefined, stored: { level: 5 } },
      { configuration: undefined, spelling: "numcodecs", stored: { level: 1 } },
    ],
    invalid: [
      { configuration: { level: -1 } },
      { configuration: { level: 10 } },
      { configuration: { level: 1.5 } },
      { configuration: { level: "5" } },
      { configuration: { level: null } },
      { configuration: { level: 5, mtime: 0 } },
    ],
    golden: goldenOf("gzip"),
  },
);

codecConformance(
  { test },
  {
    extension: zlib,
    kind: "bytes_to_bytes",
    damage: "detected",
    configurations: [
      { configuration: { level: 1 }, spelling: "numcodecs" },
      { configuration: {}, spelling: "numcodecs", stored: { level: 1 } },
      { configuration: { level: -1 }, spelling: "numcodecs", stored: { level: -1 } },
    ],
    invalid: [
      { configuration: { level: 10 }, spelling: "numcodecs" },
      { configuration: { level: -2 }, spelling: "numcodecs" },
    ],
    golden: goldenOf("zlib"),
  },
);

/** The same codecs on the platform's streams, as browsers run them. */
function onPlatform(format: "gzip" | "zlib", name: string): Extension<"codec"> {
  return {
    point: "codec",
    name,
    load: () => ({
      create(configuration, { spelling }): BytesToBytesCodec {
        const level = readLevel(format, configuration, spelling);
        return {
          kind: "bytes_to_bytes",
          configuration: { level },
          encode: (bytes) => platform.encodeDeflate(format, bytes, level),
          decode: (bytes, bound) => platform.decodeDeflate(format, bytes, bound),
        };
      },
    }),
  };
}

for (const format of ["gzip", "zlib"] as const) {
  codecConformance(
    { test },
    {
      extension: onPlatform(format, `${format} on platform streams`),
      kind: "bytes_to_bytes",
      damage: "detected",
      configurations: [
        { configuration: { level: 0 }, spelling: "numcodecs" },
        { configuration: { level: 6 }, spelling: "numcodecs" },
      ],
      golden: goldenOf(format),
    },
  );
}

const implementations = [
  { name: "node", ...node },
  { name: "platform", ...platform },
];

/** `DecompressionStream` as browsers have it: exactly one member or stream, and nothing behind it. */
class StrictDecompressionStream extends TransformStream<Uint8Array, Uint8Array> {
  constructor(format: string) {
    const parts: Uint8Array[] = [];
    super({
      transform: (part) => void parts.push(part),
      flush(controller) {
        const input = Buffer.concat(parts);
        const [header, trailer] = format === "gzip" ? [10, 8] : [2, 4];
        const result = inflateRawSync(input.subarray(header), { info: true }) as unknown as {
          buffer: Buffer;
          engine: { bytesWritten: number };
        };
        if (header + result.engine.bytesWritten + trailer !== input.length) throw new TypeError("bytes after the end");
        const whole = format === "gzip" ? gunzipSync(input) : inflateSync(input);
        if (whole.length > 0) controller.enqueue(new Uint8Array(whole));
      },
    });
  }
}

function useStrictStreams(): void {
  vi.stubGlobal("DecompressionStream", StrictDecompressionStream);
}

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Refusals that are thrown and refusals that are promised look alike. */
const attempt = async <T>(action: () => T): Promise<Awaited<T>> => await action();

describe.each(implementations)("$name", ({ name, encodeDeflate, decodeDeflate }) => {
  const exact = (bytes: Uint8Array) => ({ size: bytes.length, limit: bytes.length });

  test.each(damaged)("$name is refused", async ({ name: id, encoded, size }) => {
    const format = id.includes("zlib") ? "zlib" : "gzip";
    // The platform of node reads what follows a member, as node:zlib does; browsers refuse it.
    await expect(attempt(() => decodeDeflate(format, encoded, { size, limit: size }))).rejects.toThrow(/gzip|zlib/);
  });

  test("members one after another are one stream", async () => {
    if (name === "platform") useStrictStreams();
    const parts = [smoothBytes(5000, 1), new Uint8Array(0), randomBytes(70000, 2), smoothBytes(9, 3)];
    const encoded = new Uint8Array(Buffer.concat(parts.map((part) => gzipSync(part))));
    const whole = new Uint8Array(Buffer.concat(parts));
    expect(await decodeDeflate("gzip", encoded, exact(whole))).toEqual(whole);
    await expect(
      attempt(() => decodeDeflate("gzip", encoded, { size: undefined, limit: whole.length - 1 })),
    ).rejects.toThrow(/at most/);
  });

  test("trailing bytes are refused for both formats", async () => {
    if (name === "platform") useStrictStreams();
    const bytes = smoothBytes(100, 1);
    for (const format of ["gzip", "zlib"] as const) {
      const encoded = await encodeDeflate(format, bytes, 5);
      for (const tail of [[0], [0, 0, 0, 0], [120], [31, 139, 8, 0], [...encoded.subarray(0, 9)]]) {
        const longer = Uint8Array.of(...encoded, ...tail);
        await expect(attempt(() => decodeDeflate(format, longer, exact(bytes)))).rejects.toThrow();
      }
    }
    const twice = await encodeDeflate("zlib", bytes, 5);
    const both = Uint8Array.of(...twice, ...twice);
    await expect(attempt(() => decodeDeflate("zlib", both, { size: undefined, limit: 1000 }))).rejects.toThrow();
  });

  test("a bomb stops at the limit", async () => {
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(64 * 2 ** 20)));
    const before = process.memoryUsage().arrayBuffers;
    await expect(attempt(() => decodeDeflate("gzip", bomb, { size: 1000, limit: 1000 }))).rejects.toThrow(
      /at most 1000/,
    );
    await expect(attempt(() => decodeDeflate("gzip", bomb, { size: undefined, limit: 100_000 }))).rejects.toThrow(
      /at most 100000/,
    );
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 2 ** 20);
  });

  test("a promise of much from little allocates little", async () => {
    const encoded = new Uint8Array(gzipSync(new Uint8Array(10)));
    const before = process.memoryUsage().arrayBuffers;
    await expect(attempt(() => decodeDeflate("gzip", encoded, { size: 2 ** 31, limit: 2 ** 31 }))).rejects.toThrow(
      /found 10/,
    );
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 20);
  });

  test("levels are honoured, and other tools read the result", async () => {
    const bytes = smoothBytes(40_000, 4);
    const stored = await encodeDeflate("gzip", bytes, 0);
    const fast = await encodeDeflate("gzip", bytes, 1);
    const small = await encodeDeflate("gzip", bytes, 9);
    expect(stored.length).toBeGreaterThan(bytes.length);
    expect(fast.length).toBeLessThan(stored.length);
    expect(small.length).toBeLessThan(fast.length);
    for (const encoded of [stored, fast, small]) expect(new Uint8Array(gunzipSync(encoded))).toEqual(bytes);
    expect(new Uint8Array(inflateSync(await encodeDeflate("zlib", bytes, 3)))).toEqual(bytes);
  });

  test("the header holds no time and the same bytes give the same result", async () => {
    const bytes = smoothBytes(20_000, 5);
    const encoded = await encodeDeflate("gzip", bytes, 5);
    expect(Array.from(encoded.subarray(0, 8))).toEqual([31, 139, 8, 0, 0, 0, 0, 0]);
    expect(await encodeDeflate("gzip", bytes, 5)).toEqual(encoded);
  });

  test("answers own their memory", async () => {
    for (const length of [10, 5000, 200_000]) {
      const encoded = await encodeDeflate("gzip", smoothBytes(length, 6), 5);
      const decoded = await decodeDeflate("gzip", encoded, { size: length, limit: length });
      for (const bytes of [encoded, decoded]) {
        expect(bytes.constructor).toBe(Uint8Array);
        expect(bytes.buffer.byteLength).toBeLessThanOrEqual(bytes.length * 1.25 + 1100);
      }
    }
    expect(name).toMatch(/node|platform/);
  });
});

describe("members", () => {
  test("their starts are found, for browsers whose streams stop after the first", async () => {
    const parts = [smoothBytes(50_000, 1), smoothBytes(10, 2), new Uint8Array(0), randomBytes(3000, 3)];
    const members = parts.map((part) => gzipSync(part));
    const expected = members.map((_, i) => members.slice(0, i).reduce((sum, member) => sum + member.length, 0));
    const encoded = new Uint8Array(Buffer.concat(members));
    expect(await memberStarts(encoded, { size: undefined, limit: 1e6 })).toEqual(expected);
    await expect(memberStarts(encoded, { size: undefined, limit: 10 })).rejects.toThrow(/at most 10/);
  });
});

test.each([gzip, zlib])("$name answers large chunks at once where the thread may be held up", async (extension) => {
  const bytes = smoothBytes(300_000, 1);
  const codec = await createCodec(extension, { configuration: { level: 1 }, blocking: true });
  assert(codec.kind === "bytes_to_bytes");
  const encoded = codec.encode(bytes);
  assert(!(encoded instanceof Promise));
  expect(codec.decode(encoded, { size: bytes.length, limit: bytes.length })).toEqual(bytes);
});

test.each([gzip, zlib])("$name decodes to the memory that is given, many times over", async (extension) => {
  for (const [length, blocking] of [
    [100, false],
    [300_000, false],
    [300_000, true],
  ] as const) {
    const codec = await createCodec(extension, { configuration: { level: 1 }, blocking });
    assert(codec.kind === "bytes_to_bytes");
    const bytes = smoothBytes(length, 1);
    const encoded = await codec.encode(bytes);
    const bound = { size: length, limit: length };
    const decode = async (into?: Uint8Array) => codec.decode(encoded, bound, into);
    const kept = await decode();
    const results = await Promise.all(Array.from({ length: 20 }, () => decode(new Uint8Array(length))));
    for (const result of [...results, kept]) expect(Buffer.compare(result, bytes)).toBe(0);
    const into = new Uint8Array(new SharedArrayBuffer(length + 2), 1, length);
    expect(await decode(into)).toBe(into);
    expect(Buffer.compare(into, bytes)).toBe(0);
  }
});
