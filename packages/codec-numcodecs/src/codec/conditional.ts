/**
 * `conditional`: applies a list of bytes-to-bytes codecs to a chunk or not, and says which in a header.
 *
 * The header has `header_bits / 8` bytes; bit i, counted from the lowest of the first byte, tells that
 * codec i was applied. Writing applies all of them where that makes a chunk smaller, otherwise none.
 * Reading takes any choice, but needs to know the size of the data, which a fixed-size data type gives. Where that is
 * in doubt (data of variable length, or behind a compressor), writing applies none, so that it can be read again.
 *
 * - Source: zarr-extensions, codecs/conditional
 * - v3 name: `conditional`
 * - Example: `{ "name": "conditional", "configuration": { "codecs": [{ "name": "gzip", "configuration": { "level": 5 } }] } }`
 */
import type { BytesToBytesCodec, Chunk, ChunkSpec, CodecChain, CodecFactory, JsonValue } from "@zarrkit/core/contract";
import { describeJson, readInteger, readMembers } from "../configuration.ts";
import { requireDecodedSize } from "../decoded-size.ts";
import { contiguousChunk, elementCount, fixedSizeElements } from "../element-view.ts";

const NAME = "conditional";
/** Far more than anyone needs; a header may not be made to grow without end. */
const MOST_BITS = 1024;

export const factory: CodecFactory = {
  async create(configuration, context) {
    const members = readMembers(NAME, configuration, ["codecs", "header_bits"], context);
    const codecs = readCodecs(members["codecs"]);
    const fallback = 8 * Math.ceil(codecs.length / 8);
    const headerBits = readInteger(NAME, members, "header_bits", { min: codecs.length, max: MOST_BITS, fallback });
    if (headerBits % 8 !== 0)
      throw new RangeError(`${NAME}: "header_bits" must be a multiple of 8, found ${headerBits}`);
    const headerSize = headerBits / 8;

    // Bytes are a chunk of uint8, so that each choice of codecs is a chain like any other.
    const dataType = await context.dataType("uint8");
    const specOf = (size: number): ChunkSpec => ({ shape: [size], dataType, fillValue: new Uint8Array(1) });
    const chains = new Map<string, Promise<CodecChain>>();
    const chainOf = (applied: readonly number[]): Promise<CodecChain> => {
      const key = applied.join();
      const known = chains.get(key);
      if (known !== undefined) return known;
      const list = ["bytes", ...applied.map((index) => codecs[index] as JsonValue)];
      const chain = Promise.resolve(context.chain(list, specOf(1)));
      chains.set(key, chain);
      return chain;
    };
    const all = Array.from(codecs.keys());
    const plainSize = (context.spec.dataType.itemSize ?? Number.NaN) * elementCount(context.spec.shape);
    // Tells at once when a codec is unknown, or not from bytes to bytes.
    await chainOf(all);

    return Object.freeze({
      kind: "bytes_to_bytes",
      configuration: { codecs, header_bits: headerBits },
      async encode(bytes) {
        const sizeIsKnown = bytes.length === plainSize;
        const packed = sizeIsKnown
          ? await (await chainOf(all)).encode(contiguousChunk(bytes, [bytes.length]), specOf(bytes.length))
          : bytes;
        const applied = packed.length < bytes.length;
        const body = applied ? packed : bytes;
        const output = new Uint8Array(headerSize + body.length);
        if (applied) for (const index of all) output[index >> 3] = (output[index >> 3] as number) | (1 << (index & 7));
        output.set(body, headerSize);
        return output;
      },
      async decode(bytes, bound) {
        if (bytes.length < headerSize)
          throw new RangeError(`${NAME}: ${bytes.length} bytes are too few for the header`);
        const applied: number[] = [];
        for (let bit = 0; bit < headerBits; bit++) {
          if ((((bytes[bit >> 3] as number) >> (bit & 7)) & 1) === 0) continue;
          if (bit >= codecs.length) throw new RangeError(`${NAME}: the header names codec ${bit} of ${codecs.length}`);
          applied.push(bit);
        }
        const body = bytes.subarray(headerSize);
        if (applied.length === 0) {
          requireDecodedSize(NAME, body.length, bound);
          return body;
        }
        const size = bound.size ?? plainSize;
        if (Number.isNaN(size) || size > bound.limit)
          throw new Error(`${NAME}: works only where the size of the data is known beforehand`);
        const chunk: Chunk = await (await chainOf(applied)).decode(body, specOf(size));
        return fixedSizeElements(NAME, chunk.elements);
      },
    } satisfies BytesToBytesCodec);
  },
};

function readCodecs(value: JsonValue | undefined): readonly JsonValue[] {
  if (Array.isArray(value) && value.length > 0 && value.length <= MOST_BITS) return value;
  throw new TypeError(`${NAME}: "codecs" must be a list of codecs, found ${describeJson(value)}`);
}
