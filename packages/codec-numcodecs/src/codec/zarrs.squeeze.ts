/**
 * `zarrs.squeeze`: drops dimensions of length 1. Where none is left, one remains.
 *
 * Compatible with zarrs.
 *
 * - Source: zarrs, codec.zarrs.dev/array_to_array/squeeze
 * - v3 name: `zarrs.squeeze`
 * - Example: `{ "name": "zarrs.squeeze" }`
 */
import type { ArrayToArrayCodec, CodecFactory } from "@zarrkit/core/contract";
import { readMembers } from "../configuration.ts";

const NAME = "zarrs.squeeze";

const codec: ArrayToArrayCodec = Object.freeze({
  kind: "array_to_array",
  configuration: {},
  strided: true,
  encodedSpec: (decoded) => ({
    ...decoded,
    shape: orOne(longAxes(decoded.shape).map((axis) => decoded.shape[axis] as number)),
  }),
  encode(chunk, { shape }) {
    const axes = longAxes(shape);
    return {
      ...chunk,
      shape: orOne(axes.map((axis) => shape[axis] as number)),
      stride: orOne(axes.map((axis) => chunk.stride[axis] as number)),
    };
  },
  decode(chunk, { shape }) {
    let next = 0;
    return { ...chunk, shape, stride: shape.map((length) => (length === 1 ? 1 : (chunk.stride[next++] as number))) };
  },
} satisfies ArrayToArrayCodec);

function longAxes(shape: readonly number[]): number[] {
  return Array.from(shape.keys()).filter((axis) => shape[axis] !== 1);
}

function orOne(numbers: readonly number[]): readonly number[] {
  return numbers.length === 0 ? [1] : numbers;
}

export const factory: CodecFactory = {
  create(configuration, context) {
    readMembers(NAME, configuration, [], context);
    return codec;
  },
};
