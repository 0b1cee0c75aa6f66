/**
 * `numpy.datetime64` and `numpy.timedelta64`: 64-bit counts of `scale_factor` units, since 1970 for the first.
 * The least integer is "not a time" (NaT), which is also the default fill value.
 *
 * Source: zarr-extensions data types of these names; v2 spellings `<M8[10us]` and `<m8[s]`.
 *
 * ```json
 * { "name": "numpy.datetime64", "configuration": { "unit": "us", "scale_factor": 10 } }
 * ```
 *
 * @module
 */
import type { DataType, DataTypeFactory, JsonObject, JsonValue } from "@zarrkit/core/contract";
import {
  type Container,
  endianOf,
  exactMembers,
  fixedSizeDataType,
  found,
  int64Word,
  integerBetween,
  matchDtype,
  numpyDtype,
  typedArray,
} from "../foundation.ts";
import { integerFill, integerRange, integerToJson, packBigInteger } from "../integer/pack-integer.ts";
import { notATime } from "./date.ts";
import { type TimeUnit, timeUnitOf, timeUnits } from "./unit.ts";

const container: Container<BigInt64Array> = typedArray(BigInt64Array, ["BigInt64Array"]);
const largestScaleFactor = 2 ** 31 - 1;

/** `M8[10us]`; numpy leaves out a factor of 1, and the brackets when there is nothing to say. */
function numpyCode(letter: string, unit: TimeUnit, scaleFactor: number): string {
  const factor = scaleFactor === 1 ? "" : scaleFactor;
  return unit === "generic" && factor === "" ? `${letter}8` : `${letter}8[${factor}${unit}]`;
}

function timeFactory(name: string, letter: "M" | "m"): DataTypeFactory {
  const range = integerRange(name, 64, true);
  const pattern = new RegExp(`^[<>]${letter}8(?:\\[([1-9][0-9]*)?([^\\[\\]0-9]+)\\])?$`);

  function create(
    writtenUnit: JsonValue,
    writtenScale: JsonValue,
    endian: "little" | "big" | undefined,
  ): DataType<bigint, BigInt64Array> {
    const unit = timeUnitOf(writtenUnit);
    if (unit === undefined) {
      throw new RangeError(`${name} unit: expected one of ${timeUnits.join(", ")}, found ${found(writtenUnit)}`);
    }
    const scaleFactor = integerBetween(`${name} scale_factor`, writtenScale, 1, largestScaleFactor);
    return fixedSizeDataType<bigint, BigInt64Array>({
      name,
      metadata: { name, configuration: { unit, scale_factor: scaleFactor } },
      v2: numpyDtype(numpyCode(letter, unit, scaleFactor), endian),
      itemSize: 8,
      wordSizes: 8,
      endian,
      defaultFillValue: new Uint8Array(BigInt64Array.of(notATime).buffer),
      container,
      read: int64Word.read,
      write(value, bytes, offset) {
        if (value instanceof Date) {
          throw new TypeError(`${name}: expected a count as a bigint, found a Date; fromDate() converts it`);
        }
        int64Word.write(packBigInteger(range, value), bytes, offset);
      },
      fillFromJson: (json, _, element) =>
        int64Word.write(json === "NaT" ? notATime : integerFill(range, json), element, 0),
      fillToJson: (element) => integerToJson(int64Word.read(element, 0)),
    });
  }

  return {
    fromV3(_name: string, configuration: JsonObject | undefined) {
      const members = exactMembers(`${name} configuration`, configuration, ["unit", "scale_factor"]);
      return create(members.unit, members.scale_factor, undefined);
    },
    fromV2(dtype: JsonValue) {
      const [spelling, factor = "1", unit = "generic"] = matchDtype(name, dtype, pattern);
      return create(unit, Number(factor), endianOf(spelling));
    },
  };
}

export const datetime64: DataTypeFactory = timeFactory("numpy.datetime64", "M");
export const timedelta64: DataTypeFactory = timeFactory("numpy.timedelta64", "m");
