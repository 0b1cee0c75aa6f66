import type { Chunk, ChunkSpec } from "@zarrkit/core/contract";

/**
 * The frame that all codecs of this package share: a count, then each item behind its length in bytes.
 * All numbers are unsigned 32-bit little-endian.
 */
const WORD = 4;
const LARGEST = 0xffffffff;

/** How many elements a chunk of this shape has. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** A chunk of any values in C order. */
export function valueChunk(elements: unknown[], shape: readonly number[]): Chunk {
  const stride = new Array<number>(shape.length);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    stride[axis] = step;
    step *= shape[axis] as number;
  }
  return { elements, shape, stride, offset: 0 };
}

/** The elements of a chunk of a variable-length data type. Throws for any other. */
export function valuesOf(codec: string, chunk: Chunk, spec: ChunkSpec): readonly unknown[] {
  const { elements } = chunk;
  if (!Array.isArray(elements)) {
    throw new TypeError(`${codec}: cannot store data type ${spec.dataType.name}, whose elements have a fixed size`);
  }
  return elements;
}

/** Throws unless elements are of variable length. */
export function requireVariableLength(codec: string, spec: ChunkSpec): void {
  if (spec.dataType.itemSize !== undefined) {
    throw new TypeError(`${codec}: cannot store data type ${spec.dataType.name}, whose elements have a fixed size`);
  }
}

/**
 * Visits every item of a frame. Count and lengths are checked against the chunk and the remaining bytes
 * before anything is allocated. Throws when the frame is damaged, or has bytes left over.
 */
export function readItems<T>(
  codec: string,
  bytes: Uint8Array,
  expected: number,
  read: (bytes: Uint8Array, start: number, end: number) => T,
): T[] {
  if (bytes.byteLength < WORD) {
    throw new RangeError(`${codec}: the chunk has ${bytes.byteLength} bytes, too few for its item count`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = view.getUint32(0, true);
  if (count !== expected) {
    throw new RangeError(`${codec}: the chunk declares ${count} items, expected ${expected}`);
  }
  if (bytes.byteLength < WORD + WORD * count) {
    throw new RangeError(`${codec}: ${bytes.byteLength} bytes are too few for ${count} items`);
  }
  const items = new Array<T>(count);
  let position = WORD;
  for (let index = 0; index < count; index++) {
    if (position + WORD > bytes.byteLength) {
      throw new RangeError(`${codec}: the chunk ends before item ${index} of ${count}`);
    }
    const length = view.getUint32(position, true);
    position += WORD;
    if (length > bytes.byteLength - position) {
      throw new RangeError(
        `${codec}: item ${index} declares ${length} bytes, but ${bytes.byteLength - position} are left`,
      );
    }
    items[index] = read(bytes, position, position + length);
    position += length;
  }
  if (position !== bytes.byteLength) {
    throw new RangeError(`${codec}: ${bytes.byteLength - position} bytes are left over after the last item`);
  }
  return items;
}

/** Lays out items as a frame. Throws when a count or a length does not fit 32 bits. */
export function writeItems(codec: string, items: readonly Uint8Array[]): Uint8Array {
  let size = WORD + WORD * items.length;
  for (const item of items) {
    if (item.byteLength > LARGEST) {
      throw new RangeError(`${codec}: an item of ${item.byteLength} bytes is longer than 4 GiB`);
    }
    size += item.byteLength;
  }
  if (items.length > LARGEST) throw new RangeError(`${codec}: ${items.length} items do not fit a 32-bit count`);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, items.length, true);
  let position = WORD;
  for (const item of items) {
    view.setUint32(position, item.byteLength, true);
    bytes.set(item, position + WORD);
    position += WORD + item.byteLength;
  }
  return bytes;
}
