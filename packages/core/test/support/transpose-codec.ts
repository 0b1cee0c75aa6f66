import type { ArrayToArrayCodec, CodecFactory, Extension } from "../../src/contract/index.ts";

function transposeCodec(order: readonly number[]): ArrayToArrayCodec {
  const permuted = <T>(list: readonly T[]): T[] => order.map((axis) => list[axis] as T);
  const restored = <T>(list: readonly T[]): T[] => order.map((_, axis) => list[order.indexOf(axis)] as T);
  return {
    kind: "array_to_array",
    configuration: { order },
    strided: true,
    encodedSpec(decoded) {
      if (decoded.shape.length !== order.length) throw new Error(`order needs ${decoded.shape.length} axes`);
      return { ...decoded, shape: permuted(decoded.shape) };
    },
    encode: (chunk) => ({ ...chunk, shape: permuted(chunk.shape), stride: permuted(chunk.stride) }),
    decode: (chunk) => ({ ...chunk, shape: restored(chunk.shape), stride: restored(chunk.stride) }),
  };
}

const factory: CodecFactory = { create: (configuration) => transposeCodec(configuration?.["order"] as number[]) };

/** Axes in another order: nothing but a change of strides. */
export const transpose: Extension<"codec", "transpose"> = { point: "codec", name: "transpose", load: () => factory };
