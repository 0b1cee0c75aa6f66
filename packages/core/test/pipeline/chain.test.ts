import { describe, expect, test } from "vitest";
import { contiguousStride } from "../../src/buffer/stride.ts";
import type {
  BytesToBytesCodec,
  Chunk,
  ChunkSpec,
  CodecChain,
  DecodeBound,
  JsonObject,
  JsonValue,
} from "../../src/contract/index.ts";
import { CodecError, LimitExceededError } from "../../src/error/data-error.ts";
import { parseV3Codecs } from "../../src/metadata/v3-array.ts";
import { buildChain } from "../../src/pipeline/build.ts";
import { caught } from "../support/caught.ts";
import { loadSubdivided } from "../support/load-subdivided.ts";
import { numberType } from "../support/number-type.ts";
import { smallRegistry } from "../support/small-environment.ts";

const float64 = numberType({ name: "float64", itemSize: 8, kind: "f" });
const plain = { name: "bytes", configuration: { endian: "little" } };
const swap = { name: "transpose", configuration: { order: [1, 0] } };

/** What each decoder of a chain was bound to, in the order they ran. */
const bounds: DecodeBound[] = [];
const registry = smallRegistry.extend({
  point: "codec",
  name: "spy",
  load: () => ({
    create: (configuration: JsonObject | undefined): BytesToBytesCodec => ({
      kind: "bytes_to_bytes",
      configuration,
      encode: (bytes) => Uint8Array.of(...bytes, 0, 0),
      decode(bytes, bound) {
        bounds.push(bound);
        return bytes.subarray(0, -2);
      },
      ...(configuration?.["sized"] === true ? { encodedSize: (size: number) => size + 2 } : {}),
    }),
  }),
});

const specOf = (shape: readonly number[], fill = 0): ChunkSpec => ({
  shape,
  dataType: float64,
  fillValue: new Uint8Array(Float64Array.of(fill).buffer),
});
const spec = specOf([2, 3]);
const chunkOf = (values: number[], shape: readonly number[]): Chunk => ({
  elements: new Uint8Array(Float64Array.from(values).buffer),
  shape,
  stride: contiguousStride(shape),
  offset: 0,
});
const chunk = chunkOf([1, 2, 3, 4, 5, 6], [2, 3]);
const chain = (codecs: JsonValue[], chunkBytesLimit = 2 ** 20, of: ChunkSpec = spec): Promise<CodecChain> =>
  buildChain(parseV3Codecs(codecs, {}), of, { registry, place: {}, chunkBytesLimit, loadSubdivided });

/** The values of a chunk in C order, whatever its strides. */
function valuesOf({ elements, shape, stride, offset }: Chunk): number[] {
  const bytes = (elements as Uint8Array).slice();
  const values = new Float64Array(bytes.buffer);
  const walk = (axis: number, at: number): number[] =>
    axis === shape.length
      ? [values[at] as number]
      : Array.from({ length: shape[axis] as number }, (_, i) => i).flatMap((i) =>
          walk(axis + 1, at + i * (stride[axis] as number)),
        );
  return walk(0, offset);
}

