import {
  type ArrayConfigOptions,
  type Environment,
  type Executor,
  enterMode,
  InvalidArgumentError,
  isZarrError,
  type Location,
  type Mode,
  mergeConfig,
  normalizePath,
  type Registry,
  withChunkStore,
} from "@zarrkit/core";
import { currentArrayConfig, currentCreationDefaults } from "./config.ts";
import { type LegacyOptions, refuseUnusable } from "./legacy.ts";
import { defaultRegistry } from "./registry.ts";
import { resolveStore, type StoreLike } from "./store/store-like.ts";

/** What every function accepts. */
export interface CommonOptions extends LegacyOptions {
  /** Path of the node inside the store. */
  readonly path?: string | undefined;
  /** Extensions to know, instead of the default ones. */
  readonly registry?: Registry | undefined;
  /** Does work elsewhere: the pool of `@zarrkit/workers`. */
  readonly executor?: Executor | undefined;
  /** Settings in place of the current ones of `config`. */
  readonly config?: ArrayConfigOptions | undefined;
  /** Ends the work with its reason once aborted. */
  readonly signal?: AbortSignal | undefined;
}

/** The environment that options ask for: their registry and settings over the current ones. Throws `InvalidArgumentError`. */
export function environmentOf(
  options: CommonOptions & { readonly writeEmptyChunks?: boolean | undefined },
): Environment {
  const { registry, config, executor, synchronizer, cacheMetadata, cacheAttributes, writeEmptyChunks } = options;
  requireExecutor(executor ?? config?.executor);
  const reload = cacheMetadata === false || cacheAttributes === false;
  const settings = { executor, synchronizer, ...(reload ? { cacheMetadata: false } : {}), ...config };
  return {
    registry: registry ?? defaultRegistry,
    config: mergeConfig(
      currentArrayConfig(),
      writeEmptyChunks === undefined ? settings : { ...settings, writeEmptyChunks },
    ),
    defaults: currentCreationDefaults(),
  };
}

/** A promise of a pool, for want of an `await`, would be ignored without a word. */
function requireExecutor(executor: Executor | undefined): void {
  if (executor === undefined || executor.contract === "zarrkit.executor.v1") return;
  throw new InvalidArgumentError("executor must be an executor, such as `await workerPool()` of @zarrkit/workers");
}

/** The place that a store and options name, entered in a mode. */
export async function locate(store: StoreLike, options: CommonOptions, mode: Mode | undefined): Promise<Location> {
  refuseUnusable(options);
  const { chunkStore, storageOptions } = options;
  const path = normalizePath(options.path ?? "");
  const metadata = await resolveStore(store, { mode, isRoot: path === "", storageOptions });
  const location = {
    store: chunkStore === undefined ? metadata : withChunkStore(metadata, await resolveStore(chunkStore, { mode })),
    path,
  };
  return mode === undefined ? location : enterMode(location, mode, { signal: options.signal });
}

/** True for an error of this library with this code; survives two copies of the library in one program. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return isZarrError(error) && codes.includes(error.code);
}
