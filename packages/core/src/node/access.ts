import type { CodecChain } from "../contract/index.ts";
import { type ArrayAccess, arrayAccess } from "../io/array-access.ts";
import { firstSpec, otherSpecs } from "../metadata/chunk-spec.ts";
import type { ArrayMetadata } from "../metadata/model.ts";
import { buildChain } from "../pipeline/build.ts";
import { documentNames } from "../store/document-names.ts";
import type { Environment } from "./environment.ts";
import { keyBelow, type Location, placeOf } from "./location.ts";

/** Makes ready to read and write the array of some metadata; `chain` where its codecs are made already. */
export async function openAccess(
  { store, path }: Location,
  metadata: ArrayMetadata,
  environment: Environment,
  chain?: CodecChain,
): Promise<ArrayAccess> {
  const { registry, config } = environment;
  const key = keyBelow(path, metadata.zarrFormat === 3 ? documentNames.v3 : documentNames.v2Array);
  const options = {
    registry,
    place: { ...placeOf({ store, path }), key },
    chunkBytesLimit: config.limits.chunkBytes,
    blocking: config.blocking,
    otherSpecs: otherSpecs(metadata),
  };
  const spec = firstSpec(metadata);
  const codecs = chain ?? (await buildChain(metadata.codecs, spec, options));
  const isSubdivided = codecs.subdivision(spec) !== undefined;
  const { readSubdivided } = isSubdivided ? await import("../io/read-subdivided.ts") : {};
  const { keptChunks } = config.chunkCacheBytes > 0 ? await import("../io/kept-chunks.ts") : {};
  return arrayAccess(store, path, metadata, codecs, config, { readSubdivided, keptChunks });
}
