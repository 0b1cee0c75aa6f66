import { availableParallelism } from "node:os";
import { deflateRawSync, inflateRaw, inflateRawSync } from "node:zlib";
import { handOver, takeOutput } from "@zarrkit/codec-base/output-memory";
import { ThreadPool } from "@zarrkit/codec-base/thread-pool";
import type { CodecFactory } from "@zarrkit/core/contract";

const threadPool = new ThreadPool(availableParallelism());

/** Raw deflate, in Node: short work by whoever asks when it is their turn, the rest on the thread pool. */
export const factory: CodecFactory = {
  create: (_, { blocking = false }) => ({
    kind: "bytes_to_bytes",
    configuration: {},

    encode(bytes, allocate) {
      const room = bytes.length + (bytes.length >> 10) + 64;
      return handOver(deflateRawSync(bytes, { chunkSize: room }), room, allocate);
    },

    decode(bytes, { size, limit }, into) {
      // Longer than the output, or zlib fills a second buffer to find the end.
      const room = Math.min(size ?? 4 * bytes.length, limit) + 64;
      const options = { chunkSize: room, maxOutputLength: Math.max(limit, 1) };
      const finish = (output: Uint8Array): Uint8Array => {
        if (output.length <= limit && output.length === (size ?? output.length)) return takeOutput(output, room, into);
        throw new RangeError(`expected ${size ?? `at most ${limit}`} bytes, found ${output.length}`);
      };
      const isOwn = blocking || room < 65536 || (room < 524288 && threadPool.isOwnTurn());
      if (isOwn) return finish(inflateRawSync(bytes, options));
      return threadPool.run((done) => inflateRaw(bytes, options, done)).then(finish);
    },
  }),
};
