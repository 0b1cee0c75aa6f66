/**
 * What the codec suite feeds to codecs: small data types that need no other package, chunks, byte strings, and a
 * random number generator that repeats itself.
 */
import type { Chunk, ChunkSpec, DataType, Elements } from "@zarrkit/core/contract";
import { valueText } from "../value-text.ts";

/** A repeatable source of numbers from 0 up to 1 (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Bytes without any pattern. */
export function randomBytes(length: number, seed: number): Uint8Array {
  const random = createRandom(seed);
  return Uint8Array.from({ length }, () => Math.floor(random() * 256));
}

/** 16-bit words that climb in small steps: the kind of data that shuffling and compression are made for. */
export function smoothBytes(length: number, seed: number): Uint8Array {
  const random = createRandom(seed);
  const bytes = new Uint8Array(length);
  let value = 1000;
  for (let i = 0; i < length; i += 2) {
    value += Math.floor(random() * 9) - 3;
    bytes[i] = value & 255;
    if (i + 1 < length) bytes[i + 1] = (value >>> 8) & 255;
  }
  return bytes;
}

/** Byte strings that every compressor must bring back. */
export function sampleByteStrings(): readonly { readonly name: string; readonly bytes: Uint8Array }[] {
  return [
    { name: "no bytes", bytes: new Uint8Array(0) },
    { name: "one byte", bytes: Uint8Array.of(42) },
    { name: "7 different bytes", bytes: Uint8Array.of(1, 2, 3, 4, 5, 6, 7) },
    { name: "48 smooth bytes", bytes: smoothBytes(48, 1) },
    { name: "1000 zeros", bytes: new Uint8Array(1000) },
    { name: "1003 random bytes", bytes: randomBytes(1003, 2) },
    { name: "5000 smooth bytes", bytes: smoothBytes(5000, 3) },
    { name: "70001 smooth bytes", bytes: smoothBytes(70001, 4) },
    { name: "300000 smooth bytes", bytes: smoothBytes(300000, 5) },
    { name: "200000 random bytes", bytes: randomBytes(200000, 6) },
    { name: "300000 zeros", bytes: new Uint8Array(300000) },
  ];
}

/**
 * A data type of numbers without meaning: it has a size and words, and its scalars are byte lists. Enough for codecs
 * that look at bytes only.
 */
export function sampleDataType(
  name: string,
  itemSize: number | undefined,
  wordSizes: number | readonly number[] = itemSize ?? 1,
): DataType {
  const element = (): Elements => (itemSize === undefined ? [""] : new Uint8Array(itemSize));
  const dataType: DataType = {
    name,
    metadata: name,
    v2: undefined,
    itemSize,
    wordSizes,
    defaultFillValue: element(),
    defaultSerializer: { name: "bytes", configuration: { endian: "little" } },
    view: (elements) => elements,
    elementsOf: (data) => (data instanceof Uint8Array || Array.isArray(data) ? data : undefined),
    unpack(elements, index) {
      if (!(elements instanceof Uint8Array) || itemSize === undefined) return elements[index];
      return Array.from(elements.subarray(index * itemSize, (index + 1) * itemSize));
    },
    pack(value, elements, index) {
      if (elements instanceof Uint8Array) elements.set(value as number[], index * (itemSize ?? 1));
      else elements[index] = value;
    },
    fillValueFromJson: element,
    fillValueToJson: () => 0,
  };
  return Object.freeze(dataType);
}

/** The data types that the suite tries on array codecs. */
export function sampleDataTypes(): readonly DataType[] {
  return [
    sampleDataType("uint8", 1),
    sampleDataType("int16", 2),
    sampleDataType("float32", 4),
    sampleDataType("float64", 8),
    sampleDataType("complex64", 8, 4),
    sampleDataType("complex128", 16, 8),
    sampleDataType("struct", 7, [1, 4, 2]),
  ];
}

/** The spec of chunks of a shape and type; the fill value is zero. */
export function sampleSpec(shape: readonly number[], dataType: DataType = sampleDataType("uint8", 1)): ChunkSpec {
  return { shape, dataType, fillValue: dataType.defaultFillValue };
}

/** Elements as a chunk in C order. */
export function chunkOf(elements: Elements, shape: readonly number[]): Chunk {
  const stride = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, length) => product * length, 1));
  return { elements, shape, stride, offset: 0 };
}

/** A chunk in C order, its bytes at an odd offset of their buffer when `offset` says so. */
export function sampleChunk(spec: ChunkSpec, seed: number, byteOffset = 0): Chunk {
  const count = spec.shape.reduce((product, length) => product * length, 1);
  const { itemSize } = spec.dataType;
  if (itemSize === undefined) {
    const random = createRandom(seed);
    const elements = Array.from({ length: count }, () => "zå𝄞".repeat(Math.floor(random() * 5)));
    return chunkOf(elements, spec.shape);
  }
  const room = new Uint8Array(count * itemSize + byteOffset);
  const elements = room.subarray(byteOffset);
  elements.set(randomBytes(elements.length, seed));
  return chunkOf(elements, spec.shape);
}

/** The elements of a chunk in C order, one entry each, as text that can be compared. */
export function elementList(chunk: Chunk, dataType: DataType): readonly string[] {
  const list: string[] = [];
  const visit = (axis: number, position: number): void => {
    if (axis === chunk.shape.length) {
      list.push(valueText(dataType.unpack(chunk.elements, position)));
      return;
    }
    for (let i = 0; i < (chunk.shape[axis] as number); i++)
      visit(axis + 1, position + i * (chunk.stride[axis] as number));
  };
  visit(0, chunk.offset);
  return list;
}
