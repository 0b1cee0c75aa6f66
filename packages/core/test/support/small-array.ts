import type { JsonObject, JsonValue, Store } from "../../src/contract/index.ts";
import type { ArrayConfigOptions } from "../../src/io/access/config.ts";
import { ZarrArray } from "../../src/node/array/array.ts";
import type { ArrayCreationOptions } from "../../src/node/creation/creation-options.ts";
import { smallEnvironment } from "./small-environment.ts";

/** A new array at `a`: float64 unless asked otherwise. */
export function smallArray<D extends string = "float64">(
  store: Store,
  options: ArrayCreationOptions,
  config: ArrayConfigOptions = {},
): Promise<ZarrArray<D>> {
  return ZarrArray.create<D>({ store, path: "a" }, options, smallEnvironment(config));
}

/** Another handle on the array at `a`. */
export function openSmall<D extends string = "float64">(
  store: Store,
  config: ArrayConfigOptions = {},
): Promise<ZarrArray<D>> {
  return ZarrArray.open<D>({ store, path: "a" }, smallEnvironment(config));
}

/** The codec list of an array whose chunks are made of inner chunks. */
export function blocksOf(chunkShape: readonly number[], codecs: readonly JsonValue[] = [little]): [JsonObject] {
  return [{ name: "blocks", configuration: { chunk_shape: chunkShape, codecs } }];
}

/** Plain bytes. */
export const little = { name: "bytes", configuration: { endian: "little" } } as const;

/** 0, 1, 2, … */
export function counting(size: number): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length: size }, (_, index) => index);
}
