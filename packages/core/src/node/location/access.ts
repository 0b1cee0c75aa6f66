import type { CodecChain, Store } from "../../contract/index.ts";
import { type ArrayAccess, arrayAccess } from "../../io/access/array-access.ts";
import { loadKeptChunks } from "../../io/read/kept-chunks.ts";
import { firstSpec, otherSpecs } from "../../metadata/chunk-spec.ts";
import type { ArrayMetadata } from "../../metadata/model.ts";
import { buildChain } from "../../pipeline/build.ts";
import type { SubdividedChunks } from "../../pipeline/chain.ts";
import { documentNames } from "../../store/document-names.ts";
import type { Environment } from "./environment.ts";
import { documentPlace, type Location } from "./location.ts";

/** Makes ready to read and write the array of some metadata; `chain` where its codecs are made already. */
export async function openAccess(
  { store, path }: Location,
  metadata: ArrayMetadata,
  environment: Environment,
  chain?: CodecChain,
): Promise<ArrayAccess> {
  const { registry, config } = environment;
  const document = metadata.zarrFormat === 3 ? documentNames.v3 : documentNames.v2Array;
  const options = {
    registry,
    place: documentPlace({ store, path }, document),
    chunkBytesLimit: config.limits.chunkBytes,
    blocking: config.blocking,
    otherSpecs: otherSpecs(metadata),
    loadSubdivided,
  };
  const spec = firstSpec(metadata);
  const codecs = chain ?? (await buildChain(metadata.codecs, spec, options));
  const keptChunks = config.chunkCacheBytes > 0 ? await loadKeptChunks(store) : undefined;
  const isSubdivided = codecs.subdivision(spec) !== undefined;
  const readsSpans = keptChunks === undefined && hasSpans(store, codecs);
  const { readSubdivided, readSpan } =
    isSubdivided || readsSpans ? await import("../../io/delegate/special-reads.ts") : {};
  return arrayAccess(store, path, metadata, codecs, config, {
    keptChunks,
    readSubdivided: isSubdivided ? readSubdivided : undefined,
    readSpan: readsSpans ? readSpan : undefined,
  });
}

/** What chains of subdividing codecs need. */
export const loadSubdivided = (): Promise<SubdividedChunks> => import("../../io/delegate/special-reads.ts");

/**
 * Whether a part of a chunk can be read by itself. Only from stores close by: over a network, a chunk is best fetched once
 * for all who want parts of it.
 */
function hasSpans(store: Store, { elementwise }: CodecChain): boolean {
  return elementwise && store.bytesPerRequest !== undefined && store.size !== undefined;
}
