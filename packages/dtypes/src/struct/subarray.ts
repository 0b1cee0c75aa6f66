import type { DataType, JsonValue } from "@zarrkit/core/contract";
import { copyBytes, fixedSizeDataType, found, integerBetween, largestItemSize } from "../foundation.ts";
import { elementView } from "../memory/element-view.ts";
import { repeatForeignWordSizes, repeatWordSizes } from "./field.ts";

/** As many as numpy has. */
const mostDimensions = 64;

/** The shape of a subarray field: a list of lengths, or one length. Throws for any other form. */
export function subarrayShape(json: JsonValue): readonly number[] {
  const shape = (Array.isArray(json) ? json : [json]) as readonly JsonValue[];
  if (shape.length > mostDimensions) {
    throw new RangeError(`subarray: expected at most ${mostDimensions} dimensions, found ${shape.length}`);
  }
  return shape.map((length) => integerBetween("subarray length", length, 1, largestItemSize));
}

/**
 * A field that holds several values of one type, in C order. Its value is a nested list; a container of the
 * inner type with as many values is taken too. Only version 2 can spell it.
 */
export function subarray(inner: DataType, shape: readonly number[]): DataType {
  const innerSize = inner.itemSize;
  if (innerSize === undefined) {
    throw new TypeError(`subarray: ${inner.name} is of variable length`);
  }
  const count = shape.reduce((product, length) => product * length, 1);
  const itemSize = count * innerSize;
  if (itemSize > largestItemSize) {
    throw new RangeError(`subarray: an element of more than ${largestItemSize} bytes`);
  }
  const name = "subarray";
  const metadata = { name, configuration: { data_type: inner.metadata, shape } };

  function read(bytes: Uint8Array, offset: number): unknown {
    const elements = copyBytes(bytes.subarray(offset, offset + itemSize));
    let position = 0;
    const nest = (axis: number): unknown =>
      axis === shape.length
        ? inner.unpack(elements, position++)
        : Array.from({ length: shape[axis] as number }, () => nest(axis + 1));
    return nest(0);
  }

  function write(value: unknown, bytes: Uint8Array, offset: number): void {
    const packed = inner.elementsOf(value);
    const elements = ArrayBuffer.isView(packed) ? packed : packList(value);
    if (elements.byteLength !== itemSize) {
      throw new RangeError(`${name}: expected ${count} values, found ${elements.byteLength / (itemSize / count)}`);
    }
    bytes.set(elements, offset);
  }

  function packList(value: unknown): Uint8Array {
    const elements = new Uint8Array(itemSize);
    let position = 0;
    const visit = (part: unknown, axis: number): void => {
      if (axis === shape.length) {
        inner.pack(part, elements, position++);
        return;
      }
      if (!Array.isArray(part) || part.length !== shape[axis]) {
        throw new RangeError(`${name}: expected a list of shape ${JSON.stringify(shape)}, found ${found(part)}`);
      }
      for (const next of part) {
        visit(next, axis + 1);
      }
    };
    visit(value, 0);
    return elements;
  }

  return fixedSizeDataType<unknown, unknown>({
    name,
    metadata,
    v2: inner.v2,
    itemSize,
    wordSizes: repeatWordSizes(inner, count),
    endian: inner.endian,
    foreignWordSizes: repeatForeignWordSizes(inner, count),
    container: elementView({ layout: JSON.stringify(metadata), itemSize, read, write }),
    read,
    write,
    fillFromJson() {
      throw new TypeError("subarray: a fill value belongs to the whole struct");
    },
    fillToJson() {
      throw new TypeError("subarray: a fill value belongs to the whole struct");
    },
    ...(inner.normalize === undefined ? {} : { normalize: inner.normalize }),
  });
}
