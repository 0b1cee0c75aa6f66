import { type ByteRange, type ForeignByteRange, type ReadOptions, StoreError } from "@zarrkit/core";
import type { ForeignStore, ForeignValue } from "./foreign-store.ts";
import type { WholeValues } from "./whole-values.ts";

/** Reads of one foreign store. `description` is its name in errors. */
export interface ForeignReads {
  readonly foreign: ForeignStore;
  readonly description: string;
  /** Values that were read whole for a range of them. */
  readonly wholeValues: WholeValues;
}

/** Reads a value, or a range of it: in part where the store can, and otherwise from the whole value. */
export async function readForeign(
  reads: ForeignReads,
  key: string,
  { range, signal }: ReadOptions,
): Promise<Uint8Array | undefined> {
  const { foreign, description, wholeValues } = reads;
  const whole = async () => bytesOf(await foreign.get(`/${key}`, { signal }), key, description);
  if (range === undefined) return whole();
  const wanted = foreignRange(range);
  if (foreign.getRange !== undefined && wanted !== undefined) return readPart(reads, key, wanted, signal);
  signal?.throwIfAborted();
  // Others may want parts of the same value, so one caller's signal does not stop the read.
  const value = await wholeValues.read(key, async () => bytesOf(await foreign.get(`/${key}`), key, description));
  signal?.throwIfAborted();
  return clip(value, range);
}

async function readPart(
  { foreign, description }: ForeignReads,
  key: string,
  wanted: ForeignByteRange,
  signal: AbortSignal | undefined,
): Promise<Uint8Array | undefined> {
  const part = async (range: ForeignByteRange) =>
    bytesOf(await foreign.getRange?.(`/${key}`, range, { signal }), key, description);
  try {
    return await part(wanted);
  } catch (error) {
    // Some stores refuse what reaches beyond the value instead of clipping it.
    const inside = await clippedRange(foreign, key, wanted);
    if (inside === undefined) throw error;
    return lengthOf(inside) === 0 ? new Uint8Array(0) : part(inside);
  }
}

/** The part of a range that lies inside the value; `undefined` when that is all of it, or nobody knows. */
async function clippedRange(
  foreign: ForeignStore,
  key: string,
  range: ForeignByteRange,
): Promise<ForeignByteRange | undefined> {
  const size = await foreign.getsize?.(`/${key}`);
  if (size === undefined) return undefined;
  if ("suffixLength" in range) return range.suffixLength > size ? { offset: 0, length: size } : undefined;
  const { offset, length } = range;
  return offset + length > size ? { offset, length: Math.max(0, size - offset) } : undefined;
}

function bytesOf(value: ForeignValue, key: string, store: string): Uint8Array | undefined {
  if (value === undefined || value === null) return undefined;
  if (value instanceof Uint8Array) return value;
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  throw new StoreError(`The store answered ${Object.prototype.toString.call(value)} where a Uint8Array is due`, {
    store,
    key,
  });
}

function foreignRange(range: ByteRange): ForeignByteRange | undefined {
  if ("suffix" in range) return { suffixLength: range.suffix };
  return range.length === undefined ? undefined : { offset: range.offset, length: range.length };
}

function lengthOf(range: ForeignByteRange): number {
  return "suffixLength" in range ? range.suffixLength : range.length;
}

function clip(bytes: Uint8Array | undefined, range: ByteRange): Uint8Array | undefined {
  if (bytes === undefined) return undefined;
  if ("suffix" in range) return bytes.subarray(Math.max(0, bytes.length - range.suffix));
  return bytes.subarray(range.offset, range.length === undefined ? undefined : range.offset + range.length);
}
