import {
  type ArrayCreationOptions,
  type ArrayData,
  creationOptionsOf,
  describeData,
  type NewDtype,
  ZarrArray,
} from "@zarrkit/core";
import { type CreateInStoreOptions, create, type TypeOption } from "./create.ts";
import { formatOf, type LegacyOptions } from "./legacy.ts";
import { type OpenArrayOptions, openArray } from "./open.ts";
import type { StoreLike } from "./store/store-like.ts";

/** Options of the `…Like` functions: whatever is left out is taken from the array. */
export type LikeOptions<D extends string = string> = Omit<CreateInStoreOptions, "dtype"> & TypeOption<D>;

/** Creates an array of the shape, chunks and data type of another, without data. */
export async function emptyLike<D extends string = string, Data extends ArrayData = ArrayData>(
  a: Data,
  options: LikeOptions<D> = {},
): Promise<ZarrArray<NewDtype<D, Data>>> {
  return create<NewDtype<D, Data>>({ ...(await likeOptions(a, options)), ...options });
}

/** Creates an array like another that reads as 0 everywhere. */
export async function zerosLike<D extends string = string, Data extends ArrayData = ArrayData>(
  a: Data,
  options: LikeOptions<D> = {},
): Promise<ZarrArray<NewDtype<D, Data>>> {
  return create<NewDtype<D, Data>>({ ...(await likeOptions(a, options)), fillValueJson: undefined, ...options });
}

/** Creates an array like another that reads as 1 everywhere. */
export async function onesLike<D extends string = string, Data extends ArrayData = ArrayData>(
  a: Data,
  options: LikeOptions<D> = {},
): Promise<ZarrArray<NewDtype<D, Data>>> {
  return create<NewDtype<D, Data>>({
    ...(await likeOptions(a, options)),
    fillValueJson: undefined,
    fillValue: 1,
    ...options,
  });
}

/** Creates an array like another that reads as `fillValue` everywhere; by default as the other's. */
export async function fullLike<D extends string = string, Data extends ArrayData = ArrayData>(
  a: Data,
  fillValue?: unknown,
  options: LikeOptions<D> = {},
): Promise<ZarrArray<NewDtype<D, Data>>> {
  const fill = fillValue === undefined ? {} : { fillValue, fillValueJson: undefined };
  return create<NewDtype<D, Data>>({ ...(await likeOptions(a, options)), ...fill, ...options });
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
