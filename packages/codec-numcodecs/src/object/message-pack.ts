/**
 * MessagePack as Python's `msgpack` writes and reads it. Integers beyond 2^53 are `bigint`; extension
 * types are refused. Written here rather than taken from a library, so that no header of damaged data
 * can reserve more memory than the input has bytes.
 *
 * Source: the MessagePack specification (github.com/msgpack/msgpack/blob/master/spec.md).
 */
import { PythonFloat } from "./python-float.ts";

const DEEPEST = 512;
const textDecoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const textEncoder = new TextEncoder();

/** Reads one value that fills all the bytes. `raw`: text comes out as bytes. Throws on damaged input. */
export function readMessagePack(bytes: Uint8Array, raw: boolean): unknown {
  const reader = new MessagePackReader(bytes, raw);
  const value = reader.read(0);
  if (reader.remaining > 0) throw new RangeError(`MessagePack: ${reader.remaining} bytes are left over`);
  return value;
}

class MessagePackReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #raw: boolean;
  #position = 0;

  constructor(bytes: Uint8Array, raw: boolean) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#raw = raw;
  }

  get remaining(): number {
    return this.#bytes.length - this.#position;
  }

  read(depth: number): unknown {
    if (depth > DEEPEST) throw new RangeError(`MessagePack is nested deeper than ${DEEPEST} levels`);
    const head = this.#unsigned(1);
    if (head < 0x80) return head;
    if (head < 0x90) return this.#map(head & 0x0f, depth);
    if (head < 0xa0) return this.#array(head & 0x0f, depth);
    if (head < 0xc0) return this.#text(head & 0x1f);
    if (head >= 0xe0) return head - 0x100;
    switch (head) {
      case 0xc0:
        return null;
      case 0xc2:
        return false;
      case 0xc3:
        return true;
      case 0xc4:
      case 0xc5:
      case 0xc6:
        return this.#take(this.#unsigned(1 << (head - 0xc4))).slice();
      case 0xca:
        return this.#view.getFloat32(this.#advance(4));
      case 0xcb:
        return this.#view.getFloat64(this.#advance(8));
      case 0xcc:
      case 0xcd:
      case 0xce:
        return this.#unsigned(1 << (head - 0xcc));
      case 0xcf:
        return narrow(this.#view.getBigUint64(this.#advance(8)));
      case 0xd0:
        return this.#view.getInt8(this.#advance(1));
      case 0xd1:
        return this.#view.getInt16(this.#advance(2));
      case 0xd2:
        return this.#view.getInt32(this.#advance(4));
      case 0xd3:
        return narrow(this.#view.getBigInt64(this.#advance(8)));
      case 0xd9:
      case 0xda:
      case 0xdb:
        return this.#text(this.#unsigned(1 << (head - 0xd9)));
      case 0xdc:
      case 0xdd:
        return this.#array(this.#unsigned(2 << (head - 0xdc)), depth);
      case 0xde:
      case 0xdf:
        return this.#map(this.#unsigned(2 << (head - 0xde)), depth);
      default:
        throw new Error(`MessagePack: type 0x${head.toString(16)} is not supported`);
    }
  }

  #array(length: number, depth: number): unknown[] {
    // Every item takes a byte at least.
    if (length > this.remaining)
      throw new RangeError(`MessagePack: ${length} items do not fit ${this.remaining} bytes`);
    const items: unknown[] = [];
    for (let index = 0; index < length; index++) items.push(this.read(depth + 1));
    return items;
  }

  #map(length: number, depth: number): unknown {
    if (2 * length > this.remaining)
      throw new RangeError(`MessagePack: ${length} pairs do not fit ${this.remaining} bytes`);
    const object = {};
    for (let index = 0; index < length; index++) {
      const key = this.read(depth + 1);
      const name = key instanceof Uint8Array ? decodeText(key) : key;
      if (typeof name !== "string") throw new TypeError(`MessagePack: a key is not text but ${typeof name}`);
      const value = this.read(depth + 1);
      // Defined, not assigned: "__proto__" is a key like any other.
      Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
    }
    return object;
  }

  #text(length: number): string | Uint8Array {
    const bytes = this.#take(length);
    return this.#raw ? bytes.slice() : decodeText(bytes);
  }

  #unsigned(size: number): number {
    const start = this.#advance(size);
    if (size === 1) return this.#view.getUint8(start);
    return size === 2 ? this.#view.getUint16(start) : this.#view.getUint32(start);
  }

  #take(length: number): Uint8Array {
    const start = this.#advance(length);
    return this.#bytes.subarray(start, start + length);
  }

  #advance(length: number): number {
    if (length > this.remaining)
      throw new RangeError(`MessagePack: ${length} bytes wanted, ${this.remaining} are left`);
    const start = this.#position;
    this.#position += length;
    return start;
  }
}

function decodeText(bytes: Uint8Array): string {
  try {
    return textDecoder.decode(bytes);
  } catch (cause) {
    throw new TypeError("MessagePack: text is not valid UTF-8", { cause });
  }
}

function narrow(value: bigint): number | bigint {
  return BigInt.asIntN(54, value) === value ? Number(value) : value;
}

