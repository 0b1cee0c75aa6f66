/**
 * `lz4`: the decoded length as four little-endian bytes, then one raw LZ4 block.
 *
 * - Compatible with numcodecs and zarr-python. It is not the LZ4 frame format, and has no checksum.
 * - Source: https://numcodecs.readthedocs.io/en/stable/compression/lz4.html
 * - v3 name: `numcodecs.lz4`. Version 2 id: `lz4`.
 *
 * ```json
 * { "id": "lz4", "acceleration": 1 }
 * ```
 *
 * @module
 */

import { decodeBlock, encodeBlock, largestBlock } from "@zarrkit/codec-base/lz4-block";
import type {
  Allocate,
  BytesToBytesCodec,
  CodecContext,
  CodecFactory,
  DecodeBound,
  JsonObject,
} from "@zarrkit/core/contract";

/** What metadata says. */
export interface Lz4Configuration {
  /** 1 is the default; larger is faster and packs less. Only writers look at it. */
  readonly acceleration: number;
}

const HEADER_SIZE = 4;

/** LZ4's own limit, LZ4_MAX_INPUT_SIZE. */
const LARGEST_INPUT = 0x7e000000;

/** One byte of a block stands for 255 bytes of output at most. */
const MAXIMUM_RATIO = 255;

function readAcceleration(configuration: JsonObject | undefined, { spelling }: CodecContext): number {
  for (const key of Object.keys(configuration ?? {})) {
    if (spelling === "zarr" && key !== "acceleration") {
      throw new Error(`the lz4 codec has no option ${JSON.stringify(key)}; it knows: acceleration`);
    }
  }
  const { acceleration = 1 } = (configuration ?? {}) as JsonObject;
  if (typeof acceleration !== "number" || !Number.isInteger(acceleration)) {
    throw new TypeError(`the acceleration of the lz4 codec must be an integer, found ${String(acceleration)}`);
  }
  return acceleration;
}

/** Longer blocks are encoded in memory of their own. */
const LARGEST_ROOM = 4 * 1024 * 1024;

/** Memory for the block that is being encoded; used again, since fresh memory costs more than a copy out of it. */
let room = new Uint8Array(0);

function roomFor(size: number): Uint8Array {
  if (size > LARGEST_ROOM) return new Uint8Array(size);
  if (size > room.length) room = new Uint8Array(size);
  return room;
}

const allocateFresh: Allocate = (byteLength) => new Uint8Array(byteLength);

function encode(bytes: Uint8Array, acceleration: number, allocate: Allocate = allocateFresh): Uint8Array {
  if (bytes.length > LARGEST_INPUT) {
    throw new RangeError(`lz4 encodes up to ${LARGEST_INPUT} bytes at once; found ${bytes.length}`);
  }
  const target = roomFor(HEADER_SIZE + largestBlock(bytes.length));
  new DataView(target.buffer).setUint32(0, bytes.length, true);
  const end = encodeBlock(bytes, target, HEADER_SIZE, acceleration);
  const encoded = allocate(end);
  encoded.set(target.subarray(0, end));
  return encoded;
}

function decode(bytes: Uint8Array, bound: DecodeBound): Uint8Array {
  if (bytes.length <= HEADER_SIZE) {
    throw new RangeError(`lz4 data holds at least ${HEADER_SIZE + 1} bytes; found ${bytes.length}`);
  }
  const size = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true);
  if (size > bound.limit || (bound.size !== undefined && size !== bound.size)) {
    throw new RangeError(
      `lz4 data should decode to ${bound.size ?? `at most ${bound.limit}`} bytes; it declares ${size}`,
    );
  }
  if (size > MAXIMUM_RATIO * bytes.length) {
    throw new Error(`damaged lz4 data: ${bytes.length} bytes cannot hold the ${size} that they declare`);
  }
  const decoded = new Uint8Array(size);
  decodeBlock(bytes.subarray(HEADER_SIZE), decoded);
  return decoded;
}

/** Makes the codec from `{ acceleration }`. */
export const factory: CodecFactory = {
  create(configuration: JsonObject | undefined, context: CodecContext): BytesToBytesCodec {
    const acceleration = readAcceleration(configuration, context);
    return Object.freeze<BytesToBytesCodec>({
      kind: "bytes_to_bytes",
      configuration: { acceleration },
      encode: (bytes: Uint8Array, allocate?: Allocate) => encode(bytes, acceleration, allocate),
      decode,
    });
  },
};
