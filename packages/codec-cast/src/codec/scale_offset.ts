/**
 * `scale_offset`: stores `(x - offset) * scale`; reading gives `x / scale + offset`.
 *
 * Everything is computed in the data type itself: floats are rounded after each step, integers must
 * neither overflow nor divide with a remainder. The fill value is transformed alike. Compatible with
 * zarr-python.
 *
 * - Source: zarr-extensions, codecs/scale_offset
 * - v3 name: `scale_offset`
 * - Example: `{ "name": "scale_offset", "configuration": { "offset": 100, "scale": 3 } }`
 */
import type { ArrayToArrayCodec, CodecFactory, JsonObject } from "@zarrkit/core/contract";
import { describeJson, readMembers } from "../configuration.ts";
import {
  contiguousChunk,
  fixedSizeElements,
  type IntegerType,
  integerRange,
  type Real,
  type RealType,
  readReals,
  realType,
  realWriter,
} from "../real-type.ts";
import { roundToFloat } from "../round-real.ts";

const NAME = "scale_offset";

/** The two directions of the arithmetic. Both throw for what the type cannot hold. */
interface Arithmetic {
  encode(value: Real): Real;
  decode(value: Real): Real;
}

export const factory: CodecFactory = {
  create(configuration, context) {
    const members = readMembers(NAME, configuration, ["offset", "scale"]);
    const type = realType(NAME, context.spec.dataType);
    const arithmetic = arithmeticOf(
      type,
      readParameter(members, "offset", type),
      readParameter(members, "scale", type),
    );
    const apply = (elements: Uint8Array, step: (value: Real) => Real): Uint8Array => {
      const values = readReals(elements, type);
      const output = realWriter(type, values.length);
      for (let index = 0; index < values.length; index++) output.write(index, step(values[index] as Real));
      return output.elements;
    };
    return Object.freeze({
      kind: "array_to_array",
      configuration: configuration === undefined || Object.keys(configuration).length === 0 ? undefined : configuration,
      encodedSpec(decoded) {
        if (decoded.dataType.name !== type.dataType.name) {
          throw new TypeError(
            `${NAME}: made for data type ${type.dataType.name}, but the chunk holds ${decoded.dataType.name}`,
          );
        }
        return { ...decoded, fillValue: apply(fixedSizeElements(NAME, decoded.fillValue), arithmetic.encode) };
      },
      encode: (chunk, { shape }) =>
        contiguousChunk(apply(fixedSizeElements(NAME, chunk.elements), arithmetic.encode), shape),
      decode: (chunk, { shape }) =>
        contiguousChunk(apply(fixedSizeElements(NAME, chunk.elements), arithmetic.decode), shape),
    } satisfies ArrayToArrayCodec);
  },
};

/** Offset or scale, written like a fill value of the data type. */
function readParameter(members: JsonObject, key: "offset" | "scale", type: RealType): Real | undefined {
  const json = members[key];
  if (json === undefined) return undefined;
  let value: Real;
  try {
    value = readReals(fixedSizeElements(NAME, type.dataType.fillValueFromJson(json, 3)), type)[0] as Real;
  } catch (cause) {
    throw new TypeError(`${NAME}: "${key}" is ${describeJson(json)}, no value of ${type.dataType.name}`, { cause });
  }
  if (key === "scale" && Number(value) === 0) throw new RangeError(`${NAME}: "scale" must not be zero`);
  return value;
}

function arithmeticOf(type: RealType, offset: Real | undefined, scale: Real | undefined): Arithmetic {
  if (type.kind === "integer") {
    return type.bits > 32
      ? wideArithmetic(type, BigInt(offset ?? 0), BigInt(scale ?? 1))
      : smallArithmetic(type, Number(offset ?? 0), Number(scale ?? 1));
  }
  const { format, dataType } = type;
  const hold = (value: number): number => {
    const finite = Number.isFinite(value);
    if (!finite && (Number.isNaN(value) ? format.hasNaN : format.hasInfinity)) return value;
    const rounded = finite ? roundToFloat(value, format, "nearest-even") : value;
    if (rounded >= format.smallest && rounded <= format.largest) return rounded;
    if (format.hasInfinity) return rounded > 0 ? Infinity : -Infinity;
    throw new RangeError(`${NAME}: ${value} is not a value of ${dataType.name}`);
  };
  const round =
    dataType.name === "float64" ? (value: number) => value : dataType.name === "float32" ? Math.fround : hold;
  // An absent parameter is no step at all: not every format has a zero.
  const subtract =
    offset === undefined ? (value: number) => value : (value: number) => round(value - (offset as number));
  const add = offset === undefined ? (value: number) => value : (value: number) => round(value + (offset as number));
  const multiply = scale === undefined ? (value: number) => value : (value: number) => round(value * (scale as number));
  const divide = scale === undefined ? (value: number) => value : (value: number) => round(value / (scale as number));
  return {
    encode: (value) => multiply(subtract(value as number)),
    decode: (value) => add(divide(value as number)),
  };
}

/** All steps of 32-bit integers stay within what float64 holds exactly, but for products, which are then out of range anyway. */
function smallArithmetic(type: IntegerType, offset: number, scale: number): Arithmetic {
  const [min, max] = integerRange(type).map(Number) as [number, number];
  const hold = (value: number): number => {
    if (value >= min && value <= max) return value;
    throw outOfRange(value, type);
  };
  return {
    encode: (value) => hold(hold((value as number) - offset) * scale),
    decode(value) {
      if ((value as number) % scale !== 0) throw inexact(value, scale, type);
      return hold(hold((value as number) / scale) + offset);
    },
  };
}

function wideArithmetic(type: IntegerType, offset: bigint, scale: bigint): Arithmetic {
  const [min, max] = integerRange(type);
  const hold = (value: bigint): bigint => {
    if (value >= min && value <= max) return value;
    throw outOfRange(value, type);
  };
  return {
    encode: (value) => hold(hold((value as bigint) - offset) * scale),
    decode(value) {
      if ((value as bigint) % scale !== 0n) throw inexact(value, scale, type);
      return hold(hold((value as bigint) / scale) + offset);
    },
  };
}

function outOfRange(value: Real, { dataType }: IntegerType): RangeError {
  return new RangeError(`${NAME}: ${value} is out of range for ${dataType.name}`);
}

function inexact(value: Real, scale: Real, { dataType }: IntegerType): RangeError {
  return new RangeError(
    `${NAME}: ${value} divided by scale ${scale} leaves a remainder, which ${dataType.name} cannot hold`,
  );
}
