import type {
  ArrayToBytesCodec,
  BytesToBytesCodec,
  ChunkSpec,
  DecodeBound,
  Extension,
  JsonObject,
} from "@zarrkit/core/contract";
import { expect, test } from "vitest";
import { type CodecSubject, codecConformance, createCodec, sampleDataType } from "../src/codec.ts";

/** A codec as plain as can be: bytes behind their exclusive or with a number, and that once more. */
function codecOf(change: (right: BytesToBytesCodec) => Partial<BytesToBytesCodec> = () => ({})): Extension<"codec"> {
  return {
    point: "codec",
    name: "xor",
    load: () => ({
      create(configuration: JsonObject = {}): BytesToBytesCodec {
        const { mask = 255n, ...rest } = configuration;
        if (Object.keys(rest).length > 0 || typeof mask !== "bigint") throw new TypeError("mask: expected a bigint");
        const mix = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => byte ^ Number(mask & 255n));
        const right: BytesToBytesCodec = {
          kind: "bytes_to_bytes",
          configuration: { mask },
          encode: mix,
          decode(bytes: Uint8Array, { size, limit }: DecodeBound) {
            if (bytes.length > limit || (size !== undefined && size !== bytes.length)) throw new RangeError("length");
            return mix(bytes);
          },
          encodedSize: (size) => size,
        };
        return { ...right, ...change(right) };
      },
    }),
  };
}

const subjectOf = (extension: Extension<"codec">): CodecSubject => ({
  extension,
  kind: "bytes_to_bytes",
  // Wider than a number.
  configurations: [{ configuration: { mask: 2n ** 64n - 1n }, stored: { mask: 2n ** 64n - 1n } }],
  invalid: [{ configuration: { mask: 255n, more: 1n } }],
});

codecConformance({ test, expect }, subjectOf(codecOf()));

/** Names of the tests that fail. */
async function failuresOf(subject: CodecSubject): Promise<readonly string[]> {
  const tests: (readonly [string, () => Promise<void>])[] = [];
  codecConformance({ test: (name, run) => tests.push([name, run]) }, subject);
  const failures: string[] = [];
  for (const [name, run] of tests) await run().catch(() => failures.push(name));
  return failures;
}

test("names hold configurations with bigints", async () => {
  const names: string[] = [];
  codecConformance({ test: (name) => names.push(name) }, subjectOf(codecOf()));
  expect(names).toContain('xor {"mask":18446744073709551615n} (zarr): the stored configuration makes the same codec');
  expect(names).toContain('xor {"mask":255n,"more":1n} (zarr) is refused');
  expect(new Set(names).size).toBe(names.length);
});

const mistakes: readonly (readonly [string, (right: BytesToBytesCodec) => Partial<BytesToBytesCodec>, RegExp])[] = [
  ["stores another configuration", () => ({ configuration: { mask: 1n } }), /stored configuration/],
  ["says another kind", () => ({ kind: "array_to_bytes" as "bytes_to_bytes" }), /stored configuration/],
  [
    "changes its input",
    (right) => ({ encode: (bytes) => bytes.set(right.encode(bytes) as Uint8Array) ?? bytes }),
    /come back/,
  ],
  ["tells a wrong size", () => ({ encodedSize: (size) => size + 1 }), /come back/],
  [
    "passes its limit",
    (right) => ({ decode: (bytes) => right.decode(bytes, { size: undefined, limit: Number.POSITIVE_INFINITY }) }),
    /past the limit/,
  ],
  [
    "throws what is no error",
    (right) => ({
      decode(bytes, bound) {
        if (bytes.length !== bound.size && bound.size !== undefined) return Promise.reject("length");
        return right.decode(bytes, bound);
      },
    }),
    /damaged inputs/,
  ],
];

test.each(mistakes)("a codec that %s is found out", async (_, change, word) => {
  expect((await failuresOf(subjectOf(codecOf(change)))).join("\n")).toMatch(word);
});

test("members of a stored configuration may come in any order", async () => {
  const swapped: Extension<"codec"> = {
    ...codecOf(),
    load: () => ({
      create: (configuration = {}) => ({
        kind: "bytes_to_bytes",
        configuration: Object.fromEntries(Object.entries({ a: 1, b: 2, ...configuration }).reverse()),
        encode: (bytes) => bytes,
        decode: (bytes) => bytes,
      }),
    }),
  };
  const subject = {
    ...subjectOf(swapped),
    configurations: [{ configuration: {}, stored: { b: 2, a: 1 } }],
    invalid: [],
  };
  expect(await failuresOf(subject)).not.toContain("xor {} (zarr): the stored configuration makes the same codec");
});

test("a case lends data types and chains to its codec", async () => {
  const asking: Extension<"codec"> = {
    point: "codec",
    name: "asking",
    load: () => ({
      async create(_, context) {
        const { name } = await context.dataType("int8");
        return { kind: "array_to_bytes", configuration: { name } } as unknown as ArrayToBytesCodec;
      },
    }),
  };
  const spec: ChunkSpec = { shape: [1], dataType: sampleDataType("int8", 1), fillValue: new Uint8Array(1) };
  await expect(createCodec(asking, { configuration: undefined, spec })).rejects.toThrow(/no data types/);
  const resolvers = { dataType: () => sampleDataType("int8", 1) };
  const codec = await createCodec(asking, { configuration: undefined, spec, resolvers });
  expect(codec.configuration).toEqual({ name: "int8" });
});
