/**
 * Integers of 2 and 4 bits, one in each byte. The upper bits of a stored byte are ignored; in memory, and in what
 * is written, they repeat the sign.
 *
 * Source: zarr-extensions data types `int2`, `int4`, `uint2`, `uint4`. Version 2 spellings are tensorstore's: the
 * name itself.
 *
 * @module
 */
import type { DataTypeFactory, Elements, JsonObject, JsonValue } from "@zarrkit/core/contract";
import { integerFill, integerRange, packInteger } from "../integer/pack-integer.ts";
import { type Container, copyBytes, typedArray } from "../memory/container.ts";
import { fixedSizeDataType } from "../memory/fixed-size.ts";
import { noConfiguration } from "../metadata/configuration.ts";
import { matchDtype } from "../metadata/v2-dtype.ts";

function lowBitFactory<Data>(bits: number, isSigned: boolean, container: Container<Data>): DataTypeFactory {
  const name = `${isSigned ? "int" : "uint"}${bits}`;
  const range = integerRange(name, bits, isSigned);
  const unused = 32 - bits;
  const extend = (byte: number): number => (isSigned ? (byte << unused) >> unused : (byte << unused) >>> unused);
  const isCanonical = (byte: number): boolean => (extend(byte) & 0xff) === byte;

  const dataType = fixedSizeDataType<number, Data>({
    name,
    metadata: name,
    v2: { dtype: name },
    itemSize: 1,
    wordSizes: 1,
    container,
    checkContainer(bytes) {
      const at = bytes.findIndex((byte) => !isCanonical(byte));
      if (at >= 0) {
        packInteger(range, isSigned ? ((bytes[at] as number) << 24) >> 24 : bytes[at]);
      }
    },
    read: (bytes, offset) => extend(bytes[offset] as number),
    write(value, bytes, offset) {
      bytes[offset] = packInteger(range, value);
    },
    fillFromJson(json, _, element) {
      element[0] = Number(integerFill(range, json));
    },
    fillToJson: (element) => extend(element[0] as number),
    normalize(elements: Elements): Elements {
      const bytes = elements as Uint8Array;
      return bytes.every(isCanonical) ? bytes : copyBytes(bytes).map(extend);
    },
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

const signed = typedArray(Int8Array, ["Int8Array"]);
const unsigned = typedArray(Uint8Array, ["Uint8Array"]);

export const int2: DataTypeFactory = lowBitFactory(2, true, signed);
export const int4: DataTypeFactory = lowBitFactory(4, true, signed);
export const uint2: DataTypeFactory = lowBitFactory(2, false, unsigned);
export const uint4: DataTypeFactory = lowBitFactory(4, false, unsigned);
