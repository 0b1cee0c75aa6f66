import type { Chunk, InnerChunkIndex } from "@zarrkit/core/contract";

const allOnes = 0xffffffff;
const wordSize = 8;
/** Bytes of one entry: offset and length, 64 bits each. */
const entrySize = 2 * wordSize;

/**
 * Reads an index from its decoded form: for every inner chunk its offset and length as uint64 in host byte order, both
 * 2^64 - 1 where it is not stored. A damaged entry throws when it is asked for, so that the others stay readable.
 *
 * @param index - Of shape `[...grid, 2]`. Of any stride: a transpose among the index codecs leaves it turned around.
 */
export function shardIndex({ elements, shape, stride, offset: start }: Chunk): InnerChunkIndex {
  const { buffer, byteOffset, byteLength } = elements as Uint8Array;
  const words = new DataView(buffer, byteOffset, byteLength);
  const pairStride = (stride.at(-1) as number) * wordSize;
  const entryAt = (position: number): number => {
    let at = start;
    for (let axis = shape.length - 2, rest = position; axis >= 0; axis--) {
      const size = shape[axis] as number;
      at += (rest % size) * (stride[axis] as number);
      rest = Math.floor(rest / size);
    }
    return at * wordSize;
  };
  const uint64 = (at: number): number =>
    words.getUint32(at + low, isLittle) + words.getUint32(at + high, isLittle) * 2 ** 32;
  const isEmpty = (at: number): boolean =>
    words.getUint32(at, isLittle) === allOnes && words.getUint32(at + 4, isLittle) === allOnes;
  return {
    byteLength,
    range(position) {
      const at = entryAt(position);
      const empty = [isEmpty(at), isEmpty(at + pairStride)];
      if (empty[0] && empty[1]) return undefined;
      const [offset, length] = [uint64(at), uint64(at + pairStride)];
      if (empty[0] || empty[1] || !Number.isSafeInteger(offset + length)) {
        throw new Error(`the index entry of inner chunk ${position} is damaged: offset ${offset}, length ${length}`);
      }
      return { offset, length };
    },
  };
}

/** The decoded form of an index, from where each inner chunk lies. */
export function shardIndexElements(ranges: readonly ({ offset: number; length: number } | undefined)[]): Uint8Array {
  const elements = new Uint8Array(ranges.length * entrySize).fill(0xff);
  const words = new DataView(elements.buffer);
  const setUint64 = (at: number, value: number): void => {
    words.setUint32(at + low, value % 2 ** 32, isLittle);
    words.setUint32(at + high, Math.floor(value / 2 ** 32), isLittle);
  };
  ranges.forEach((range, position) => {
    if (range === undefined) return;
    setUint64(position * entrySize, range.offset);
    setUint64(position * entrySize + wordSize, range.length);
  });
  return elements;
}

const isLittle = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
const low = isLittle ? 0 : 4;
const high = isLittle ? 4 : 0;
