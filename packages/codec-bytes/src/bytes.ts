/**
 * `bytes`: the elements of a chunk in C order, each word in the byte order that the configuration names.
 *
 * - Compatible with zarr-python, tensorstore, zarrs and every other Zarr v3 implementation.
 * - Specification: https://zarr-specs.readthedocs.io/en/latest/v3/codecs/bytes/index.html
 * - v3 name: `bytes` (early drafts: `endian`). Version 2 has no codec for it: the byte order is part of the data type.
 *
 * ```json
 * { "name": "bytes", "configuration": { "endian": "little" } }
 * ```
 *
 * Complex numbers and structures swap each of their words by itself. Elements without a byte order take no
 * configuration, and one that is given is dropped.
 *
 * @module
 */
import type {
  ArrayToBytesCodec,
  Chunk,
  ChunkSpec,
  CodecContext,
  CodecFactory,
  DataType,
  JsonObject,
} from "@zarrkit/core/contract";
import type { swapWords } from "./swap-words.ts";

/** The byte order of this machine. */
const hostEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? "little" : "big";

/** What metadata says. `endian` is absent for data types without a byte order. */
export interface BytesConfiguration {
  /** Byte order of the words. Absent where elements are single bytes. */
  readonly endian?: "little" | "big";
}

/** `mixed`: that of each word, as the data type has it. Only version 2 stores such elements. */
type ByteOrder = "little" | "big" | "mixed";

function hasByteOrder(dataType: DataType): boolean {
  const { wordSizes } = dataType;
  return typeof wordSizes === "number" ? wordSizes > 1 : wordSizes.some((size) => size > 1);
}

function fixedItemSize(dataType: DataType): number {
  if (dataType.itemSize === undefined) {
    throw new TypeError(
      `the bytes codec stores elements of fixed size only; data type ${dataType.name} has variable length`,
    );
  }
  return dataType.itemSize;
}

function byteLength(spec: ChunkSpec): number {
  const length = spec.shape.reduce((product, size) => product * size, fixedItemSize(spec.dataType));
  if (!Number.isSafeInteger(length)) {
    throw new RangeError(`a chunk of shape [${spec.shape.join(", ")}] does not fit into memory`);
  }
  return length;
}

function readEndian(configuration: JsonObject | undefined, { spec, spelling }: CodecContext): ByteOrder | undefined {
  for (const key of Object.keys(configuration ?? {})) {
    if (key !== "endian") throw new Error(`the bytes codec has no option ${JSON.stringify(key)}; it knows: endian`);
  }
  const endian = configuration?.["endian"];
  if (endian !== undefined && endian !== "little" && endian !== "big") {
    throw new TypeError(`the endian of the bytes codec must be "little" or "big", found ${JSON.stringify(endian)}`);
  }
  const { dataType } = spec;
  if (!hasByteOrder(dataType)) return undefined;
  if (endian !== undefined) return endian;
  if (spelling === "numcodecs" && dataType.foreignWordSizes !== undefined) return "mixed";
  if (spelling === "numcodecs" && dataType.endian !== undefined) return dataType.endian;
  // Old zarr-python left it out for structures, and read them as little-endian.
  if (dataType.fields !== undefined) return "little";
  throw new Error(`the bytes codec needs an endian ("little" or "big") for data type ${dataType.name}; found none`);
}

function contiguousStride(shape: readonly number[]): number[] {
  const stride = new Array<number>(shape.length);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    stride[axis] = step;
    step *= shape[axis] as number;
  }
  return stride;
}

/** The codec for one byte order; `undefined` for elements without one. `swap` where it is not the machine's. */
function createBytes(endian: ByteOrder | undefined, swap?: typeof swapWords): ArrayToBytesCodec {
  /** The same bytes when they are in the wanted order already, a swapped copy otherwise. */
  const reorder = (bytes: Uint8Array, dataType: DataType): Uint8Array =>
    swap === undefined || !hasByteOrder(dataType)
      ? bytes
      : swap(bytes, (endian === "mixed" && dataType.foreignWordSizes) || dataType.wordSizes);

  return Object.freeze<ArrayToBytesCodec>({
    kind: "array_to_bytes",
    configuration: endian === undefined || endian === "mixed" ? undefined : { endian },

    validate(spec: ChunkSpec): void {
      fixedItemSize(spec.dataType);
      if (endian === undefined && hasByteOrder(spec.dataType)) {
        throw new Error(`the bytes codec needs an endian for data type ${spec.dataType.name}; found none`);
      }
    },

    encode(chunk: Chunk, spec: ChunkSpec): Uint8Array {
      const expected = byteLength(spec);
      const { elements } = chunk;
      if (!(elements instanceof Uint8Array)) {
        throw new TypeError("the bytes codec encodes elements of fixed size only, found a list of values");
      }
      if (elements.length !== expected) {
        throw new RangeError(`a chunk to encode holds ${expected} bytes; found ${elements.length}`);
      }
      return reorder(elements, spec.dataType);
    },

    decode(bytes: Uint8Array, spec: ChunkSpec): Chunk {
      const expected = byteLength(spec);
      if (bytes.length !== expected) {
        throw new RangeError(
          `a chunk of shape [${spec.shape.join(", ")}] and data type ${spec.dataType.name} takes ${expected} bytes; found ${bytes.length}`,
        );
      }
      return {
        elements: reorder(bytes, spec.dataType),
        shape: spec.shape,
        stride: contiguousStride(spec.shape),
        offset: 0,
      };
    },

    encodedSize: byteLength,
    elementwise: true,
  });
}

/** Makes the codec from `{ endian }`. Throws when the data type needs an endian and there is none. */
export const factory: CodecFactory = {
  async create(configuration: JsonObject | undefined, context: CodecContext): Promise<ArrayToBytesCodec> {
    fixedItemSize(context.spec.dataType);
    const endian = readEndian(configuration, context);
    if (endian === undefined || endian === hostEndian) return createBytes(endian);
    const { swapWords } = await import("./swap-words.ts");
    return createBytes(endian, swapWords);
  },
};
