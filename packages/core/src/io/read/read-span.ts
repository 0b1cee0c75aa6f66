import { Lease } from "../../buffer/scratch.ts";
import { contiguousStride } from "../../buffer/stride.ts";
import type { Chunk, DecodedSpan, MaybePromise } from "../../contract/index.ts";
import { chained } from "../../pipeline/maybe.ts";
import { valueSize } from "../../store/access.ts";
import { readValue } from "../../store/read-value.ts";
import { type Delivery, deliver } from "../scatter/delivery.ts";
import { type ChunkName, decodeChunk, lendForBytes, lendForChunk, type ReadJob, readMissing } from "./read-job.ts";

/** Reads a part of a chunk that is stored as its elements. False, and nothing read, when its length is not right. */
export function readSpan(
  job: ReadJob,
  name: ChunkName,
  deliveries: readonly Delivery[],
  { start, end }: DecodedSpan,
): MaybePromise<boolean> {
  const { access, gate, signal, priority } = job;
  const { store, chain } = access;
  const spec = access.specOf(name.coordinates);
  const itemSize = spec.dataType.itemSize as number;
  const length = end - start;
  const lease = new Lease();
  const decode = (bytes: Uint8Array): MaybePromise<boolean> => {
    const part = { ...spec, shape: [length / itemSize] };
    const options = lendForChunk(access, lease, undefined);
    return chained(decodeChunk(access, bytes, chain, part, name, options), ({ elements, offset }: Chunk) => {
      const stride = contiguousStride(spec.shape);
      // The elements before those that were read count, too.
      const chunk = { elements, shape: spec.shape, stride, offset: offset - start / itemSize };
      deliver(deliveries, chunk, itemSize);
      return true;
    });
  };
  const read = (): MaybePromise<boolean> =>
    chained(valueSize(store, name.key, { signal, priority }), (size) => {
      if (size === undefined) {
        readMissing(job, deliveries, name);
        return true;
      }
      if (size !== chain.encodedSize(spec)) return false;
      const range = { offset: start, length };
      const allocate = lendForBytes(access, lease);
      return chained(readValue(store, name.key, { signal, priority, range, allocate }), (bytes) =>
        bytes?.length === length ? decode(bytes) : false,
      );
    });
  return released(lease, () => gate.run(read));
}

/** Releases a lease when some work has ended, however it does. */
function released<T>(lease: Lease, work: () => MaybePromise<T>): MaybePromise<T> {
  let result: MaybePromise<T> | undefined;
  try {
    result = work();
    return result instanceof Promise ? result.finally(() => lease.release()) : result;
  } finally {
    if (!(result instanceof Promise)) lease.release();
  }
}
