import type { DataType } from "@zarrkit/core/contract";

const hostEndian: "little" | "big" = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? "little" : "big";

/** Turns elements between host order and the byte order that a data type's numpy spelling asks for, in place. */
export function swapToStored(elements: Uint8Array, dataType: DataType): Uint8Array {
  const { itemSize, wordSizes } = dataType;
  if ((dataType.endian ?? "little") === hostEndian || itemSize === undefined) return elements;
  const words = typeof wordSizes === "number" ? [wordSizes] : wordSizes;
  for (let position = 0; position < elements.byteLength; ) {
    for (const size of words) {
      elements.subarray(position, position + size).reverse();
      position += size;
    }
  }
  return elements;
}
