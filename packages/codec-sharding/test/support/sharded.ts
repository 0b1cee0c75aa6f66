import { bytes } from "@zarrkit/codec-bytes";
import { crc32c } from "@zarrkit/codec-crc32c";
import { gzip } from "@zarrkit/codec-gzip";
import { transpose } from "@zarrkit/codec-transpose";
import {
  type ArrayCreationOptions,
  createEnvironment,
  createRegistry,
  type Environment,
  ZarrArray,
} from "@zarrkit/core";
import type { JsonObject, JsonValue } from "@zarrkit/core/contract";
import { bool } from "@zarrkit/dtypes/bool";
import { float32 } from "@zarrkit/dtypes/float";
import { int16, int32, uint8, uint64 } from "@zarrkit/dtypes/integer";
import { MemoryStore } from "@zarrkit/store-memory";
import { sharding } from "../../src/index.ts";

export const environment: Environment = createEnvironment(
  createRegistry(bool, float32, int16, int32, uint8, uint64, bytes, transpose, crc32c, gzip, sharding),
);

export const little = { name: "bytes", configuration: { endian: "little" } } as const;

/** The codec as metadata, with some members of its configuration in place of the usual ones. */
export function shardingOf(
  chunkShape: readonly number[],
  members: { readonly [name: string]: JsonValue } = {},
): JsonObject {
  const usual = { chunk_shape: chunkShape, codecs: [little], index_codecs: [little, { name: "crc32c" }] };
  return { name: "sharding_indexed", configuration: { ...usual, ...members } };
}

/** A new int32 array at `a`, in a store of its own. */
export async function sharded(
  options: ArrayCreationOptions,
): Promise<{ store: MemoryStore; array: ZarrArray<"int32"> }> {
  const store = new MemoryStore();
  const array = await ZarrArray.create<"int32">({ store, path: "a" }, { dtype: "int32", ...options }, environment);
  return { store, array };
}

/** 0, 1, 2, … */
export function counting(size: number): Int32Array {
  return Int32Array.from({ length: size }, (_, index) => index);
}
