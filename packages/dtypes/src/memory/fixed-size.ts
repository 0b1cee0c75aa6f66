import type { DataType, Elements, JsonValue } from "@zarrkit/core/contract";
import type { Container } from "./container.ts";

/**
 * An element larger than this is taken for damaged metadata: making the type allocates one, before
 * anyone has asked for data.
 */
export const largestItemSize: number = 2 ** 26;

/** What tells one data type of fixed size from another. Positions are offsets in bytes, already checked. */
export interface FixedSizeParts<Scalar, Data>
  extends Pick<DataType, "name" | "metadata" | "v2" | "wordSizes" | "fields" | "normalize"> {
  readonly itemSize: number;
  readonly endian?: "little" | "big" | undefined;
  readonly foreignWordSizes?: readonly number[] | undefined;
  /** Zero bytes when absent. */
  readonly defaultFillValue?: Uint8Array;
  readonly container: Container<Data>;
  /** Throws when the container's content is none of the type's. */
  readonly checkContainer?: (bytes: Uint8Array) => void;
  readonly read: (bytes: Uint8Array, offset: number) => Scalar;
  readonly write: (value: unknown, bytes: Uint8Array, offset: number) => void;
  /** Fills in `element`, which holds zeros. */
  readonly fillFromJson: (json: JsonValue, zarrFormat: 2 | 3, element: Uint8Array) => void;
  readonly fillToJson: (element: Uint8Array, zarrFormat: 2 | 3) => JsonValue;
}

/** Puts together a data type of fixed size: bounds, alignment and ownership are looked after here. */
export function fixedSizeDataType<Scalar, Data>(parts: FixedSizeParts<Scalar, Data>): DataType<Scalar, Data> {
  const { name, itemSize, wordSizes, container, read, write } = parts;

  function fixedBytes(elements: Elements): Uint8Array {
    if (!ArrayBuffer.isView(elements)) {
      throw new TypeError(`${name}: expected elements as bytes, found a list of values`);
    }
    return elements;
  }

  function wholeElements(bytes: Uint8Array): Uint8Array {
    if (bytes.byteLength % itemSize !== 0) {
      throw new RangeError(`${name}: ${bytes.byteLength} bytes are no whole number of elements of ${itemSize} bytes`);
    }
    return bytes;
  }

  function offsetOf(bytes: Uint8Array, index: number): number {
    const offset = index * itemSize;
    if (!(Number.isInteger(index) && index >= 0 && offset + itemSize <= bytes.byteLength)) {
      throw new RangeError(`${name}: index ${index} is outside ${Math.floor(bytes.byteLength / itemSize)} elements`);
    }
    return offset;
  }

  const hasByteOrder = typeof wordSizes === "number" ? wordSizes > 1 : wordSizes.some((size) => size > 1);
  return Object.freeze({
    name,
    metadata: parts.metadata,
    v2: parts.v2,
    itemSize,
    wordSizes,
    ...(parts.endian === undefined ? {} : { endian: parts.endian }),
    ...(parts.foreignWordSizes === undefined ? {} : { foreignWordSizes: parts.foreignWordSizes }),
    defaultFillValue: parts.defaultFillValue ?? new Uint8Array(itemSize),
    defaultSerializer: hasByteOrder ? { name: "bytes", configuration: { endian: "little" } } : { name: "bytes" },

    view: (elements: Elements): Data => container.view(wholeElements(fixedBytes(elements))),
    elementsOf(data: unknown): Elements | undefined {
      const bytes = container.bytesOf(data);
      if (bytes !== undefined) {
        parts.checkContainer?.(wholeElements(bytes));
      }
      return bytes;
    },
    unpack(elements: Elements, index: number): Scalar {
      const bytes = fixedBytes(elements);
      return read(bytes, offsetOf(bytes, index));
    },
    pack(value: unknown, elements: Elements, index: number): void {
      const bytes = fixedBytes(elements);
      write(value, bytes, offsetOf(bytes, index));
    },
    fillValueFromJson(json: JsonValue, zarrFormat: 2 | 3): Elements {
      const element = new Uint8Array(itemSize);
      parts.fillFromJson(json, zarrFormat, element);
      return element;
    },
    fillValueToJson(fillValue: Elements, zarrFormat: 2 | 3): JsonValue {
      const element = fixedBytes(fillValue);
      if (element.byteLength !== itemSize) {
        throw new RangeError(`${name}: a fill value takes ${itemSize} bytes, found ${element.byteLength}`);
      }
      return parts.fillToJson(element, zarrFormat);
    },
    ...(parts.normalize === undefined ? {} : { normalize: parts.normalize }),
    ...(parts.fields === undefined ? {} : { fields: parts.fields }),
  });
}
