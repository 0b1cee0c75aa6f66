/**
 * `fixed_length_utf32`: text of at most `length_bytes / 4` code points, each in a word of four bytes, the rest
 * zero. Zero words at the end are no part of the text.
 *
 * Longer text is refused where numpy cuts it off.
 *
 * Source: zarr-extensions data type `fixed_length_utf32`; v2 spelling `<U5`, which counts code points.
 *
 * ```json
 * { "name": "fixed_length_utf32", "configuration": { "length_bytes": 20 } }
 * ```
 *
 * @module
 */
import type { DataTypeFactory, Elements, JsonObject, JsonValue } from "@zarrkit/core/contract";
import {
  endianOf,
  fixedSizeDataType,
  integerBetween,
  largestItemSize,
  matchDtype,
  numpyDtype,
  uint32Word,
} from "../foundation.ts";
import { wordsOf } from "../memory/bit-mask.ts";
import { elementView } from "../memory/element-view.ts";
import { lengthBytes } from "../metadata/length-bytes.ts";
import type { FixedLengthUtf32DataType } from "../string.ts";
import { checkText } from "./well-formed.ts";

const name = "fixed_length_utf32";

function isCodePoint(word: number): boolean {
  return word <= 0x10ffff && (word < 0xd800 || word > 0xdfff);
}

function checkCodePoint(word: number): number {
  if (!isCodePoint(word)) {
    throw new RangeError(`${name}: the word 0x${word.toString(16)} is no Unicode code point`);
  }
  return word;
}

function create(itemSize: number, endian: "little" | "big" | undefined): FixedLengthUtf32DataType {
  const capacity = itemSize / 4;

  function read(bytes: Uint8Array, offset: number): string {
    let end = offset + itemSize;
    while (end > offset && uint32Word.read(bytes, end - 4) === 0) {
      end -= 4;
    }
    let text = "";
    for (let at = offset; at < end; at += 4) {
      text += String.fromCodePoint(checkCodePoint(uint32Word.read(bytes, at)));
    }
    return text;
  }

  function write(value: unknown, bytes: Uint8Array, offset: number): void {
    const codePoints = Array.from(checkText(name, value).replace(/\0+$/, ""));
    if (codePoints.length > capacity) {
      throw new RangeError(`${name}: expected at most ${capacity} code points, found ${codePoints.length}`);
    }
    bytes.fill(0, offset, offset + itemSize);
    for (const [i, codePoint] of codePoints.entries()) {
      uint32Word.write(codePoint.codePointAt(0) as number, bytes, offset + 4 * i);
    }
  }

  return fixedSizeDataType({
    name,
    metadata: { name, configuration: { length_bytes: itemSize } },
    v2: numpyDtype(`U${capacity}`, endian),
    itemSize,
    wordSizes: 4,
    endian,
    container: elementView({ layout: `${name}:${itemSize}`, itemSize, read, write }),
    read,
    write,
    fillFromJson: (json, zarrFormat, element) => write(zarrFormat === 2 && json === 0 ? "" : json, element, 0),
    fillToJson: (element) => read(element, 0),
    normalize(elements: Elements): Elements {
      const bytes = elements as Uint8Array;
      const words = wordsOf(bytes);
      for (let i = 0; i < words.length; i++) {
        checkCodePoint(words[i] as number);
      }
      return bytes;
    },
  });
}

export const factory: DataTypeFactory = {
  fromV3(_name: string, configuration: JsonObject | undefined) {
    const length = lengthBytes(name, configuration);
    if (length % 4 !== 0) {
      throw new RangeError(`${name} length_bytes: expected a multiple of 4, found ${length}`);
    }
    return create(length, undefined);
  },
  fromV2(dtype: JsonValue) {
    const [spelling, length] = matchDtype(name, dtype, /^[<>]U([1-9][0-9]*)$/);
    const capacity = integerBetween(`${name} length`, Number(length), 1, largestItemSize / 4);
    return create(4 * capacity, endianOf(spelling));
  },
};
