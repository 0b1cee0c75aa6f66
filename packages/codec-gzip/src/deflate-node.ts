/** gzip and zlib by `node:zlib`: small chunks inline, large ones on the thread pool, unless the thread may be held up. */
import { availableParallelism } from "node:os";
import * as native from "node:zlib";
import { handOver, takeOutput } from "@zarrkit/codec-base/output-memory";
import { ThreadPool } from "@zarrkit/codec-base/thread-pool";
import type { Allocate, DecodeBound, MaybePromise } from "@zarrkit/core/contract";
import { encodeFastGzip } from "./fast-gzip.ts";
import { checkLength, type DeflateFormat, tooLong } from "./limit.ts";

const threadPool = new ThreadPool(availableParallelism());

/** Up to these lengths a call on the thread pool costs more than the work itself. */
const INLINE_DECODE = 64 * 1024;
const INLINE_ENCODE = 16 * 1024;
/** Up to here decoding takes one or two milliseconds, for which the event loop can wait where the thread pool is busy. */
const SHORT_DECODE = 512 * 1024;

/** Deflate cannot shrink further than this, so that longer output cannot come from so few bytes. */
const MAXIMUM_RATIO = 1032;

/** With `info`, node answers the engine too, which counts the input it used. */
interface Result {
  readonly buffer: Buffer;
  readonly engine: { readonly bytesWritten: number };
}

/**
 * How to compress at a level. Memory for longer blocks makes it a sixth faster on noisy numbers, and no larger. At the fastest
 * level half the window goes on to fit into a core's cache, which saves as much again; sizes differ by up to 3 %, either way.
 */
function encodeOptions(level: number, chunkSize: number): native.ZlibOptions {
  return level === 1 ? { level, chunkSize, memLevel: 9, windowBits: 14 } : { level, chunkSize, memLevel: 9 };
}

/** Compresses at a level of -1 to 9. `blocking`: the work may hold up the thread. */
export function encodeDeflate(
  format: DeflateFormat,
  bytes: Uint8Array,
  level: number,
  blocking = false,
  allocate?: Allocate,
): MaybePromise<Uint8Array> {
  const fast = format === "gzip" && level === 1 ? encodeFastGzip(bytes, allocate) : undefined;
  if (fast !== undefined) return fast;
  // What deflate may need at most, so that there is but one buffer to fill.
  const room = bytes.length + (bytes.length >> 10) + 64;
  const options = encodeOptions(level, room);
  if (blocking || bytes.length <= INLINE_ENCODE) {
    const encoded = format === "gzip" ? native.gzipSync(bytes, options) : native.deflateSync(bytes, options);
    return handOver(encoded, room, allocate);
  }
  const encode = format === "gzip" ? native.gzip : native.deflate;
  return threadPool.run((done) => encode(bytes, options, done)).then((encoded) => handOver(encoded, room, allocate));
}

/**
 * Decompresses, to `into` where that has the length of the output. Throws on damaged input and when the output would pass
 * the bound.
 */
export function decodeDeflate(
  format: DeflateFormat,
  bytes: Uint8Array,
  bound: DecodeBound,
  blocking = false,
  into?: Uint8Array,
): MaybePromise<Uint8Array> {
  const likely = Math.min(bound.size ?? Math.max(4 * bytes.length, 1024), bound.limit, MAXIMUM_RATIO * bytes.length);
  // Longer than the output, or zlib fills a second buffer to find the end.
  const room = likely + 64;
  const options: native.ZlibOptions = {
    chunkSize: room,
    maxOutputLength: Math.max(bound.limit, 1),
    info: true,
  };

  const finish = (result: unknown): Uint8Array => {
    const { buffer, engine } = result as Result;
    const used = engine.bytesWritten;
    if (used !== bytes.length) {
      throw new Error(`${format} data should end after ${used} bytes; found ${bytes.length - used} more`);
    }
    checkLength(format, buffer.length, bound);
    return takeOutput(buffer, room, into);
  };
  const explain = (cause: unknown): Error => {
    if ((cause as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") return tooLong(format, bound);
    return new Error(`damaged ${format} data: ${(cause as Error).message}`, { cause });
  };

  if (blocking || likely <= INLINE_DECODE || (likely <= SHORT_DECODE && threadPool.isOwnTurn())) {
    let result: unknown;
    try {
      result = format === "gzip" ? native.gunzipSync(bytes, options) : native.inflateSync(bytes, options);
    } catch (cause) {
      throw explain(cause);
    }
    return finish(result);
  }
  const decode = format === "gzip" ? native.gunzip : native.inflate;
  return threadPool
    .run((done) => decode(bytes, options, done))
    .then(finish, (cause: unknown) => Promise.reject(explain(cause)));
}
