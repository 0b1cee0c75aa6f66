/**
 * `n5_default`: chunks as blocks of the N5 format, in its "default" mode.
 *
 * A header of 16-bit mode (0), 16-bit rank and 32-bit lengths, all big-endian, then the block through
 * the inner codecs: a full transpose, big-endian `bytes` and at most one compressor. A block smaller or
 * larger than the chunk is filled up or cut. Lengths in the header are in the order of the Zarr shape.
 *
 * - Source: zarr-extensions, codecs/n5_default
 * - v3 name: `n5_default`
 * - Example: `{ "name": "n5_default", "configuration": { "codecs": [{ "name": "transpose", "configuration":
 *   { "order": [1, 0] } }, { "name": "bytes", "configuration": { "endian": "big" } }] } }`
 */
import type {
  ArrayToBytesCodec,
  Chunk,
  ChunkSpec,
  CodecContext,
  CodecFactory,
  JsonObject,
  JsonValue,
} from "@zarrkit/core/contract";
import { describeJson, readMembers } from "../configuration.ts";
import { contiguousChunk, elementCount, fixedSizeElements } from "../element-view.ts";

const NAME = "n5_default";
const STORABLE = /^(?:u?int(?:8|16|32|64)|float(?:32|64))$/;
/** A block may be this many times as large as the chunk it is cut to. */
const LARGEST_RATIO = 64;

export const factory: CodecFactory = {
  async create(configuration, context) {
    const members = readMembers(NAME, configuration, ["codecs"], context);
    const codecs = readCodecs(members["codecs"], context);
    const chain = await context.chain(codecs, context.spec);
    return Object.freeze({
      kind: "array_to_bytes",
      configuration: { codecs },
      validate(spec) {
        if (!STORABLE.test(spec.dataType.name))
          throw new TypeError(`${NAME}: N5 has no data type ${spec.dataType.name}`);
        if (spec.shape.length > 0xffff || spec.shape.some((length) => length > 0xffffffff)) {
          throw new RangeError(`${NAME}: shape [${spec.shape}] does not fit the block header`);
        }
        chain.validate(spec);
      },
      async encode(chunk, spec) {
        const body = await chain.encode(chunk, spec);
        const size = headerSize(spec.shape.length);
        const output = new Uint8Array(size + body.length);
        const view = new DataView(output.buffer);
        view.setUint16(2, spec.shape.length);
        for (const [axis, length] of spec.shape.entries()) view.setUint32(headerSize(axis), length);
        output.set(body, size);
        return output;
      },
      async decode(bytes, spec) {
        const shape = readHeader(bytes, spec);
        const block = await chain.decode(bytes.subarray(headerSize(shape.length)), { ...spec, shape });
        return fitToChunk(block, spec);
      },
    } satisfies ArrayToBytesCodec);
  },
};

function headerSize(rank: number): number {
  return 4 + 4 * rank;
}

function readHeader(bytes: Uint8Array, spec: ChunkSpec): readonly number[] {
  const rank = spec.shape.length;
  if (bytes.length < headerSize(rank))
    throw new RangeError(`${NAME}: ${bytes.length} bytes are too few for the header`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mode = view.getUint16(0);
  if (mode !== 0) throw new Error(`${NAME}: the block has mode ${mode}; only the default mode 0 can be read`);
  if (view.getUint16(2) !== rank)
    throw new RangeError(`${NAME}: the block has ${view.getUint16(2)} dimensions, expected ${rank}`);
  const shape = spec.shape.map((_, axis) => view.getUint32(headerSize(axis)));
  if (elementCount(shape) > LARGEST_RATIO * elementCount(spec.shape)) {
    throw new RangeError(`${NAME}: the block has shape [${shape}], far larger than the chunk's [${spec.shape}]`);
  }
  return shape;
}

/** A block as a chunk in C order: what it lacks is filled, what it has too much of is left out. */
function fitToChunk(block: Chunk, spec: ChunkSpec): Chunk {
  const itemSize = spec.dataType.itemSize as number;
  const source = fixedSizeElements(NAME, block.elements);
  const fill = fixedSizeElements(NAME, spec.fillValue);
  const output = new Uint8Array(elementCount(spec.shape) * itemSize);
  const target = contiguousChunk(output, spec.shape);
  const common = spec.shape.map((length, axis) => Math.min(length, block.shape[axis] as number));
  if (elementCount(common) < elementCount(spec.shape) && fill.some((byte) => byte !== 0)) {
    for (let position = 0; position < output.length; position += itemSize) output.set(fill, position);
  }
  const copy = (axis: number, from: number, to: number): void => {
    if (axis === common.length) {
      for (let byte = 0; byte < itemSize; byte++)
        output[to * itemSize + byte] = source[from * itemSize + byte] as number;
      return;
    }
    for (let index = 0; index < (common[axis] as number); index++) {
      copy(axis + 1, from + index * (block.stride[axis] as number), to + index * (target.stride[axis] as number));
    }
  };
  copy(0, block.offset, 0);
  return target;
}

function readCodecs(value: JsonValue | undefined, context: CodecContext): readonly JsonValue[] {
  if (!Array.isArray(value) || value.length < 2 || value.length > 3) {
    throw new TypeError(
      `${NAME}: "codecs" must be transpose, bytes and at most one more, found ${describeJson(value)}`,
    );
  }
  const [transpose, bytes] = (value as readonly JsonValue[]).map(named) as [NamedCodec, NamedCodec];
  const reversed = context.spec.shape.map((_, axis) => context.spec.shape.length - 1 - axis);
  const order = transpose.configuration["order"];
  if (transpose.name !== "transpose" || describeJson(order) !== describeJson(reversed)) {
    throw new TypeError(`${NAME}: the first codec must be a transpose of order ${describeJson(reversed)}`);
  }
  const singleByte = context.spec.dataType.itemSize === 1;
  const endian = bytes.configuration["endian"];
  if (bytes.name !== "bytes" || (endian !== "big" && !(singleByte && endian === undefined))) {
    throw new TypeError(`${NAME}: the second codec must be big-endian bytes, found ${describeJson(value[1])}`);
  }
  return value;
}

interface NamedCodec {
  readonly name: JsonValue | undefined;
  readonly configuration: JsonObject;
}

function named(codec: JsonValue): NamedCodec {
  if (typeof codec === "string") return { name: codec, configuration: {} };
  const { name, configuration } = (codec ?? {}) as JsonObject;
  return { name, configuration: (configuration ?? {}) as JsonObject };
}
