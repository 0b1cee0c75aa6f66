import type { JsonObject, JsonValue } from "@zarrkit/core/contract";

/** The configuration of `sharding_indexed`, read and checked. */
export interface ShardingConfiguration {
  /** Shape of an inner chunk, in elements. */
  readonly chunkShape: readonly number[];
  /** Codecs of the inner chunks. */
  readonly codecs: readonly JsonValue[];
  /** Codecs of the index. */
  readonly indexCodecs: readonly JsonValue[];
  /** Which end of the shard the index is at. */
  readonly indexLocation: "start" | "end";
}

/** Throws when a required member is missing or of the wrong form. */
export function parseConfiguration(configuration: JsonObject | undefined): ShardingConfiguration {
  const chunkShape = configuration?.["chunk_shape"];
  if (!isList(chunkShape) || !chunkShape.every((size) => Number.isSafeInteger(size) && (size as number) >= 1)) {
    throw new Error(`chunk_shape must be a list of integers of at least 1, found ${String(chunkShape)}`);
  }
  const { index_location: indexLocation = "end" } = configuration ?? {};
  if (indexLocation !== "start" && indexLocation !== "end") {
    throw new Error(`index_location must be "start" or "end", found ${String(indexLocation)}`);
  }
  return {
    chunkShape: chunkShape as readonly number[],
    codecs: codecList(configuration, "codecs"),
    indexCodecs: codecList(configuration, "index_codecs"),
    indexLocation,
  };
}

function codecList(configuration: JsonObject | undefined, member: string): readonly JsonValue[] {
  const list = configuration?.[member];
  if (isList(list) && list.length > 0) return list;
  throw new Error(`${member} must be a list of at least one codec`);
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
