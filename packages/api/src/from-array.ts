import {
  type ArrayCreationOptions,
  type ArrayData,
  creationOptionsOf,
  describeData,
  joinPath,
  type NewDtype,
  normalizePath,
  ZarrArray,
} from "@zarrkit/core";
import { environmentOf, locate } from "./context.ts";
import { copyRegions, type OnProgress } from "./copy/copy-region.ts";
import type { CreateArrayOptions } from "./create.ts";
import { withoutForeign } from "./creation.ts";
import { formatOf } from "./legacy.ts";

type Kept = "chunks" | "shards" | "filters" | "compressors" | "serializer";

/** Options of {@link fromArray}: `"keep"`, which is the default, takes what the source array has. */
export type FromArrayOptions<Data extends ArrayData = ArrayData> = Omit<
  CreateArrayOptions,
  "shape" | "dtype" | "data" | Kept
> & {
  readonly data: Data;
  readonly onProgress?: OnProgress | undefined;
} & { readonly [K in Kept]?: CreateArrayOptions[K] | "keep" };

const kept: readonly Kept[] = ["chunks", "shards", "filters", "compressors", "serializer"];

/**
 * Creates an array like another, or of data, narrowed to its data type, and copies the values region by region: each region is whole stored
 * objects, so nothing of the target is read. Codecs are kept only where the format stays the same.
 *
 * Throws `ContainsArrayError` or `ContainsGroupError` unless `overwrite`, `InvalidArgumentError`.
 */
export async function fromArray<D extends string = string, Data extends ArrayData = ArrayData>(
  options: FromArrayOptions<Data>,
): Promise<ZarrArray<NewDtype<D, Data>>> {
  const { store, name, path, data, writeData = true, config: _config, onProgress, ...given } = options;
  const { signal } = given;
  const below = joinPath(normalizePath(path ?? ""), normalizePath(name ?? ""));
  const location = await locate(store, { ...options, path: below }, "a");
  const environment = environmentOf(options);
  const zarrFormat = formatOf(options);
  const overrides = Object.fromEntries(
    Object.entries({ ...withoutForeign(given), zarrFormat }).filter(
      ([option, value]) => value !== undefined && !(isKept(option) && value === "keep"),
    ),
  ) as Partial<ArrayCreationOptions>;
  if (!(data instanceof ZarrArray)) {
    const { value, shape, dtype } = await describeData(data, { signal });
    return ZarrArray.create(location, { ...overrides, shape, dtype }, environment, writeData ? value : undefined);
  }
  const like = creationOptionsOf(data, zarrFormat ?? data.zarrFormat);
  const array = await ZarrArray.create<NewDtype<D, Data>>(
    location,
    { ...like, ...withoutReplaced(overrides) },
    environment,
  );
  if (writeData) await copyRegions(data, array, { signal, onProgress });
  return array;

  /** A fill value or chunk shape of the caller's replaces the kept one in either spelling. */
  function withoutReplaced(replacing: Partial<ArrayCreationOptions>): Partial<ArrayCreationOptions> {
    const fill = replacing.fillValue === undefined ? {} : { fillValueJson: undefined };
    const shards = replacing.chunks === undefined || replacing.shards !== undefined ? {} : { shards: null };
    return { attributes: (data as ZarrArray).attrs, ...fill, ...shards, ...replacing };
  }
}

function isKept(option: string): option is Kept {
  return (kept as readonly string[]).includes(option);
}
