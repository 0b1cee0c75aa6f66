import { describe, expect, test } from "vitest";
import type { ChunkSpec, CodecContext, Extension, JsonValue } from "../../src/contract/index.ts";
import { MetadataValidationError, UnknownCodecError } from "../../src/error/metadata-error.ts";
import { v2Codecs } from "../../src/metadata/v2-array.ts";
import { parseV3Codecs } from "../../src/metadata/v3-array.ts";
import { buildChain } from "../../src/pipeline/build.ts";
import { caught } from "../support/caught.ts";
import { loadSubdivided } from "../support/load-subdivided.ts";
import { numberType } from "../support/number-type.ts";
import { smallRegistry } from "../support/small-environment.ts";

const place = { store: "map://test", path: "a" };
const float64 = numberType({ name: "float64", itemSize: 8, kind: "f" });
const specOf = (shape: readonly number[]): ChunkSpec => ({ shape, dataType: float64, fillValue: new Uint8Array(8) });

/** Remembers what it was made with, and otherwise does nothing. */
const contexts: { configuration: JsonValue | undefined; context: CodecContext }[] = [];
const witness: Extension<"codec"> = {
  point: "codec",
  name: "witness",
  numcodecsId: "witness",
  load: () => ({
    create(configuration, context) {
      contexts.push({ configuration, context });
      const filled = { size: context.spec.dataType.itemSize as number, ...configuration };
      const same = (bytes: Uint8Array) => bytes;
      return { kind: "bytes_to_bytes", configuration: filled, encode: same, decode: same };
    },
  }),
};
const failing: Extension<"codec"> = {
  point: "codec",
  name: "failing",
  load: () => ({
    create: () => {
      throw new RangeError("level must be 0 to 9");
    },
  }),
};
const registry = smallRegistry.extend(witness, failing);
const bytes = { name: "bytes", configuration: { endian: "little" } };
const transpose = { name: "transpose", configuration: { order: [1, 0] } };

const build = (codecs: JsonValue, complete = false) =>
  buildChain(parseV3Codecs(codecs, place), specOf([2, 3]), {
    registry,
    place,
    chunkBytesLimit: 2 ** 20,
    complete,
    loadSubdivided,
  });
const buildV2 = (filters: JsonValue, compressor: JsonValue, order: "C" | "F", dataType = float64, complete = false) =>
  buildChain(
    v2Codecs(filters, compressor, order, 2, place),
    { ...specOf([2, 3]), dataType },
    { registry, place, chunkBytesLimit: 2 ** 20, complete, loadSubdivided },
  );

test("codecs are loaded side by side", async () => {
  const loading: string[] = [];
  let arrive = (): void => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const later = (name: "bytes" | "checksum" | "transpose"): Extension<"codec"> => ({
    point: "codec",
    name,
    load: async () => {
      // Nobody goes on before all have been asked for.
      if (loading.push(name) === 3) arrive();
      await arrived;
      return registry.load(registry.find("codec", name) as Extension<"codec">);
    },
  });
  const waiting = registry.extend(later("bytes"), later("checksum"), later("transpose"));
  const list = parseV3Codecs([transpose, bytes, "checksum", "checksum"], place);
  await buildChain(list, specOf([2, 3]), { registry: waiting, place, chunkBytesLimit: 2 ** 20, loadSubdivided });
  expect(loading).toEqual(["transpose", "bytes", "checksum"]);
});

describe("the order of codecs", () => {
  test.each<[string, JsonValue[]]>([
    ["one array-to-bytes codec", [bytes]],
    ["array-to-array codecs before it", [transpose, "negate", bytes]],
    ["bytes-to-bytes codecs after it", [bytes, "checksum", "checksum"]],
    ["a subdividing codec in its place", [{ name: "blocks", configuration: { chunk_shape: [1, 1], codecs: [bytes] } }]],
  ])("may be %s", async (_, codecs) => {
    await expect(build(codecs)).resolves.toBeDefined();
  });

  test.each<[string, JsonValue[]]>([
    ["no array-to-bytes codec", [transpose]],
    ["only bytes-to-bytes codecs", ["checksum"]],
    ["two array-to-bytes codecs", [bytes, bytes]],
    ["an array-to-array codec after it", [bytes, transpose]],
    ["an array-to-array codec at the end", [bytes, "checksum", transpose]],
    ["a bytes-to-bytes codec before it", ["checksum", bytes]],
    ["a bytes-to-bytes codec between", [transpose, "checksum", bytes]],
    ["an array-to-bytes codec at the end", [bytes, "checksum", bytes]],
    [
      "a subdividing codec beside another",
      [bytes, { name: "blocks", configuration: { chunk_shape: [1, 1], codecs: [bytes] } }],
    ],
  ])("must not be %s", async (_, codecs) => {
    const error = await caught(build(codecs));
    expect(error).toBeInstanceOf(MetadataValidationError);
    expect(error).toMatchObject(place);
  });

  test("is checked in inner lists too", async () => {
    const inner = (codecs: JsonValue) => build([{ name: "blocks", configuration: { chunk_shape: [1, 1], codecs } }]);
    for (const codecs of [[], ["checksum"], [bytes, transpose]]) {
      expect(await caught(inner(codecs))).toBeInstanceOf(MetadataValidationError);
    }
    expect((await caught(inner([]))).message).toContain("blocks.codecs");
  });
});

