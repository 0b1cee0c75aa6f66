import type { JsonObject } from "../../contract/index.ts";
import { type ArrayConfig, type ArrayConfigOptions, defaultArrayConfig, mergeConfig } from "../../io/access/config.ts";
import type { Registry } from "../../registry/registry.ts";

/** What new arrays get where their creator does not say. */
export interface CreationDefaults {
  /** v3 codecs after the serializer. */
  readonly compressors: readonly JsonObject[];
  /** v2 compressor, `{ id, … }`, or `null` for none. */
  readonly compressor: JsonObject | null;
  /** Version of the format. */
  readonly zarrFormat: 2 | 3;
}

/** What nodes take with them: which extensions they know and how they read and write. */
export interface Environment {
  /** The extensions that arrays may name. */
  readonly registry: Registry;
  /** How arrays are read and written. */
  readonly config: ArrayConfig;
  /** What new arrays get. */
  readonly defaults: CreationDefaults;
}

/** What an environment is made with besides its registry. */
export interface EnvironmentOptions {
  /** Settings; those left out are the defaults. */
  readonly config?: ArrayConfigOptions | undefined;
  /** What new arrays get; version 3 without compression when left out. */
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
