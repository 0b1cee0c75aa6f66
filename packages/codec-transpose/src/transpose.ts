/**
 * `transpose`: permutes the axes of a chunk. Axis `i` of what is stored is axis `order[i]` of the array.
 *
 * - Compatible with zarr-python, tensorstore, zarrs and zarrita.
 * - Specification: https://zarr-specs.readthedocs.io/en/latest/v3/codecs/transpose/index.html
 * - v3 name: `transpose`. Version 2 says the same with `"order": "F"`.
 *
 * ```json
 * { "name": "transpose", "configuration": { "order": [2, 0, 1] } }
 * ```
 *
 * No element is moved: only the strides change. The words `"C"` and `"F"` of early drafts are refused.
 *
 * @module
 */
import type {
  ArrayToArrayCodec,
  Chunk,
  ChunkSpec,
  CodecContext,
  CodecFactory,
  JsonObject,
  JsonValue,
} from "@zarrkit/core/contract";

/** What metadata says: a permutation of `0 … rank - 1`. */
export interface TransposeConfiguration {
  /** For each axis of the encoded chunk, the axis of the decoded one that it is. */
  readonly order: readonly number[];
}

function readOrder(value: JsonValue | undefined, rank: number): readonly number[] {
  const found = (): string => JSON.stringify(value, (_key, part) => (typeof part === "bigint" ? String(part) : part));
  if (!Array.isArray(value)) {
    throw new TypeError(`the order of the transpose codec must be a list of integers, found ${found() ?? "none"}`);
  }
  if (value.length !== rank) {
    throw new RangeError(
      `the order of the transpose codec must name each of the ${rank} dimensions once, found ${found()}`,
    );
  }
  const order: number[] = [];
  for (const axis of value) {
    if (typeof axis !== "number" || !Number.isInteger(axis)) {
      throw new TypeError(`the order of the transpose codec must be a list of integers, found ${found()}`);
    }
    if (axis < 0 || axis >= rank || order.includes(axis)) {
      throw new RangeError(
        `the order of the transpose codec must be a permutation of 0 to ${rank - 1}, found ${found()}`,
      );
    }
    order.push(axis);
  }
  return Object.freeze(order);
}

function createTranspose(order: readonly number[]): ArrayToArrayCodec {
  const checkRank = (rank: number): void => {
    if (rank !== order.length) {
      throw new RangeError(`the transpose codec was made for ${order.length} dimensions, found a chunk of ${rank}`);
    }
  };
  const permute = (sizes: readonly number[]): number[] => order.map((axis) => sizes[axis] as number);
  const restore = (sizes: readonly number[]): number[] => {
    const restored = new Array<number>(order.length);
    for (const [position, axis] of order.entries()) restored[axis] = sizes[position] as number;
    return restored;
  };

  return Object.freeze<ArrayToArrayCodec>({
    kind: "array_to_array",
    configuration: { order },
    strided: true,

    encodedSpec(decoded: ChunkSpec): ChunkSpec {
      checkRank(decoded.shape.length);
      return { shape: permute(decoded.shape), dataType: decoded.dataType, fillValue: decoded.fillValue };
    },

    encode(chunk: Chunk): Chunk {
      checkRank(chunk.shape.length);
      const { elements, shape, stride, offset } = chunk;
      return { elements, shape: permute(shape), stride: permute(stride), offset };
    },

    decode(chunk: Chunk): Chunk {
      checkRank(chunk.shape.length);
      const { elements, shape, stride, offset } = chunk;
      return { elements, shape: restore(shape), stride: restore(stride), offset };
    },
  });
}

/** Makes the codec from `{ order }`. Throws when the order is no permutation of the chunk's dimensions. */
export const factory: CodecFactory = {
  create(configuration: JsonObject | undefined, context: CodecContext): ArrayToArrayCodec {
    for (const key of Object.keys(configuration ?? {})) {
      if (key !== "order") {
        throw new Error(`the transpose codec has no option ${JSON.stringify(key)}; it knows: order`);
      }
    }
    return createTranspose(readOrder(configuration?.["order"], context.spec.shape.length));
  },
};
