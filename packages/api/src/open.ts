import {
  findOrCreate,
  GroupNotFoundError,
  type JsonObject,
  MetadataValidationError,
  type Mode,
  modeRules,
  normalizePath,
  openNode,
  type Store,
  ZarrArray,
  ZarrGroup,
  type ZarrNode,
} from "@zarrkit/core";
import { config } from "./config.ts";
import { type CommonOptions, environmentOf, hasCode, locate } from "./context.ts";
import { arrayOptions, type CreateOptions } from "./creation.ts";
import { formatOf, modeOf } from "./legacy.ts";
import { resolveStore, type StoreLike } from "./store/store-like.ts";

/** What `openArray` takes. The options of creation count only where `mode` creates. */
export interface OpenArrayOptions<D extends string = string> extends CreateOptions {
  /** `r`, `r+`, `a`, `w` or `w-`; left out: open what exists, never create. */
  readonly mode?: Mode | undefined;
  /** Opening: what the array's data type has to be. Creating: what it will be. */
  readonly dtype?: D | CreateOptions["dtype"] | undefined;
}

export interface OpenGroupOptions extends CommonOptions {
  /** `a` when left out; `r` over a read-only store. */
  readonly mode?: Mode | undefined;
  /** Version of the group; either when left out. */
  readonly zarrFormat?: 2 | 3 | undefined;
  /** Attributes of a group that is created. */
  readonly attributes?: JsonObject | undefined;
  /**
   * Whether one document that describes all nodes below is believed: left out, where there is one; `true`, required;
   * `false`, ignored; a string, required, and in version 2 the document of that name instead of `.zmetadata`.
   */
  readonly useConsolidated?: boolean | string | undefined;
}

/**
 * Opens an array, or creates one where the mode allows and `shape` is given.
 *
 * With `dtype`, an array that exists must be of that data type, and the answer is narrowed to it.
 *
 * Throws `ArrayNotFoundError`, `NodeTypeValidationError` for a group, `FileExistsError` (mode `w-`),
 * `MetadataValidationError`, `InvalidArgumentError`.
 */
export async function openArray<D extends string = string>(
  store?: StoreLike,
  options: OpenArrayOptions<D> = {},
): Promise<ZarrArray<D>> {
  const { signal } = options;
  const mode = modeOf(options);
  const zarrFormat = formatOf(options);
  const location = await locate(store, options, mode);
  const environment = environmentOf(options);
  const rules = modeRules(mode ?? "r+");
  const find = async (): Promise<ZarrArray<D> | undefined> => {
    try {
      const array = await ZarrArray.open<D>(location, environment, { zarrFormat, signal });
      requireDataType(array, options);
      return array;
    } catch (error) {
      if (!rules.mayCreate || !hasCode(error, "ARRAY_NOT_FOUND")) throw error;
      return undefined;
    }
  };
  const create = async (): Promise<ZarrArray<D>> => {
    const creation = arrayOptions(options, zarrFormat ?? config.get("defaultZarrFormat"));
    return ZarrArray.create<D>(location, { ...creation, overwrite: rules.overwrite }, environment);
  };
  return rules.mayOpen ? findOrCreate(find, create) : create();
}

/**
 * Opens a group, or creates one where the mode allows.
 *
 * Throws `GroupNotFoundError`, `ContainsArrayError`, `FileExistsError` (mode `w-`), `MetadataValidationError`.
 */
export async function openGroup(store?: StoreLike, options: OpenGroupOptions = {}): Promise<ZarrGroup> {
  const { attributes, signal, useConsolidated } = options;
  const zarrFormat = formatOf(options);
  const given = modeOf(options);
  const { resolved, rest } = await resolveAhead(store, options, given);
  const mode = given ?? defaultMode(resolved);
  const location = await locate(resolved, rest, mode);
  const environment = environmentOf(options);
  const rules = modeRules(mode);
  const find = async (): Promise<ZarrGroup | undefined> => {
    try {
      return await ZarrGroup.open(location, environment, { zarrFormat, useConsolidated, signal });
    } catch (error) {
      if (!rules.mayCreate || !hasCode(error, "GROUP_NOT_FOUND")) throw error;
      return undefined;
    }
  };
  const { overwrite } = rules;
  const create = () => ZarrGroup.create(location, { attributes, zarrFormat, overwrite, signal }, environment);
  return rules.mayOpen ? findOrCreate(find, create) : create();
}

/** Options of {@link open}: those of an array when `shape` is given, of a group otherwise. */
export type OpenOptions = OpenArrayOptions & OpenGroupOptions;

/**
 * Opens whatever is there. Where nothing is and the mode allows, creates an array when `shape` is given and a group
 * otherwise. The mode is `a` when left out, or `r` over a read-only store.
 */
export async function open(store?: StoreLike, options: OpenOptions = {}): Promise<ZarrNode> {
  const given = modeOf(options);
  const { resolved, rest } = await resolveAhead(store, options, given);
  const mode = given ?? defaultMode(resolved);
  const withMode = { ...rest, mode };
  if (options.shape !== undefined) return openArray(resolved, withMode);
  if (!modeRules(mode).mayOpen) return openGroup(resolved, withMode);
  const location = await locate(resolved, rest, mode);
  const { signal, useConsolidated } = options;
  const zarrFormat = formatOf(options);
  try {
    return await openNode(location, environmentOf(options), { zarrFormat, useConsolidated, signal });
  } catch (error) {
    if (!hasCode(error, "NODE_NOT_FOUND")) throw error;
    if (modeRules(mode).mayCreate) return openGroup(resolved, withMode);
    const { store, path } = location;
    throw new GroupNotFoundError("No array or group here", { store: store.description, path, cause: error });
  }
}

/** The store, where the mode depends on it, and the options that are left for the rest. */
async function resolveAhead<O extends CommonOptions>(store: StoreLike, options: O, mode: Mode | undefined) {
  const { storageOptions, ...rest } = options;
  const isRoot = normalizePath(options.path ?? "") === "";
  return { resolved: await resolveStore(store, { mode, isRoot, storageOptions }), rest };
}

/** Reading for a store that cannot be written, otherwise opening or creating. */
export function defaultMode(store: Store): Mode {
  return store.readOnly === true || !("set" in store) ? "r" : "a";
}

function requireDataType<D extends string>(array: ZarrArray<D>, { dtype }: OpenArrayOptions<D>): void {
  if (typeof dtype !== "string" || dtype === array.dtype) return;
  const spelling = array.dataType.v2?.dtype;
  if (spelling === dtype || (typeof spelling === "string" && spelling.slice(1) === dtype)) return;
  throw new MetadataValidationError(`Expected data type ${dtype}, found ${array.dtype}`, {
    store: array.store.description,
    path: array.path,
  });
}
