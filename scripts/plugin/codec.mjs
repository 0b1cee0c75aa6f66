// The template of a codec package: a complete bytes-to-bytes codec to write your own over.
export const describe = (plugin) => `The \`${plugin.zarrName}\` codec for Zarrkit.`;

export const readme = (plugin) => `
\`\`\`ts
import { createRegistry } from "@zarrkit/core";
import { ${plugin.identifier} } from "${plugin.packageName}";

const registry = createRegistry(${plugin.identifier});
// Hand \`registry\` to openArray or createArray, and name the codec in the metadata:
// { "name": "${plugin.zarrName}", "configuration": { "mask": 255 } }
\`\`\`

| option | type | default | meaning |
|---|---|---|---|
| \`mask\` | integer, 0 to 255 | 255 | every byte is combined with it by exclusive or |
`;

export const index = (plugin) => `/**
 * The \`${plugin.zarrName}\` codec.
 *
 * @module
 */
import type { Extension } from "@zarrkit/core/contract";

/** Costs nothing until an array names the codec. */
export const ${plugin.identifier}: Extension<"codec", "${plugin.zarrName}"> = {
  point: "codec",
  name: "${plugin.zarrName}",
  load: () => import("./${plugin.file}.ts").then((module) => module.factory),
};
`;

export const implementation = (plugin) => `/**
 * \`${plugin.zarrName}\`: says in one sentence what it does.
 *
 * Compatible with: name the implementations whose bytes you have tested against.
 * Source: name the section of the specification.
 * v3 name: \`${plugin.zarrName}\`. v2 id: none.
 *
 *     { "name": "${plugin.zarrName}", "configuration": { "mask": 255 } }
 */
import type { BytesToBytesCodec, CodecFactory, JsonObject } from "@zarrkit/core/contract";

function parseMask(configuration: JsonObject): number {
  const { mask = 255, ...rest } = configuration;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) throw new TypeError(\`${plugin.zarrName}: unknown option "\${unknown}"; expected mask\`);
  if (typeof mask !== "number" || !Number.isInteger(mask) || mask < 0 || mask > 255) {
    throw new RangeError(\`${plugin.zarrName}: mask must be an integer from 0 to 255, found \${String(mask)}\`);
  }
  return mask;
}

export const factory: CodecFactory = {
  create(configuration = {}): BytesToBytesCodec {
    const mask = parseMask(configuration);
    return Object.freeze<BytesToBytesCodec>({
      kind: "bytes_to_bytes",
      configuration: { mask },
      encodedSize: (decodedSize) => decodedSize,
      encode: (bytes) => bytes.map((byte) => byte ^ mask),
      decode(bytes, bound) {
        if (bytes.length > bound.limit || (bound.size !== undefined && bytes.length !== bound.size)) {
          const expected = bound.size ?? \`at most \${bound.limit}\`;
          throw new RangeError(\`${plugin.zarrName}: expected \${expected} bytes, found \${bytes.length}\`);
        }
        return bytes.map((byte) => byte ^ mask);
      },
    });
  },
};
`;

export const test = (
  plugin,
) => `import type { BytesToBytesCodec, CodecContext, JsonObject } from "@zarrkit/core/contract";
import { expect, test } from "vitest";
import { ${plugin.identifier} } from "../src/index.ts";

async function create(configuration?: JsonObject): Promise<BytesToBytesCodec> {
  const factory = await ${plugin.identifier}.load();
  // This codec asks its context for nothing.
  return (await factory.create(configuration, {} as CodecContext)) as BytesToBytesCodec;
}

test("a round trip gives the bytes back and leaves the input alone", async () => {
  const codec = await create({ mask: 15 });
  const input = Uint8Array.of(0, 1, 128, 255);
  const encoded = await codec.encode(input);
  expect([...encoded]).toEqual([15, 14, 143, 240]);
  expect([...(await codec.decode(encoded, { size: 4, limit: 4 }))]).toEqual([0, 1, 128, 255]);
  expect([...input]).toEqual([0, 1, 128, 255]);
});

test("the configuration is filled in, and checked", async () => {
  expect((await create()).configuration).toEqual({ mask: 255 });
  await expect(create({ mask: 256 })).rejects.toThrow(RangeError);
  await expect(create({ level: 1 })).rejects.toThrow(/unknown option "level"/);
});

test("a chunk of the wrong length is refused", async () => {
  const codec = await create();
  expect(() => codec.decode(new Uint8Array(3), { size: 4, limit: 4 })).toThrow(/expected 4 bytes, found 3/);
  expect(() => codec.decode(new Uint8Array(9), { size: undefined, limit: 8 })).toThrow(/at most 8 bytes, found 9/);
});
`;
