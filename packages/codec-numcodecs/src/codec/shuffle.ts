/**
 * `shuffle`: the first bytes of all elements, then the second bytes, and so on.
 *
 * The length must be a multiple of `elementsize`. Without an `elementsize` it is that of the data type.
 * Compatible with numcodecs and zarrs.
 *
 * - Source: numcodecs `Shuffle`
 * - v3 name: `numcodecs.shuffle`; v2 id: `shuffle`
 * - Example: `{ "id": "shuffle", "elementsize": 4 }`
 */
import type { BytesToBytesCodec, CodecFactory } from "@zarrkit/core/contract";
import { readInteger, readMembers } from "../configuration.ts";
import { requireDecodedSize } from "../decoded-size.ts";

const NAME = "shuffle";

export const factory: CodecFactory = {
  create(configuration, context) {
    const members = readMembers(NAME, configuration, ["elementsize"], context);
    const fallback = context.spec.dataType.itemSize ?? 4;
    const elementsize = readInteger(NAME, members, "elementsize", { min: 0, max: 2 ** 31 - 1, fallback });
    return Object.freeze({
      kind: "bytes_to_bytes",
      configuration: { elementsize },
      encode: (bytes) => (elementsize <= 1 ? bytes : transpose(bytes, wholeElements(bytes, elementsize), elementsize)),
      decode(bytes, bound) {
        requireDecodedSize(NAME, bytes.length, bound);
        return elementsize <= 1 ? bytes : transpose(bytes, elementsize, wholeElements(bytes, elementsize));
      },
      encodedSize: (decodedSize) => decodedSize,
    } satisfies BytesToBytesCodec);
  },
};

function wholeElements(bytes: Uint8Array, elementsize: number): number {
  if (bytes.length % elementsize !== 0) {
    throw new RangeError(`${NAME}: ${bytes.length} bytes are no multiple of "elementsize" ${elementsize}`);
  }
  return bytes.length / elementsize;
}

/** Bytes as a matrix of `rows` by `columns`, transposed. */
function transpose(bytes: Uint8Array, rows: number, columns: number): Uint8Array {
  const output = new Uint8Array(bytes.length);
  // The inner loop runs along the longer side.
  if (rows >= columns) {
    for (let column = 0; column < columns; column++) {
      const start = column * rows;
      for (let row = 0, from = column; row < rows; row++, from += columns) output[start + row] = bytes[from] as number;
    }
  } else {
    for (let row = 0; row < rows; row++) {
      const start = row * columns;
      for (let column = 0, to = row; column < columns; column++, to += rows)
        output[to] = bytes[start + column] as number;
    }
  }
  return output;
}
