/**
 * What the code of nearly every data type stands on. All of it is imported from here, so that bundlers make one file of it:
 * by themselves, different types need different parts.
 *
 * @module
 */
export { hostEndian, swapWords } from "./memory/byte-order.ts";
export { bytesOfView, type Container, copyBytes, isBytes, typedArray, typedArrayName } from "./memory/container.ts";
export { type FixedSizeParts, fixedSizeDataType, largestItemSize } from "./memory/fixed-size.ts";
export {
  binaryExponent,
  float32Word,
  float64Word,
  int8Word,
  int16Word,
  int32Word,
  int64Word,
  powerOfTwo,
  roundToOdd,
  uint8Word,
  uint16Word,
  uint32Word,
  uint64Word,
  type Word,
} from "./memory/word.ts";
export { exactMembers, integerBetween, isJsonObject, noConfiguration } from "./metadata/configuration.ts";
export { found } from "./metadata/found.ts";
export { hexOf, writeHex } from "./metadata/hex.ts";
export { endianOf, matchDtype, numpyDtype, orderCharacter } from "./metadata/v2-dtype.ts";
