/**
 * `example.run_length`: a run of equal items becomes its length and one item.
 *
 * Each run is one byte, the run's length minus one, and the item. Bytes that do not fill an item come last, as a run of
 * one. `item_size` is the size of an item in bytes, 1 to 255; that of the array's data type when left out.
 *
 * v3 names: `example.run_length`, `numcodecs.example.run_length`. v2 id: `example.run_length`.
 *
 *     { "name": "example.run_length", "configuration": { "item_size": 4 } }
 */
import type { BytesToBytesCodec, ChunkSpec, CodecFactory, DecodeBound, JsonObject } from "@zarrkit/core/contract";

const longestRun = 256;

// Strict: an option that is not understood could mean that the bytes are laid out in another way.
function readItemSize(configuration: JsonObject, spec: ChunkSpec): number {
  const { item_size: itemSize = Math.min(spec.dataType.itemSize ?? 1, 255), ...rest } = configuration;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) throw new TypeError(`unknown option ${JSON.stringify(unknown)}; expected item_size`);
  if (typeof itemSize === "number" && Number.isInteger(itemSize) && itemSize >= 1 && itemSize <= 255) return itemSize;
  throw new RangeError(`item_size must be an integer from 1 to 255, found ${String(itemSize)}`);
}

function encode(bytes: Uint8Array, itemSize: number): Uint8Array {
  const runs = Math.ceil(bytes.length / itemSize);
  // No run is longer than an item and its count.
  const encoded = new Uint8Array(runs * (itemSize + 1));
  let end = 0;
  for (let at = 0; at < bytes.length; ) {
    const item = bytes.subarray(at, at + itemSize);
    let count = 1;
    while (count < longestRun && isRepeated(bytes, at + count * itemSize, item)) count++;
    encoded[end] = count - 1;
    encoded.set(item, end + 1);
    end += 1 + item.length;
    at += count * item.length;
  }
  return encoded.subarray(0, end);
}

function isRepeated(bytes: Uint8Array, at: number, item: Uint8Array): boolean {
  if (at + item.length > bytes.length) return false;
  return item.every((byte, i) => bytes[at + i] === byte);
}

/** The length that the runs add up to. It costs no memory, whatever they claim. */
function decodedSize(bytes: Uint8Array, itemSize: number): number {
  let size = 0;
  for (let at = 0; at < bytes.length; at += itemSize + 1) {
    const count = (bytes[at] as number) + 1;
    const length = Math.min(itemSize, bytes.length - at - 1);
    if (length === 0) throw new Error(`the last run has no item, at byte ${at}`);
    if (length < itemSize && count > 1) throw new Error(`the last run ends inside its item, at byte ${at}`);
    size += count * length;
  }
  return size;
}

function decode(bytes: Uint8Array, itemSize: number, { size, limit }: DecodeBound): Uint8Array {
  const total = decodedSize(bytes, itemSize);
  // Before anything is allocated: the input may be somebody's attempt to fill the memory.
  if (total > limit || (size !== undefined && total !== size)) {
    throw new RangeError(`the runs add up to ${total} bytes, expected ${size ?? `at most ${limit}`}`);
  }
  const decoded = new Uint8Array(total);
  let end = 0;
  for (let at = 0; at < bytes.length; at += itemSize + 1) {
    const item = bytes.subarray(at + 1, at + 1 + itemSize);
    for (let left = bytes[at] as number; left >= 0; left--) {
      decoded.set(item, end);
      end += item.length;
    }
  }
  return decoded;
}

export const factory: CodecFactory = {
  create(configuration = {}, { spec }): BytesToBytesCodec {
    const itemSize = readItemSize(configuration, spec);
    return Object.freeze<BytesToBytesCodec>({
      kind: "bytes_to_bytes",
      // With what was left open filled in: whoever reads the array has to know it.
      configuration: { item_size: itemSize },
      encode: (bytes) => encode(bytes, itemSize),
      decode: (bytes, bound) => decode(bytes, itemSize, bound),
    });
  },
};