describe("encoding and decoding", () => {
  test("run the list forwards and backwards", async () => {
    const codecs = await chain([swap, { name: "negate" }, plain, { name: "run_length" }, { name: "checksum" }]);
    const bytes = await codecs.encode(chunk, spec);
    expect(valuesOf(await codecs.decode(bytes, spec))).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("store the elements in C order of the stage they have reached", async () => {
    const transposed = await (await chain([swap, plain])).encode(chunk, spec);
    expect([...new Float64Array(transposed.slice().buffer)]).toEqual([1, 4, 2, 5, 3, 6]);
    const negated = await (await chain([{ name: "negate" }, plain])).encode(chunk, spec);
    expect([...new Float64Array(negated.slice().buffer)]).toEqual([-1, -2, -3, -4, -5, -6]);
  });

  test("take chunks of any stride", async () => {
    const column: Chunk = { ...chunk, stride: [1, 2], offset: 0 };
    const backwards: Chunk = { ...chunk, stride: [-3, -1], offset: 5 };
    for (const codecs of [[plain], [swap, plain], [{ name: "negate" }, plain], [swap, { name: "negate" }, plain]]) {
      const made = await chain(codecs);
      for (const given of [column, backwards]) {
        expect(valuesOf(await made.decode(await made.encode(given, spec), spec))).toEqual(valuesOf(given));
      }
    }
  });

  test("stay synchronous when every codec is", async () => {
    const made = await chain([swap, plain, { name: "checksum" }]);
    const bytes = made.encode(chunk, spec);
    expect(bytes).toBeInstanceOf(Uint8Array);
    expect(made.decode(bytes as Uint8Array, spec)).not.toBeInstanceOf(Promise);
  });

  test("change nothing that they are given", async () => {
    const given = chunkOf([1, 2, 3, 4, 5, 6], [2, 3]);
    const made = await chain([swap, { name: "negate" }, plain, { name: "checksum" }]);
    const bytes = await made.encode(given, spec);
    expect(valuesOf(given)).toEqual([1, 2, 3, 4, 5, 6]);
    const before = bytes.slice();
    await made.decode(bytes, spec);
    expect(bytes).toEqual(before);
  });

  test("serve chunks of several shapes at once", async () => {
    const made = await chain([swap, plain, { name: "run_length" }]);
    const other = chunkOf([7, 8], [1, 2]);
    const encoded = await Promise.all([made.encode(chunk, spec), made.encode(other, specOf([1, 2]))]);
    expect(valuesOf(await made.decode(encoded[1], specOf([1, 2])))).toEqual([7, 8]);
    expect(valuesOf(await made.decode(encoded[0], spec))).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

describe("the encoded size", () => {
  const sized = { name: "spy", configuration: { sized: true } };
  const open = { name: "spy", configuration: { sized: false } };

  test.each<[string, JsonValue[], number | undefined]>([
    ["of plain bytes", [plain], 48],
    ["grows with every codec that says by how much", [plain, { name: "checksum" }, sized], 51],
    ["is unknown after a codec that compresses", [plain, { name: "run_length" }], undefined],
    ["stays unknown after that", [plain, open, sized], undefined],
    ["of something subdivided is unknown", [blocksOf([plain])], undefined],
  ])("%s", async (_, codecs, size) => {
    expect((await chain(codecs)).encodedSize(spec)).toBe(size);
  });

  test("binds each decoder to exactly what must come out of it", async () => {
    const made = await chain([plain, sized, { name: "checksum" }, sized, open, sized], 1000);
    const bytes = await made.encode(chunk, spec);
    bounds.length = 0;
    await made.decode(bytes, spec);
    expect(bounds).toEqual([
      { size: undefined, limit: 1000 },
      { size: 53, limit: 53 },
      { size: 51, limit: 51 },
      { size: 48, limit: 48 },
    ]);
  });
});

describe("limits", () => {
  test("a decoder stops at the length that metadata promises", async () => {
    const made = await chain([plain, { name: "run_length" }]);
    const bomb = Uint8Array.from({ length: 2000 }, (_, i) => (i % 2 === 0 ? 255 : 0));
    const error = await caught(async () => made.decode(bomb, spec));
    expect(error).toBeInstanceOf(CodecError);
    expect(error.message).toMatch(/run_length.*48/);
  });

  test("a decoder whose output has no known length stops at the limit for chunks", async () => {
    const made = await chain([blocksOf([plain]), { name: "run_length" }], 600);
    const bomb = Uint8Array.of(255, 0, 255, 0, 255, 0);
    expect((await caught(async () => made.decode(bomb, spec))).message).toMatch(/600/);
  });

  test("a chunk beyond the limit is refused before any decoder runs", async () => {
    const made = await chain([plain, { name: "spy", configuration: { sized: true } }], 47);
    bounds.length = 0;
    expect(await caught(async () => made.decode(new Uint8Array(50), spec))).toBeInstanceOf(LimitExceededError);
    expect(bounds).toEqual([]);
  });

  test("a subdivided chunk beyond the limit is refused before its memory is allocated", async () => {
    const huge = specOf([2 ** 40, 3]);
    const made = await chain([swap, blocksOf([plain], [1, 2 ** 40])], 2 ** 20, huge);
    const error = await caught(async () => made.decode(new Uint8Array(24).fill(255), huge));
    expect(error).toBeInstanceOf(LimitExceededError);
    expect(error.message).toMatch(/config.limits.chunkBytes/);
  });
});

describe("what goes wrong", () => {
  test("says which codec it was and what it was doing", async () => {
    const made = await chain([plain, { name: "checksum" }]);
    const error = await caught(async () => made.decode(new Uint8Array(49).fill(1), spec));
    expect(error).toBeInstanceOf(CodecError);
    expect(error.message).toMatch(/^Codec "checksum" could not decode: the checksum does not match/);
    expect(error.cause).toBeInstanceOf(Error);
  });

  test("says so also when it goes wrong later", async () => {
    const made = await chain([plain, { name: "run_length" }]);
    const error = await caught(async () => made.decode(Uint8Array.of(3, 0), spec));
    expect(error).toBeInstanceOf(CodecError);
    expect(error.message).toMatch(/"bytes" could not decode: expected 48 bytes, found 3/);
  });

  test("a chunk that some codec cannot take is refused, not mangled", async () => {
    const made = await chain([swap, plain]);
    expect(await caught(() => made.validate(specOf([2, 3, 4])))).toBeInstanceOf(CodecError);
    expect(await caught(() => made.encode(chunk, specOf([2, 3, 4])))).toBeInstanceOf(CodecError);
  });
});

describe("reaching parts", () => {
  test("is possible only when nothing was applied around the subdivision", async () => {
    const part = async (codecs: JsonValue[]) => (await chain(codecs)).subdivision(spec);
    expect((await part([blocksOf([plain])]))?.gridShape).toEqual([2, 3]);
    expect(await part([plain])).toBeUndefined();
    expect(await part([blocksOf([plain]), { name: "checksum" }])).toBeUndefined();
    expect(await part([swap, blocksOf([plain])])).toBeUndefined();
  });
});

test("the list to store is the one that was read", async () => {
  const codecs = [swap, plain, "checksum", { name: "run_length", configuration: {} }];
  expect((await chain(codecs)).metadata).toEqual(codecs);
});

function blocksOf(codecs: JsonValue[], chunkShape: number[] = [1, 1]): JsonValue {
  return { name: "blocks", configuration: { chunk_shape: chunkShape, codecs } };
}
