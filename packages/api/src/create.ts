import {
  type ArrayCreationOptions,
  type ArrayData,
  describeData,
  InvalidArgumentError,
  type JsonObject,
  joinPath,
  type Mode,
  type NewArrayOptions,
  type NewDtype,
  normalizePath,
  resolveData,
  withReadOnly,
  ZarrArray,
  ZarrGroup,
} from "@zarrkit/core";
import { config } from "./config.ts";
import { type CommonOptions, environmentOf, locate } from "./context.ts";
import { arrayOptions, type CreateOptions } from "./creation.ts";
import { formatOf } from "./legacy.ts";
import { openGroup } from "./open.ts";
import type { StoreLike } from "./store/store-like.ts";

export interface StoreOption {
  /** Where to create; a new store in memory when left out. */
  readonly store?: StoreLike;
}

/** The data type by its name, so that the array is narrowed to it, or in another form. */
export interface TypeOption<D extends string> {
  /** `"float64"` when left out. */
  readonly dtype?: D | ArrayCreationOptions["dtype"] | undefined;
}

/** What `create` takes. */
export interface CreateInStoreOptions extends CreateOptions, StoreOption {
  /** `a` when left out; `w` deletes what is there first. */
  readonly mode?: Mode | undefined;
}

/**
 * Creates an array in zarr-python's older vocabulary. Throws `ContainsArrayError` or `ContainsGroupError` unless
 * `overwrite`, `InvalidArgumentError`, `MetadataValidationError`; nothing is written then.
 */
export function create<D extends string = string>(
  options: Omit<CreateInStoreOptions, "dtype"> & TypeOption<D>,
): Promise<ZarrArray<D>> {
  return createWith<D>(options, undefined);
}

async function createWith<D extends string>(options: CreateInStoreOptions, value: unknown): Promise<ZarrArray<D>> {
  const { store, mode = "a", ...rest } = options;
  const location = await locate(store, options, mode);
  const creation = arrayOptions(rest, formatOf(options) ?? config.get("defaultZarrFormat"));
  const overwrite = options.overwrite ?? mode === "w";
  const environment = environmentOf(options);
  const array = await ZarrArray.create<D>(location, { ...creation, overwrite }, environment, value);
  if (options.readOnly !== true) return array;
  return ZarrArray.open<D>({ ...location, store: withReadOnly(location.store) }, environment, {
    signal: options.signal,
  });
}

/** What `createArray` takes. */
export interface CreateArrayOptions<D extends string = string, Data extends ArrayData = ArrayData>
  extends Omit<NewArrayOptions<D, Data>, "config">,
    CommonOptions,
    StoreOption {
  /** Path of the array below `path`. */
  readonly name?: string | undefined;
}

/**
 * Creates an array from a shape and a data type, or from data, narrowed to the data type. Throws as {@link create} does,
 * and `InvalidArgumentError` for options with both or neither.
 */
export async function createArray<D extends string = string, Data extends ArrayData = ArrayData>(
  options: CreateArrayOptions<D, Data>,
): Promise<ZarrArray<NewDtype<D, Data>>> {
  const { store, name, path, zarrVersion: _version, ...given } = options;
  const below = joinPath(normalizePath(path ?? ""), normalizePath(name ?? ""));
  const location = await locate(store, { ...options, path: below }, "a");
  const { options: creation, value } = await resolveData({ ...given, zarrFormat: formatOf(options) });
  return ZarrArray.create(location, creation, environmentOf(options), value);
}

export interface CreateGroupOptions extends CommonOptions, StoreOption {
  /** What `attrs` holds; nothing when left out. */
  readonly attributes?: JsonObject | undefined;
  /** Version of the format. Default: `defaultZarrFormat` of `config`, 3. */
  readonly zarrFormat?: 2 | 3 | undefined;
  /** Delete what is there first. Default false. */
  readonly overwrite?: boolean | undefined;
}

/** Creates a group. Throws `ContainsGroupError` or `ContainsArrayError` unless `overwrite`. */
export async function createGroup(options: CreateGroupOptions = {}): Promise<ZarrGroup> {
  const { store, attributes, overwrite, signal } = options;
  const location = await locate(store, options, "a");
  const zarrFormat = formatOf(options);
  return ZarrGroup.create(location, { attributes, zarrFormat, overwrite, signal }, environmentOf(options));
}

/** Opens a group, or creates it; with `overwrite`, deletes what is there first. Throws `ContainsArrayError`. */
export async function group(options: CreateGroupOptions = {}): Promise<ZarrGroup> {
  const { store, overwrite, ...rest } = options;
  return openGroup(store, { ...rest, mode: overwrite === true ? "w" : "a" });
}

export type ArrayFromDataOptions = CreateInStoreOptions;

/**
 * Creates an array of data and writes all of it, narrowed to its data type, or to one that the options name. Throws as
 * {@link create} does.
 */
export async function array<D extends string = string, Data extends ArrayData = ArrayData>(
  data: Data,
  options: Omit<ArrayFromDataOptions, "dtype"> & TypeOption<D> = {},
): Promise<ZarrArray<NewDtype<D, Data>>> {
  const { signal } = options;
  if (options.readOnly === true) throw new InvalidArgumentError("array() writes data, so it cannot be readOnly");
  const described = await describeData(data, { signal });
  const chunks = options.chunks ?? (data instanceof ZarrArray ? data.chunks : undefined);
  return createWith({ dtype: described.dtype, ...options, chunks, shape: described.shape }, described.value);
}

export type FilledOptions<D extends string> = Omit<CreateInStoreOptions, "shape" | "fillValue" | "dtype"> &
  TypeOption<D>;

type Shape = ArrayCreationOptions["shape"];

/** Creates an array without data: it reads as its type's zero. */
export function empty<D extends string = "float64">(
  shape: Shape,
  options: FilledOptions<D> = {},
): Promise<ZarrArray<D>> {
  return create<D>({ ...options, shape });
}

/** Creates an array that reads as 0 everywhere. No chunk is written. */
export function zeros<D extends string = "float64">(
  shape: Shape,
  options: FilledOptions<D> = {},
): Promise<ZarrArray<D>> {
  // The zero of every type is its default.
  return create<D>({ ...options, shape });
}

/** Creates an array that reads as 1 everywhere. No chunk is written. */
export function ones<D extends string = "float64">(
  shape: Shape,
  options: FilledOptions<D> = {},
): Promise<ZarrArray<D>> {
  return create<D>({ ...options, shape, fillValue: 1 });
}

/** Creates an array that reads as `fillValue` everywhere. No chunk is written. */
export function full<D extends string = "float64">(
  shape: Shape,
  fillValue: unknown,
  options: FilledOptions<D> = {},
): Promise<ZarrArray<D>> {
  return create<D>({ ...options, shape, fillValue });
}
