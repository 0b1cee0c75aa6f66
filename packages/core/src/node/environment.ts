import type { JsonObject } from "../contract/index.ts";
import { type ArrayConfig, type ArrayConfigOptions, defaultArrayConfig, mergeConfig } from "../io/config.ts";
import type { Registry } from "../registry/registry.ts";

/** What new arrays get where their creator does not say. */
export interface CreationDefaults {
  /** v3 codecs after the serializer. */
  readonly compressors: readonly JsonObject[];
  /** v2 compressor, `{ id, … }`, or `null` for none. */
  readonly compressor: JsonObject | null;
  readonly zarrFormat: 2 | 3;
}

/** What nodes take with them: which extensions they know and how they read and write. */
export interface Environment {
  readonly registry: Registry;
  readonly config: ArrayConfig;
  readonly defaults: CreationDefaults;
}

/** What an environment is made with besides its registry. */
export interface EnvironmentOptions {
  /** Settings; those left out are the defaults. */
  readonly config?: ArrayConfigOptions | undefined;
  readonly defaults?: CreationDefaults | undefined;
}

/** An environment around a registry. New arrays are not compressed unless the defaults say so. */
export function createEnvironment(registry: Registry, options: EnvironmentOptions = {}): Environment {
  return {
    registry,
    config: mergeConfig(defaultArrayConfig, options.config),
    defaults: options.defaults ?? { compressors: [], compressor: null, zarrFormat: 3 },
  };
}