/** How Python's `msgpack` is told to write. */
export interface MessagePackOptions {
  readonly use_bin_type: boolean;
  readonly use_single_float: boolean;
}

/** Writes one value in its shortest form. Throws on what MessagePack has no form for. */
export function writeMessagePack(value: unknown, options: MessagePackOptions): Uint8Array {
  const parts: Uint8Array[] = [];
  writeValue(value, options, parts, 0);
  const output = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let position = 0;
  for (const part of parts) {
    output.set(part, position);
    position += part.length;
  }
  return output;
}

function writeValue(value: unknown, options: MessagePackOptions, parts: Uint8Array[], depth: number): void {
  if (depth > DEEPEST) throw new RangeError(`a value is nested deeper than ${DEEPEST} levels, or contains itself`);
  if (value === null || value === undefined) parts.push(Uint8Array.of(0xc0));
  else if (typeof value === "boolean") parts.push(Uint8Array.of(value ? 0xc3 : 0xc2));
  else if (typeof value === "bigint") parts.push(integer(value));
  else if (typeof value === "number") {
    const whole = Number.isInteger(value) && !Object.is(value, -0) && Math.abs(value) <= 2 ** 53;
    parts.push(whole ? integer(BigInt(value)) : float(value, options));
  } else if (value instanceof PythonFloat) parts.push(float(value.value, options));
  else if (typeof value === "string") writeText(textEncoder.encode(value), options, parts);
  else if (value instanceof Uint8Array) {
    if (options.use_bin_type) parts.push(sized(value.length, undefined, 0xc4), value);
    else writeText(value, options, parts);
  } else if (Array.isArray(value)) {
    parts.push(sized(value.length, [0x90, 16], 0xdb));
    for (const item of value) writeValue(item, options, parts, depth + 1);
  } else if (Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null) {
    const entries = Object.entries(value);
    parts.push(sized(entries.length, [0x80, 16], 0xdd));
    for (const [key, item] of entries) {
      writeText(textEncoder.encode(key), options, parts);
      writeValue(item, options, parts, depth + 1);
    }
  } else throw new TypeError(`MessagePack has no form for ${value.constructor.name}`);
}

function writeText(bytes: Uint8Array, options: MessagePackOptions, parts: Uint8Array[]): void {
  // Without the bin types there is no 8-bit length for text either.
  const skip = !options.use_bin_type && bytes.length >= 32 && bytes.length < 256;
  parts.push(skip ? header(0xda, bytes.length, 2) : sized(bytes.length, [0xa0, 32], 0xd9), bytes);
}

/** A length: in the type byte when it is small enough, else in 1, 2 or 4 bytes, whichever types there are. */
function sized(length: number, small: readonly [base: number, limit: number] | undefined, first: number): Uint8Array {
  if (small !== undefined && length < small[1]) return Uint8Array.of(small[0] + length);
  // Lists and maps have no 8-bit length: their first type stands for 16 bits.
  const eightBits = small === undefined || small[1] === 32;
  if (eightBits && length < 0x100) return header(first, length, 1);
  if (length < 0x10000) return header(first + 1, length, 2);
  if (length > 0xffffffff) throw new RangeError(`MessagePack: a length of ${length} does not fit 32 bits`);
  return header(first + 2, length, 4);
}

function header(type: number, value: number, size: 1 | 2 | 4): Uint8Array {
  const bytes = new Uint8Array(1 + size);
  const view = new DataView(bytes.buffer);
  bytes[0] = type;
  if (size === 1) view.setUint8(1, value);
  else if (size === 2) view.setUint16(1, value);
  else view.setUint32(1, value);
  return bytes;
}

function integer(value: bigint): Uint8Array {
  const small = Number(value);
  if (value >= -32n && value < 128n) return Uint8Array.of(small & 0xff);
  if (value >= 0n) {
    if (value < 0x100n) return header(0xcc, small, 1);
    if (value < 0x10000n) return header(0xcd, small, 2);
    if (value < 0x100000000n) return header(0xce, small, 4);
  } else {
    if (value >= -0x80n) return header(0xd0, small, 1);
    if (value >= -0x8000n) return header(0xd1, small, 2);
    if (value >= -0x80000000n) return header(0xd2, small, 4);
  }
  const bytes = new Uint8Array(9);
  const view = new DataView(bytes.buffer);
  if (value >= 0n && BigInt.asUintN(64, value) === value) {
    bytes[0] = 0xcf;
    view.setBigUint64(1, value);
  } else if (BigInt.asIntN(64, value) === value) {
    bytes[0] = 0xd3;
    view.setBigInt64(1, value);
  } else throw new RangeError(`MessagePack: ${value} does not fit 64 bits`);
  return bytes;
}

function float(value: number, options: MessagePackOptions): Uint8Array {
  const bytes = new Uint8Array(options.use_single_float ? 5 : 9);
  const view = new DataView(bytes.buffer);
  bytes[0] = options.use_single_float ? 0xca : 0xcb;
  if (options.use_single_float) view.setFloat32(1, value);
  else view.setFloat64(1, value);
  return bytes;
}
