import type { CodecChain, Store } from "../../contract/index.ts";
import { type ArrayAccess, arrayAccess, type LoadSpecialReads } from "../../io/access/array-access.ts";
import { coordinationOf } from "../../io/coordination/coordination.ts";
import { firstSpec, otherSpecs } from "../../metadata/chunk-spec.ts";
import type { ArrayMetadata } from "../../metadata/model.ts";
import { buildChain } from "../../pipeline/build.ts";
import { documentNames } from "../../store/document-names.ts";
import type { Environment } from "./environment.ts";
import { documentPlace, type Location } from "./location.ts";

export interface OpenAccessOptions {
  /** The codecs, where they are made already. */
  readonly chain?: CodecChain | undefined;
  readonly loadSpecialReads: LoadSpecialReads;
}

/** Makes ready to read and write the array of some metadata. */
export async function openAccess(
  { store, path }: Location,
  metadata: ArrayMetadata,
  environment: Environment,
  { chain, loadSpecialReads }: OpenAccessOptions,
): Promise<ArrayAccess> {
  const { registry, config } = environment;
  const document = metadata.zarrFormat === 3 ? documentNames.v3 : documentNames.v2Array;
  const options = {
    registry,
    place: documentPlace({ store, path }, document),
    chunkBytesLimit: config.limits.chunkBytes,
    blocking: config.blocking,
    otherSpecs: otherSpecs(metadata),
    loadSubdivided: loadSpecialReads,
  };
  const spec = firstSpec(metadata);
  const codecs = chain ?? (await buildChain(metadata.codecs, spec, options));
  const keepsChunks = config.chunkCacheBytes > 0;
  const isSubdivided = codecs.subdivision(spec) !== undefined;
  const readsSpans = !keepsChunks && hasSpans(store, codecs);
  const isPlain = !(keepsChunks || isSubdivided || readsSpans);
  const { loadKeptChunks, readSubdivided, readSpan } = isPlain ? {} : await loadSpecialReads();
  return arrayAccess(store, path, metadata, codecs, config, {
    loadSpecialReads,
    keptChunks: keepsChunks ? await loadKeptChunks?.(coordinationOf(store)) : undefined,
    readSubdivided: isSubdivided ? readSubdivided : undefined,
    readSpan: readsSpans ? readSpan : undefined,
  });
}

/**
 * Whether a part of a chunk can be read by itself. Only from stores close by: over a network, a chunk is best fetched once
 * for all who want parts of it.
 */
function hasSpans(store: Store, { elementwise }: CodecChain): boolean {
  return elementwise && store.bytesPerRequest !== undefined && store.size !== undefined;
}
