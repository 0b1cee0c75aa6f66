/**
 * The integers: two's complement or unsigned, 1 to 8 bytes.
 *
 * Source: zarr v3 core, "Data types"; v2 spellings `|i1`, `<i2` to `>u8`.
 *
 * @module
 */
import type { DataType, DataTypeFactory, JsonObject, JsonValue } from "@zarrkit/core/contract";
import {
  type Container,
  endianOf,
  fixedSizeDataType,
  int8Word,
  int16Word,
  int32Word,
  int64Word,
  matchDtype,
  noConfiguration,
  numpyDtype,
  typedArray,
  uint8Word,
  uint16Word,
  uint32Word,
  uint64Word,
  type Word,
} from "../foundation.ts";
import {
  integerFill,
  integerRange,
  integerToJson,
  packBigInteger,
  packInteger,
  type SmallIntegerRange,
} from "./pack-integer.ts";

type Endian = "little" | "big" | undefined;

function integerFactory<Scalar extends number | bigint, Data>(
  word: Word<Scalar>,
  isSigned: boolean,
  container: Container<Data>,
  pack: (range: SmallIntegerRange, value: unknown) => Scalar,
  fromBigInt: (value: bigint) => Scalar,
): DataTypeFactory {
  const { size } = word;
  const name = `${isSigned ? "int" : "uint"}${8 * size}`;
  const code = `${isSigned ? "i" : "u"}${size}`;
  const range = integerRange(name, 8 * size, isSigned);
  const pattern = new RegExp(size === 1 ? `^[<>|]${code}$` : `^[<>]${code}$`);

  function create(endian: Endian): DataType<Scalar, Data> {
    return fixedSizeDataType<Scalar, Data>({
      name,
      metadata: name,
      v2: size === 1 ? { dtype: `|${code}` } : numpyDtype(code, endian),
      itemSize: size,
      wordSizes: size,
      endian,
      container,
      read: word.read,
      write: (value, bytes, offset) => word.write(pack(range, value), bytes, offset),
      fillFromJson: (json, _, element) => word.write(fromBigInt(integerFill(range, json)), element, 0),
      fillToJson: (element) => integerToJson(BigInt(word.read(element, 0))),
    });
  }

  const plain = create(undefined);
  return {
    fromV3(written: string, configuration: JsonObject | undefined) {
      noConfiguration(written, configuration);
      return plain;
    },
    fromV2(dtype: JsonValue) {
      const [spelling] = matchDtype(name, dtype, pattern);
      return size === 1 ? plain : create(endianOf(spelling));
    },
  };
}

function numberFactory<Data>(word: Word<number>, isSigned: boolean, container: Container<Data>): DataTypeFactory {
  return integerFactory(word, isSigned, container, packInteger, Number);
}

function bigintFactory<Data>(word: Word<bigint>, isSigned: boolean, container: Container<Data>): DataTypeFactory {
  return integerFactory(word, isSigned, container, packBigInteger, (value) => value);
}

export const int8: DataTypeFactory = numberFactory(int8Word, true, typedArray(Int8Array, ["Int8Array"]));
export const int16: DataTypeFactory = numberFactory(int16Word, true, typedArray(Int16Array, ["Int16Array"]));
export const int32: DataTypeFactory = numberFactory(int32Word, true, typedArray(Int32Array, ["Int32Array"]));
export const int64: DataTypeFactory = bigintFactory(int64Word, true, typedArray(BigInt64Array, ["BigInt64Array"]));
export const uint8: DataTypeFactory = numberFactory(
  uint8Word,
  false,
  typedArray(Uint8Array, ["Uint8Array", "Uint8ClampedArray"]),
);
export const uint16: DataTypeFactory = numberFactory(uint16Word, false, typedArray(Uint16Array, ["Uint16Array"]));
export const uint32: DataTypeFactory = numberFactory(uint32Word, false, typedArray(Uint32Array, ["Uint32Array"]));
export const uint64: DataTypeFactory = bigintFactory(uint64Word, false, typedArray(BigUint64Array, ["BigUint64Array"]));
