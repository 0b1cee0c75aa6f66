import type { JsonObject, JsonValue } from "@zarrkit/core/contract";
import type { ScalarMap } from "./cast.ts";
import { describeJson, readMembers } from "./configuration.ts";
import { fixedSizeElements, type Real, type RealType, readReals } from "./real-type.ts";

/** The maps of both directions, where there are any. */
export interface ScalarMaps {
  readonly encode: ScalarMap | undefined;
  readonly decode: ScalarMap | undefined;
}

/** Reads `scalar_map`. Keys and values are written like fill values; the first of equal keys counts. Throws when malformed. */
export function readScalarMaps(
  codec: string,
  value: JsonValue | undefined,
  source: RealType,
  target: RealType,
): ScalarMaps {
  if (value === undefined) return { encode: undefined, decode: undefined };
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    throw new TypeError(`${codec}: "scalar_map" must be an object, found ${describeJson(value)}`);
  }
  const members = readMembers(`${codec} scalar_map`, value as JsonObject, ["encode", "decode"]);
  return {
    encode: readMap(codec, members["encode"], "encode", source, target),
    decode: readMap(codec, members["decode"], "decode", target, source),
  };
}

function readMap(
  codec: string,
  pairs: JsonValue | undefined,
  direction: string,
  from: RealType,
  to: RealType,
): ScalarMap | undefined {
  if (pairs === undefined) return undefined;
  const isList = Array.isArray(pairs) && pairs.every((pair) => Array.isArray(pair) && pair.length === 2);
  if (!isList)
    throw new TypeError(`${codec}: "scalar_map.${direction}" must be a list of pairs, found ${describeJson(pairs)}`);
  const map = new Map<Real, Uint8Array>();
  for (const [key, value] of pairs as readonly (readonly [JsonValue, JsonValue])[]) {
    const real = readReals(readScalar(codec, direction, key, from), from)[0] as Real;
    const element = readScalar(codec, direction, value, to);
    if (!map.has(real)) map.set(real, element);
  }
  return map;
}

function readScalar(codec: string, direction: string, json: JsonValue, { dataType }: RealType): Uint8Array {
  // The specification's own example writes it with a sign.
  const plain = json === "+Infinity" ? "Infinity" : json;
  try {
    return fixedSizeElements(codec, dataType.fillValueFromJson(plain, 3));
  } catch (cause) {
    throw new TypeError(`${codec}: "scalar_map.${direction}" has ${describeJson(json)}, no value of ${dataType.name}`, {
      cause,
    });
  }
}
