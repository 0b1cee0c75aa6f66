/**
 * Integers of 2 and 4 bits, one in each byte. The upper bits of a stored byte are ignored and kept as they are, since
 * writers differ in them; in what is written here they repeat the sign.
 *
 * Source: zarr-extensions data types `int2`, `int4`, `uint2`, `uint4`. Version 2 spellings are tensorstore's: the
 * name itself.
 *
 * @module
 */
import type { DataTypeFactory, JsonObject, JsonValue } from "@zarrkit/core/contract";
import { fixedSizeDataType, matchDtype, noConfiguration } from "../foundation.ts";
import { integerFill, integerRange, packInteger } from "../integer/pack-integer.ts";
import { type ElementAccess, type NumberView, numberView } from "../memory/element-view.ts";

function lowBitFactory(bits: number, isSigned: boolean): DataTypeFactory {
  const name = `${isSigned ? "int" : "uint"}${bits}`;
  const range = integerRange(name, bits, isSigned);
  const unused = 32 - bits;
  const extend = (byte: number): number => (isSigned ? (byte << unused) >> unused : (byte << unused) >>> unused);
  const access: ElementAccess<number> = {
    layout: name,
    itemSize: 1,
    read: (bytes, offset) => extend(bytes[offset] as number),
    write(value, bytes, offset) {
      bytes[offset] = packInteger(range, value);
    },
  };
  const dataType = fixedSizeDataType<number, NumberView>({
    name,
    metadata: name,
    v2: { dtype: name },
    itemSize: 1,
    wordSizes: 1,
    container: numberView(access),
    read: access.read,
    write: access.write,
    fillFromJson(json, _, element) {
      element[0] = Number(integerFill(range, json));
    },
    fillToJson: (element) => extend(element[0] as number),
  });
  return {
    fromV3(written: string, configuration: JsonObject | undefined) {
      noConfiguration(written, configuration);
      return dataType;
    },
    fromV2(dtype: JsonValue) {
      matchDtype(name, dtype, new RegExp(`^[<>|]?${name}$`));
      return dataType;
    },
  };
}

const factories: ReadonlyMap<string, DataTypeFactory> = new Map([
  ["int2", lowBitFactory(2, true)],
  ["int4", lowBitFactory(4, true)],
  ["uint2", lowBitFactory(2, false)],
  ["uint4", lowBitFactory(4, false)],
]);

/** The data type of a name. */
export const named = (name: string): DataTypeFactory => factories.get(name) as DataTypeFactory;
