/**
 * `cast_value`: stores numbers as another numeric data type.
 *
 * Each value goes through `scalar_map`, then is kept when the target holds it exactly, then is rounded,
 * then brought into range by `out_of_range`; where nothing helps, the codec throws. NaN and infinities
 * go between floats, and into types without them only by `scalar_map`. The fill value must come back
 * unchanged. Compatible with zarr-python and its kernel, cast-value-rs, but that float64 becomes float16
 * in one step, without rounding to float32 on the way.
 *
 * - Source: zarr-extensions, codecs/cast_value
 * - v3 name: `cast_value`
 * - Example: `{ "name": "cast_value", "configuration": { "data_type": "uint8", "rounding": "nearest-even",
 *   "out_of_range": "clamp", "scalar_map": { "encode": [["NaN", 0]], "decode": [[0, "NaN"]] } } }`
 */
import type { ArrayToArrayCodec, CodecFactory } from "@zarrkit/core/contract";
import { type CastRules, castElements, type ScalarMap } from "../cast.ts";
import { readMembers, readWord } from "../configuration.ts";
import { contiguousChunk, fixedSizeElements, type Real, type RealType, readReals, realType } from "../real-type.ts";
import { roundingModes } from "../round-real.ts";
import { readScalarMaps } from "../scalar-map.ts";

const NAME = "cast_value";
const MEMBERS = ["data_type", "rounding", "out_of_range", "scalar_map"];

export const factory: CodecFactory = {
  async create(configuration, context) {
    const members = readMembers(NAME, configuration, MEMBERS);
    const metadata = members["data_type"];
    if (metadata === undefined) throw new TypeError(`${NAME}: the configuration lacks "data_type"`);
    const target = realType(NAME, await context.dataType(metadata));
    const source = realType(NAME, context.spec.dataType);
    const rounding = readWord(NAME, members, "rounding", roundingModes, "nearest-even" as const);
    const outOfRange = readWord(NAME, members, "out_of_range", ["clamp", "wrap"] as const, undefined);
    if (outOfRange === "wrap" && target.kind !== "integer") {
      throw new TypeError(`${NAME}: "out_of_range" may be "wrap" for integers only, not for ${target.dataType.name}`);
    }
    const maps = readScalarMaps(NAME, members["scalar_map"], source, target);
    const rules: CastRules = { codec: NAME, rounding, outOfRange };
    const cast = (elements: Uint8Array, from: RealType, to: RealType, map: ScalarMap | undefined): Uint8Array =>
      castElements(elements, from, to, rules, map);
    return Object.freeze({
      kind: "array_to_array",
      configuration: configuration ?? {},
      encodedSpec({ shape, dataType, fillValue }) {
        if (dataType.name !== source.dataType.name) {
          throw new TypeError(
            `${NAME}: made for data type ${source.dataType.name}, but the chunk holds ${dataType.name}`,
          );
        }
        const decodedFill = fixedSizeElements(NAME, fillValue);
        const encodedFill = cast(decodedFill, source, target, maps.encode);
        const returned = cast(encodedFill, target, source, maps.decode);
        if (!sameReal(readReals(decodedFill, source)[0] as Real, readReals(returned, source)[0] as Real)) {
          throw new RangeError(`${NAME}: the fill value does not come back unchanged from ${target.dataType.name}`);
        }
        return { shape, dataType: target.dataType, fillValue: encodedFill };
      },
      encode: (chunk, decoded) =>
        contiguousChunk(cast(fixedSizeElements(NAME, chunk.elements), source, target, maps.encode), decoded.shape),
      decode: (chunk, decoded) =>
        contiguousChunk(cast(fixedSizeElements(NAME, chunk.elements), target, source, maps.decode), decoded.shape),
    } satisfies ArrayToArrayCodec);
  },
};

function sameReal(first: Real, second: Real): boolean {
  return first === second || (Number.isNaN(first) && Number.isNaN(second));
}