describe("a codec", () => {
  test("that nobody registered is refused, also when it need not be understood", async () => {
    for (const codec of ["zopfli", { name: "zopfli", must_understand: false }]) {
      const error = await caught(build([bytes, codec]));
      expect(error).toBeInstanceOf(UnknownCodecError);
      expect(error.message).toMatch(/"zopfli".*bytes/);
      expect(error).toMatchObject(place);
    }
  });

  test("that refuses its configuration says which it is, and why", async () => {
    const error = await caught(build([bytes, "failing"]));
    expect(error).toBeInstanceOf(MetadataValidationError);
    expect(error.message).toMatch(/"failing".*level must be 0 to 9/);
    expect(error.cause).toBeInstanceOf(RangeError);
  });

  test("that cannot take what reaches it is refused when the array is opened", async () => {
    for (const codecs of [["lines"], [{ name: "transpose", configuration: { order: [0] } }, bytes], ["bytes"]]) {
      const error = await caught(build(codecs));
      expect(error).toBeInstanceOf(MetadataValidationError);
      expect(error).toMatchObject(place);
    }
  });

  test("is made for the chunks that reach it", async () => {
    contexts.length = 0;
    const negated = Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 0x80]);
    await build([transpose, "negate", bytes, { name: "witness", configuration: { a: 1 } }]);
    expect(contexts).toHaveLength(1);
    expect(contexts[0]?.configuration).toEqual({ a: 1 });
    expect(contexts[0]?.context.spec).toMatchObject({ shape: [3, 2], fillValue: negated });
    expect(contexts[0]?.context.spelling).toBe("zarr");
  });

  test("may look up data types, by either spelling", async () => {
    contexts.length = 0;
    await build([bytes, "witness"]);
    const { context } = contexts[0] ?? expect.unreachable();
    expect((await context.dataType("int16")).name).toBe("int16");
    expect((await context.dataType("<f4")).name).toBe("float32");
  });
});

describe("the numcodecs family", () => {
  test("is found by id under its prefix, and told of its spelling", async () => {
    contexts.length = 0;
    await build([bytes, "numcodecs.witness"]);
    expect(contexts[0]?.context.spelling).toBe("numcodecs");
  });

  test("is not found by an id that has none", async () => {
    const error = await caught(build([bytes, "numcodecs.zopfli"]));
    expect(error).toBeInstanceOf(UnknownCodecError);
    expect(error.message).toContain("numcodecs.zopfli");
  });
});

describe("version 2", () => {
  test("needs no array-to-bytes codec: plain bytes in the order of the data type", async () => {
    const big = numberType({ name: "float64", itemSize: 8, kind: "f" }, "big");
    const chunk = { elements: new Uint8Array(48), shape: [2, 3], stride: [3, 1], offset: 0 };
    new Float64Array(chunk.elements.buffer)[0] = 1;
    const little = await (await buildV2(null, null, "C")).encode(chunk, specOf([2, 3]));
    const swapped = await (await buildV2(null, null, "C", big)).encode(chunk, { ...specOf([2, 3]), dataType: big });
    expect([little[7], swapped[0]]).toEqual([0x3f, 0x3f]);
  });

  test("turns a Fortran-ordered chunk before everything else", async () => {
    const chunk = { elements: new Uint8Array(Float64Array.of(1, 2, 3, 4, 5, 6).buffer), shape: [2, 3], stride: [3, 1] };
    const bytes = await (await buildV2(null, null, "F")).encode({ ...chunk, offset: 0 }, specOf([2, 3]));
    expect([...new Float64Array(bytes.slice().buffer)]).toEqual([1, 4, 2, 5, 3, 6]);
  });

  test("runs byte filters on plain bytes", async () => {
    const chain = await buildV2([{ id: "checksum" }], { id: "checksum" }, "C");
    expect(chain.encodedSize(specOf([2, 3]))).toBe(50);
  });

  test("keeps codecs that are not written down out of the document", async () => {
    const chain = await buildV2([{ id: "checksum" }], null, "F");
    expect(chain.metadata.filter((source) => source !== null)).toEqual([{ id: "checksum" }]);
  });

  test("does not know the ids of others", async () => {
    const error = await caught(buildV2(null, { id: "zopfli" }, "C"));
    expect(error).toBeInstanceOf(UnknownCodecError);
    expect(error.message).toContain("numcodecs id");
  });
});

describe("the list to store", () => {
  test("is what a document said, word for word", async () => {
    const codecs = [bytes, "witness", { name: "checksum", configuration: {} }];
    expect((await build(codecs)).metadata).toEqual(codecs);
  });

  test("of a new array holds objects with every value filled in", async () => {
    const chain = await build(
      [bytes, "witness", { name: "numcodecs.witness", configuration: { a: 1 } }, "checksum"],
      true,
    );
    expect(chain.metadata).toEqual([
      bytes,
      { name: "witness", configuration: { size: 8 } },
      { name: "numcodecs.witness", configuration: { size: 8, a: 1 } },
      { name: "checksum" },
    ]);
  });

  test("of a new version 2 array holds ids", async () => {
    const chain = await buildV2([{ id: "witness" }], { id: "checksum" }, "C", float64, true);
    expect(chain.metadata).toContainEqual({ id: "witness", size: 8 });
    expect(chain.metadata).toContainEqual({ id: "checksum" });
  });
});
