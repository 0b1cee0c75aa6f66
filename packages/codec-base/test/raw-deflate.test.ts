import { readFileSync } from "node:fs";
import { codecConformance, createCodec, smoothBytes } from "@zarrkit/testkit/codec";
import { assert, expect, test } from "vitest";
import { factory } from "./raw-deflate.ts";

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");

test("the codec of the README is this one", () => {
  expect(read("../README.md")).toContain(read("./raw-deflate.ts"));
});

const extension = { point: "codec", name: "example.raw_deflate", load: () => factory } as const;

codecConformance(
  { test },
  { extension, kind: "bytes_to_bytes", damage: "bounded", configurations: [{ configuration: {} }] },
);

test("chunks of all lengths come back, to memory that is lent", async () => {
  const codec = await createCodec(extension, { configuration: {} });
  assert(codec.kind === "bytes_to_bytes");
  for (const size of [1000, 100_000, 1_000_000]) {
    const bytes = smoothBytes(size, 1);
    const encoded = await codec.encode(bytes, (byteLength) => new Uint8Array(byteLength));
    const bound = { size, limit: size };
    const into = new Uint8Array(size);
    // Both turns: by whoever asks, and on the thread pool.
    const decoded = await Promise.all(Array.from({ length: 12 }, () => codec.decode(encoded, bound)));
    for (const one of decoded) expect(Buffer.compare(one, bytes)).toBe(0);
    expect(await codec.decode(encoded, bound, into)).toBe(into);
    expect(Buffer.compare(into, bytes)).toBe(0);
  }
});
