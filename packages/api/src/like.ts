import { type ArrayCreationOptions, creationOptionsOf, ZarrArray } from "@zarrkit/core";
import { type ArrayData, describeData } from "./array-data.ts";
import { type CreateInStoreOptions, create } from "./create.ts";
import { formatOf, type LegacyOptions } from "./legacy.ts";
import { type OpenArrayOptions, openArray } from "./open.ts";
import type { StoreLike } from "./store/store-like.ts";

/** Options of the `…Like` functions: whatever is left out is taken from the array. */
export type LikeOptions = CreateInStoreOptions;

/** Creates an array of the shape, chunks and data type of another, without data. */
export async function emptyLike<D extends string = string>(
  a: ArrayData,
  options: LikeOptions = {},
): Promise<ZarrArray<D>> {
  return create<D>({ ...(await likeOptions(a, options)), ...options });
}

/** Creates an array like another that reads as 0 everywhere. */
export async function zerosLike<D extends string = string>(
  a: ArrayData,
  options: LikeOptions = {},
): Promise<ZarrArray<D>> {
  return create<D>({ ...(await likeOptions(a, options)), fillValueJson: undefined, ...options });
}

/** Creates an array like another that reads as 1 everywhere. */
export async function onesLike<D extends string = string>(
  a: ArrayData,
  options: LikeOptions = {},
): Promise<ZarrArray<D>> {
  return create<D>({ ...(await likeOptions(a, options)), fillValueJson: undefined, fillValue: 1, ...options });
}

/** Creates an array like another that reads as `fillValue` everywhere; by default as the other's. */
export async function fullLike<D extends string = string>(
  a: ArrayData,
  fillValue?: unknown,
  options: LikeOptions = {},
): Promise<ZarrArray<D>> {
  const fill = fillValue === undefined ? {} : { fillValue, fillValueJson: undefined };
  return create<D>({ ...(await likeOptions(a, options)), ...fill, ...options });
}

/** Opens an array, or creates it like another where the mode allows (`a` when left out). */
export async function openLike<D extends string = string>(
  a: ArrayData,
  path: string,
  options: OpenArrayOptions<D> & { readonly store?: StoreLike } = {},
): Promise<ZarrArray<D>> {
  const { store, mode = options.readOnly === true ? "r" : "a", ...rest } = options;
  return openArray<D>(store, { ...(await likeOptions(a, rest)), ...rest, mode, path } as OpenArrayOptions<D>);
}

/** What zarr-python's `…_like` functions take from an array: not its attributes, names or chunk keys. */
async function likeOptions(a: ArrayData, options: LegacyOptions & { readonly zarrFormat?: 2 | 3 | undefined }) {
  if (!(a instanceof ZarrArray)) {
    const { shape, dtype } = await describeData(a);
    return { shape, dtype };
  }
  const {
    dimensionNames: _names,
    chunkKeyEncoding: _keys,
    ...like
  }: ArrayCreationOptions = creationOptionsOf(a, formatOf(options) ?? a.zarrFormat);
  return like;
}
