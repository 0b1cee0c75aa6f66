import {
  type ArrayData,
  describeData,
  InvalidArgumentError,
  joinPath,
  type Mode,
  normalizePath,
  type Store,
} from "@zarrkit/core";
import { MemoryStore } from "@zarrkit/store-memory";
import { isArrayData } from "./array-data.ts";
import { type CommonOptions, locate } from "./context.ts";
import { array, create, createGroup } from "./create.ts";
import type { CreateOptions } from "./creation.ts";
import { formatOf } from "./legacy.ts";
import type { StoreLike } from "./store/store-like.ts";
import { closeStore } from "./store/zip-store.ts";

/** What `saveArray` takes: how the array is stored, but for its shape, which is that of the data. */
export interface SaveArrayOptions extends Omit<CreateOptions, "shape"> {
  /** `a` when left out; `w` replaces what is there, `w-` refuses when anything is. */
  readonly mode?: Mode | undefined;
}

/** Several arrays: listed (`arr_0`, `arr_1`, …) or by name. */
export type GroupData = readonly ArrayData[] | { readonly [name: string]: ArrayData };

/**
 * Saves data: one array where it is one, otherwise a group with an array for each item of a list or record. Throws
 * `InvalidArgumentError` when there is nothing to save or something is no array.
 */
export async function save(
  store: StoreLike,
  data: ArrayData | GroupData,
  options: SaveArrayOptions = {},
): Promise<void> {
  if (isArrayData(data)) await saveArray(store, data as ArrayData, options);
  else await saveGroup(store, data as GroupData, options);
}

/** Saves one array. Throws `ContainsArrayError` or `ContainsGroupError` unless `overwrite` or mode `w`. */
export async function saveArray(store: StoreLike, data: ArrayData, options: SaveArrayOptions = {}): Promise<void> {
  if (!isArrayData(data))
    throw new InvalidArgumentError("saveArray needs one array: a typed array with a shape, or nested lists");
  const saved = await array(data, { ...options, store });
  if (isAddress(store)) await closeStore(saved.store);
}

/** A store that was made here from an address is closed here. */
function isAddress(store: StoreLike): boolean {
  return typeof store === "string" || store instanceof URL;
}

/** Saves several arrays as a group, replacing whatever is there. Everything is checked before that is deleted. */
export async function saveGroup(
  store: StoreLike,
  data: GroupData,
  options: SaveArrayOptions & CommonOptions = {},
): Promise<void> {
  if (typeof data !== "object" || data === null) {
    throw new InvalidArgumentError("saveGroup needs a list or a record of arrays");
  }
  const named = Array.isArray(data)
    ? data.map((item: ArrayData, index): [string, ArrayData] => [`arr_${index}`, item])
    : Object.entries(data);
  if (named.length === 0) throw new InvalidArgumentError("saveGroup needs at least one array");
  const wrong = named.filter(([, item]) => !isArrayData(item)).map(([name]) => name);
  if (wrong.length > 0) throw new InvalidArgumentError(`saveGroup needs arrays; ${wrong.join(", ")} is none`);
  const { zarrVersion: _version, signal, path, registry, mode: _mode, ...creation } = options;
  const zarrFormat = formatOf(options);
  const described = await Promise.all(
    named.map(async ([name, item]) => ({ name: normalizePath(name), ...(await describeData(item, { signal })) })),
  );
  const names = described.map(({ name }) => name);
  const doubled = names.find((name, index) => names.indexOf(name) !== index);
  if (doubled !== undefined) throw new InvalidArgumentError(`Two arrays are named ${JSON.stringify(doubled)}`);
  const location = await locate(store, { path, signal }, "w");
  const write = async (target: Store, withValues: boolean): Promise<void> => {
    await createGroup({ store: target, path, zarrFormat, registry, overwrite: true, signal });
    for (const { name, value, shape, dtype } of described) {
      const place = { store: target, path: joinPath(location.path, name), zarrFormat, registry, signal };
      const result = await create({ dtype, ...creation, ...place, shape });
      if (withValues) await result.set(undefined, value, { signal });
    }
  };
  // A rehearsal in memory, without the values, finds names and options that are wrong.
  await write(new MemoryStore(), false);
  await write(location.store, true);
  if (isAddress(store)) await closeStore(location.store);
}
