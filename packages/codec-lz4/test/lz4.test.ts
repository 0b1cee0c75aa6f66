import { readFileSync } from "node:fs";
import { codecConformance, createCodec, parseGoldenChunks, smoothBytes } from "@zarrkit/testkit/codec";
import { assert, expect, test } from "vitest";
import { lz4 } from "../src/index.ts";

const { golden } = parseGoldenChunks(readFileSync(new URL("./fixtures/golden.json", import.meta.url), "utf8"));

codecConformance(
  { test },
  {
    extension: lz4,
    kind: "bytes_to_bytes",
    damage: "bounded",
    configurations: [
      { configuration: undefined, spelling: "numcodecs", stored: { acceleration: 1 } },
      { configuration: { acceleration: 20 }, spelling: "numcodecs", stored: { acceleration: 20 } },
      { configuration: { acceleration: 0 }, spelling: "numcodecs", stored: { acceleration: 0 } },
    ],
    invalid: [
      { configuration: { acceleration: "1" } },
      { configuration: { acceleration: 1.5 } },
      { configuration: { acceleration: null } },
      { configuration: { acceleration: 1, level: 2 } },
    ],
    golden,
  },
);

test("a header that declares too much is refused before anything is allocated", async () => {
  const codec = await createCodec(lz4, { configuration: undefined });
  assert(codec.kind === "bytes_to_bytes");
  const encoded = (await codec.encode(smoothBytes(100, 1))).slice();
  new DataView(encoded.buffer).setUint32(0, 0xfffffff0, true);
  const before = process.memoryUsage().arrayBuffers;
  expect(() => codec.decode(encoded, { size: 100, limit: 100 })).toThrow(/declares 4294967280/);
  expect(() => codec.decode(encoded, { size: undefined, limit: 2 ** 40 })).toThrow(/cannot hold/);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 20);
});
