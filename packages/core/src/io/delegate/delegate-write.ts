import { isSharedMemory } from "../../buffer/allocate.ts";
import { contiguousStride, elementCount } from "../../buffer/stride.ts";
import type { Executor } from "../../contract/index.ts";
import { packRegion, unpackRegion } from "../../plan/pack-region.ts";
import type { ChunkProjection } from "../../plan/split-box.ts";
import type { ArrayAccess } from "../access/array-access.ts";
import { copyIntoChunk } from "../scatter/region-copy.ts";
import type { ChunkTarget } from "../scatter/scatter.ts";
import { taskArrayOf } from "./task-array.ts";
import type { WriteWork } from "./write-work.ts";

/** A chunk to write, its value, and who may call it off. */
export interface DelegatedWrite {
  readonly access: ArrayAccess;
  readonly value: ChunkTarget;
  readonly signal: AbortSignal | undefined;
}

/** Lets an executor encode and store a chunk that is written as a whole. It is the key's turn. */
export function delegateWrite(
  executor: Executor,
  { access, value, signal }: DelegatedWrite,
  chunk: ChunkProjection,
): Promise<void> {
  const { region } = chunk;
  const itemSize = access.metadata.dataType.itemSize as number;
  const packed = packRegion(region);
  const byteLength = elementCount(packed.shape) * itemSize;
  const stride = contiguousStride(packed.shape);
  const elements = value.elements as Uint8Array;
  const work: WriteWork = { kind: "write", chunk, value: { elements, offset: value.offset, stride: value.stride } };
  // What is shared need not be copied, and of a scalar there is nothing to copy.
  const isLight = isSharedMemory(elements) || elements.buffer.byteLength <= byteLength;
  return executor.write({
    array: taskArrayOf(access),
    work: isLight ? work : undefined,
    byteLength,
    signal,
    stage(memory): WriteWork {
      const staged = memory.subarray(0, byteLength);
      const target = { elements: staged, shape: packed.shape, stride, offset: 0 };
      copyIntoChunk(value, unpackRegion(region), target, itemSize);
      return {
        kind: "write",
        chunk: { ...chunk, region: packed.region },
        value: { elements: staged, offset: 0, stride },
      };
    },
  });
}
