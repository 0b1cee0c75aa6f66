import { copyElements } from "../../buffer/allocate.ts";
import type { Chunk, Elements, MaybePromise, StoreKey } from "../../contract/index.ts";
import { chained } from "../../pipeline/maybe.ts";
import { valueVersion } from "../../store/access.ts";
import type { CachedChunk, ChunkCache } from "../coordination/chunk-cache.ts";
import type { Coordination } from "../coordination/coordination.ts";
import type { ReadJob } from "./read-job.ts";

/** What the cache keeps of a chunk, decoded: the whole of it, or inner chunks by position. */
export interface KeptChunks {
  /** The version of the stored value as the read began. */
  readonly version: string | undefined;
  /** True when anything of the stored value is kept. */
  any(): boolean;
  /** The inner chunk at a position, or the whole chunk; `undefined` when it is not kept. */
  find(position?: number): CachedChunk | undefined;
  /** Keeps one, unless something was written since the read began, and answers it. It belongs to the cache now. */
  keep<T extends Chunk | undefined>(chunk: T, position?: number): T;
  /** What is kept of the inner chunk at a position. */
  below(position: number): KeptChunks;
}

/** Sees to it that those who coordinate have a cache. Answers the way to what is kept in it. */
export async function loadKeptChunks(coordination: Coordination): Promise<typeof keptChunks> {
  const { ChunkCache } = await import("../coordination/chunk-cache.ts");
  coordination.shared.decoded ??= new ChunkCache();
  return keptChunks;
}

/** What is kept of a stored value, in the cache that was loaded. */
function keptChunks({ access, signal }: Pick<ReadJob, "access" | "signal">, key: StoreKey): MaybePromise<KeptChunks> {
  const { store, coordination, layout, config } = access;
  const { writes } = coordination;
  const decoded = coordination.shared.decoded as ChunkCache;
  decoded.reserve(config.chunkCacheBytes);
  return chained(valueVersion(store, key, { signal }), (version) => {
    const name = { key: coordination.sharedKey(key), layout, version };
    const keptBelow = (path: string): KeptChunks => ({
      version,
      any: () => decoded.has(name),
      find: (position) => decoded.get(name, `${path}${position ?? ""}`),
      keep(chunk, position) {
        if (coordination.writes !== writes) return chunk;
        const own = chunk && { ...chunk, elements: ownElements(chunk.elements, store.borrowed === true) };
        decoded.add(name, `${path}${position ?? ""}`, own);
        return own as typeof chunk;
      },
      below: (position) => keptBelow(`${path}${position}/`),
    });
    return keptBelow("");
  });
}

/** Elements in memory that nobody else can change, and that holds nothing else which it would keep alive. */
function ownElements(elements: Elements, borrowed: boolean): Elements {
  if (Array.isArray(elements)) return elements;
  return borrowed || elements.byteLength < elements.buffer.byteLength ? copyElements(elements) : elements;
}
