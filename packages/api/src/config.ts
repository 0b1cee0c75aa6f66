import { type ArrayConfig, BadConfigError, type CreationDefaults, defaultArrayConfig } from "@zarrkit/core";

/** Every setting, by its dotted name. Names follow zarr-python, in camelCase. */
export interface ConfigSettings {
  /** Format of new nodes whose creator does not say. */
  readonly defaultZarrFormat: 2 | 3;
  /** Most store requests of one operation at a time. */
  readonly "async.concurrency": number;
  /** Memory layout of results. */
  readonly "array.order": "C" | "F";
  /** Store chunks that hold nothing but the fill value. */
  readonly "array.writeEmptyChunks": boolean;
  /** Read missing chunks as the fill value; otherwise they are an error. */
  readonly "array.readMissingChunks": boolean;
  /** Inner chunks of a shard at most so many bytes apart are fetched together. */
  readonly "array.shardingCoalesceMaxGapBytes": number;
  /** No request grows beyond so many bytes by merging. */
  readonly "array.shardingCoalesceMaxBytes": number;
  /** Most bytes of decoded chunks to keep for later reads, for all arrays of a store together; 0 keeps none. */
  readonly "array.chunkCacheBytes": number;
  /** Most bytes of one result. */
  readonly "limits.readBytes": number;
  /** Most bytes of one decoded chunk. */
  readonly "limits.chunkBytes": number;
}

const defaults: ConfigSettings = Object.freeze({
  defaultZarrFormat: 3,
  "async.concurrency": defaultArrayConfig.concurrency,
  "array.order": defaultArrayConfig.order,
  "array.writeEmptyChunks": defaultArrayConfig.writeEmptyChunks,
  "array.readMissingChunks": defaultArrayConfig.readMissingChunks,
  "array.shardingCoalesceMaxGapBytes": defaultArrayConfig.coalesceMaxGapBytes,
  "array.shardingCoalesceMaxBytes": defaultArrayConfig.coalesceMaxBytes,
  "array.chunkCacheBytes": defaultArrayConfig.chunkCacheBytes,
  "limits.readBytes": defaultArrayConfig.limits.readBytes,
  "limits.chunkBytes": defaultArrayConfig.limits.chunkBytes,
});

const allowed: { readonly [K in keyof ConfigSettings]: (value: unknown) => boolean } = {
  defaultZarrFormat: (value) => value === 2 || value === 3,
  "async.concurrency": isPositiveInteger,
  "array.order": (value) => value === "C" || value === "F",
  "array.writeEmptyChunks": isBoolean,
  "array.readMissingChunks": isBoolean,
  "array.shardingCoalesceMaxGapBytes": isByteCount,
  "array.shardingCoalesceMaxBytes": isByteCount,
  "array.chunkCacheBytes": isByteCount,
  "limits.readBytes": isByteCount,
  "limits.chunkBytes": isByteCount,
};

let current: ConfigSettings = defaults;

/**
 * Settings for everything opened or created from now on; nodes keep those they were made with. An option of the
 * same meaning given to a function wins.
 */
export const config = {
  /** One setting. Throws `BadConfigError` for a name that is none. */
  get<K extends keyof ConfigSettings>(name: K): ConfigSettings[K] {
    checkName(name);
    return current[name];
  },

  /** Changes settings. Throws `BadConfigError` and changes nothing when one of them is not valid. */
  set(settings: Partial<ConfigSettings>): void {
    current = merged(settings);
  },

  /** Changes settings while `work` runs, then puts back the earlier ones. */
  async with<T>(settings: Partial<ConfigSettings>, work: () => T | Promise<T>): Promise<T> {
    const before = current;
    current = merged(settings);
    try {
      return await work();
    } finally {
      current = before;
    }
  },

  /** Back to the defaults. */
  reset(): void {
    current = defaults;
  },
} as const;

/** The settings as the engine takes them. */
export function currentArrayConfig(): ArrayConfig {
  return {
    concurrency: current["async.concurrency"],
    order: current["array.order"],
    writeEmptyChunks: current["array.writeEmptyChunks"],
    readMissingChunks: current["array.readMissingChunks"],
    cacheMetadata: true,
    blocking: false,
    coalesceMaxGapBytes: current["array.shardingCoalesceMaxGapBytes"],
    coalesceMaxBytes: current["array.shardingCoalesceMaxBytes"],
    chunkCacheBytes: current["array.chunkCacheBytes"],
    limits: { readBytes: current["limits.readBytes"], chunkBytes: current["limits.chunkBytes"] },
  };
}

/** What new arrays get where their creator does not say: Zstandard at its default level, as in zarr-python. */
export function currentCreationDefaults(): CreationDefaults {
  return {
    compressors: [{ name: "zstd", configuration: { level: 0, checksum: false } }],
    compressor: { id: "zstd", level: 0 },
    zarrFormat: current.defaultZarrFormat,
  };
}

function merged(settings: Partial<ConfigSettings>): ConfigSettings {
  for (const [name, value] of Object.entries(settings)) {
    checkName(name);
    if (!allowed[name](value)) throw new BadConfigError(`${String(value)} is no value for the setting "${name}"`);
  }
  return Object.freeze({ ...current, ...settings });
}

function checkName(name: string): asserts name is keyof ConfigSettings {
  if (Object.hasOwn(defaults, name)) return;
  throw new BadConfigError(`There is no setting "${name}"; the settings are ${Object.keys(defaults).join(", ")}`);
}

function isBoolean(value: unknown): boolean {
  return typeof value === "boolean";
}

function isPositiveInteger(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 1;
}

function isByteCount(value: unknown): boolean {
  return typeof value === "number" && value >= 0;
}
